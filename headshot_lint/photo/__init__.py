"""Reading photos: decoding, colour, orientation, metadata.

What decodes loads on first use: a photo whose facts are known already needs none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from headshot_lint.model.errors import Fault, Unreadable
from headshot_lint.photo.limits import LoadLimits

if TYPE_CHECKING:
    from headshot_lint.photo.photo import WORK_LONG_SIDE_PX as WORK_LONG_SIDE_PX
    from headshot_lint.photo.photo import Photo as Photo
    from headshot_lint.photo.photo import Source as Source
    from headshot_lint.photo.photo import load as load

__all__ = ["WORK_LONG_SIDE_PX", "Fault", "LoadLimits", "Photo", "Source", "Unreadable", "load"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from headshot_lint.photo import photo

    return getattr(photo, name)
