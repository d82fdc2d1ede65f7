"""Signs that something lies over a face."""

from __future__ import annotations

import math

from headshot_lint.measure.arrays import LabPlanes, Mask
from headshot_lint.measure.rank import median

LEAST_ABSENCE = 1e-9


def doubt_decades(presence: float) -> float:
    """Return how sure the landmark network is of a face, as decades of doubt: -log10(1 - p).

    The probability saturates: team photos that both raters pass lie at 7 to 9 decades, faces
    behind hands, cups and masks at 4 to 7, drawings at 3 to 8.
    """
    return -math.log10(max(1.0 - presence, LEAST_ABSENCE))


def side_difference(planes: LabPlanes, right: Mask, left: Mask) -> float | None:
    """Return the distance of the median colours of both sides of the face in a*, b*.

    Lightness is left out: side light is no cover. None where a side is out of the photo.
    """
    if not right.any() or not left.any():
        return None
    green_red, blue_yellow = (median(plane[right]) - median(plane[left]) for plane in planes[1:])
    return math.hypot(green_red, blue_yellow)
