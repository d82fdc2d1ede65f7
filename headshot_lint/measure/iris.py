"""What is to be seen between the lids: the dark iris in the white of the eye."""

from __future__ import annotations

import math

from headshot_lint.measure.arrays import GreyImage, Points
from headshot_lint.measure.rank import percentile
from headshot_lint.measure.regions import polygon_mask

FLARE = 0.002
MIN_EYE_PX = 12


def eye_contrast_stops(luminance: GreyImage, outline: Points) -> float | None:
    """Return the range of light inside the opening of one eye, in stops.

    The 90th by the 10th percentile: the white of the eye against iris and lashes. A ratio within
    the eye, so the tone of skin does not enter. Sunglasses, glare and hair leave little of it.

    Args:
        luminance: H x W, relative luminance 0-1.
        outline: N x 2 or N x 3 points along the lids, pixels of that picture.

    Returns:
        log2 of the ratio, both raised by `FLARE` (0.2 %, veiling glare of a camera) so that the
        noise of blacks does not count; None where the eye covers fewer than `MIN_EYE_PX` pixels.
    """
    inside = polygon_mask(luminance.shape, outline)
    if int(inside.sum()) < MIN_EYE_PX:
        return None
    light = luminance[inside]
    dark, bright = percentile(light, 10), percentile(light, 90)
    return math.log2((bright + FLARE) / (dark + FLARE))
