"""Reading photos: decoding, colour, orientation, metadata."""

from headshot_lint.model.errors import Fault, Unreadable
from headshot_lint.photo.limits import LoadLimits
from headshot_lint.photo.photo import WORK_LONG_SIDE_PX, Photo, Source, load

__all__ = ["WORK_LONG_SIDE_PX", "Fault", "LoadLimits", "Photo", "Source", "Unreadable", "load"]
