"""Grain: the part of a smooth surface that changes from pixel to pixel."""

from __future__ import annotations

import cv2
import numpy as np

from headshot_lint.measure.arrays import GreyImage, LabImage, Mask
from headshot_lint.measure.colour import split_lab
from headshot_lint.measure.rank import median

MIN_PIXELS = 64
_KERNEL = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], dtype=np.float32)
_GAIN = 6.0
_NORMAL = 0.6745


def noise_sd(channel: GreyImage, region: Mask) -> float | None:
    """Return the standard deviation of the noise of a smooth region, in the channel's unit.

    The difference of two Laplacians answers neither to planes nor to straight edges (Immerkaer,
    "Fast noise variance estimation", 1996); the median of its size, by 0.6745, is the deviation
    of a normal distribution and does not see pores, hairs and highlights (Donoho 1995).

    Args:
        channel: H x W float32.
        region: H x W, a smooth surface such as the cheeks.

    Returns:
        None where the region has fewer than `MIN_PIXELS` pixels.
    """
    if np.count_nonzero(region) < MIN_PIXELS:
        return None
    x, y, width, height = cv2.boundingRect(region.view(np.uint8))
    crop = np.s_[y : y + height, x : x + width]
    response = cv2.filter2D(channel[crop], cv2.CV_32F, _KERNEL)[region[crop]]
    return median(np.abs(response)) / (_NORMAL * _GAIN)


def colour_noise_sd(lab: LabImage, region: Mask) -> float | None:
    """Return the noise of a smooth region in CIELAB units, lightness counted half.

    Pores and stubble live in lightness, the noise of sensors in colour too.

    Args:
        lab: H x W x 3.
        region: H x W, as for `noise_sd`.
    """
    parts = [noise_sd(plane, region) for plane in split_lab(lab)]
    if any(part is None for part in parts):
        return None
    lightness, green_red, blue_yellow = (part or 0.0 for part in parts)
    return float(np.sqrt((lightness / 2) ** 2 + green_red**2 + blue_yellow**2))
