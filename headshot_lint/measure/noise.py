"""Grain: the part of a smooth surface that changes from pixel to pixel."""

from __future__ import annotations

import cv2
import numpy as np

from headshot_lint.measure.arrays import GreyImage, Mask

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
    if int(region.sum()) < MIN_PIXELS:
        return None
    x, y, width, height = cv2.boundingRect(region.astype(np.uint8))
    crop = np.s_[y : y + height, x : x + width]
    response = cv2.filter2D(channel[crop], cv2.CV_32F, _KERNEL)[region[crop]]
    return float(np.median(np.abs(response)) / (_NORMAL * _GAIN))
