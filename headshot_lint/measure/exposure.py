"""Levels, clipping and range of a face."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import GreyImage, Mask, RgbImage
from headshot_lint.measure.rank import median, percentile

BURNT_LUMINANCE = 0.8
"""sRGB 231 of 255: above it skin loses texture and colour although no channel need be clipped."""
FADING = (0.4, 0.9)
"""Luminance at which skin begins to fade, and at which it is as good as white (sRGB 170 and 243).
Pale skin in good light lies near the first."""
EYE_SHADE_EV = 0.6
"""By how much eye whites are darker than the skin beside them would be, were it as white: they lie
below the brow, and are smaller than the region that they are read from."""

WELL_LIT_L = 65.0
"""L* of an eye white in the shade of its brow, where the face is well exposed."""

CRUSHED_CODE = 8
BLACK_LUMINANCE = 1e-4


def to_ev(luminance: float) -> float:
    """Return stops relative to paper white (linear luminance 1); floored at -13.3."""
    return float(np.log2(max(luminance, BLACK_LUMINANCE)))


def burnt_share(luminance: GreyImage, region: Mask) -> float:
    """Return the share of a region at or near paper white; 0 where the region is empty."""
    return float((luminance[region] >= BURNT_LUMINANCE).mean()) if region.any() else 0.0


def faded_share(luminance: GreyImage, region: Mask) -> float:
    """Return the share of a region that is burnt, 0-1; what is on the way there counts in part.

    The weight of a pixel rises from 0 to 1 between the two luminances of `FADING`; 0 where the
    region is empty.
    """
    if not region.any():
        return 0.0
    begins, ends = FADING
    return float(np.clip((luminance[region] - begins) / (ends - begins), 0.0, 1.0).mean())


def face_level_ev(white_ev: float | None, lit_skin_ev: float) -> float:
    """Return how bright the face is shown, in EV below paper white, from two lower bounds.

    Whites say it for every skin tone, but hide in narrow or shaded eyes. Lit skin is never lighter
    than white would be in its place: light skin in narrow eyes' stead shows that a face is not
    dark, while dark skin shows nothing, and leaves the word to the whites.
    """
    return min(0.0, lit_skin_ev if white_ev is None else max(white_ev + EYE_SHADE_EV, lit_skin_ev))


def crushed_share(image: RgbImage, region: Mask) -> float:
    """Return the share of a region whose brightest channel is nearly black."""
    black = np.asarray(cv2.inRange(image, (0, 0, 0), (CRUSHED_CODE,) * 3)) > 0
    return float(black[region].mean()) if region.any() else 0.0


def lightness_range(
    lightness: NDArray[np.float32], white: float | None = None, picture: float = 0.0
) -> float:
    """Return the L* between the darkest 2 % of the values and the lightest 2 %, or what is lighter.

    Args:
        lightness: L* of a face, 0-100.
        white: luminance of eye whites or teeth, 0-1, which may be less than 2 % of the face: they
            are the lightest part of a face with dark skin, and spots of light skin that of another.
        picture: luminance of the lightest part of the picture, 0-1. What is light beside a dark
            face says as well that the picture is not flat, up to `WELL_LIT_L`.
    """
    lightest = max(percentile(lightness, 98), min(lightness_of(picture), WELL_LIT_L))
    if white is not None:
        lightest = max(lightest, lightness_of(white))
    return lightest - percentile(lightness, 2)


def lightness_of(luminance: float) -> float:
    """Return L*, 0-100, of a relative luminance of 0-1 (CIE 15:2004)."""
    if luminance > (6 / 29) ** 3:
        return 116.0 * float(luminance ** (1 / 3)) - 16.0
    return luminance * (29 / 3) ** 3


def entropy_bits(lightness: NDArray[np.float32]) -> float:
    """Return the entropy of L* values in 64 bins, 0-6 bits (OFIQ's dynamic range, in L*)."""
    counts = np.bincount(np.minimum(lightness * np.float32(0.64), 63.0).astype(np.intp))
    share = counts[counts > 0] / max(len(lightness), 1)
    return float(-(share * np.log2(share)).sum())


def shadow_noise(lightness: GreyImage, region: Mask) -> float:
    """Return the grain, as a robust standard deviation in L*, of the darkest quarter of a region.

    The grain is the difference from a 3 x 3 mean, which takes a ninth of the variance away.
    """
    grain = np.abs(lightness - np.asarray(cv2.blur(lightness, (3, 3))))[region]
    inside = lightness[region]
    dark = inside <= np.float32(percentile(inside, 25))
    return 1.4826 * math.sqrt(9 / 8) * median(grain[dark])
