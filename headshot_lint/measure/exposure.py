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

CRUSHED_CODE = 8
BLACK_LUMINANCE = 1e-4


def to_ev(luminance: float) -> float:
    """Return stops relative to paper white (linear luminance 1); floored at -13.3."""
    return float(np.log2(max(luminance, BLACK_LUMINANCE)))


def burnt_share(luminance: GreyImage, region: Mask) -> float:
    """Return the share of a region at or near paper white; 0 where the region is empty."""
    return float((luminance[region] >= BURNT_LUMINANCE).mean()) if region.any() else 0.0


def crushed_share(image: RgbImage, region: Mask) -> float:
    """Return the share of a region whose brightest channel is nearly black."""
    black = np.asarray(cv2.inRange(image, (0, 0, 0), (CRUSHED_CODE,) * 3)) > 0
    return float(black[region].mean()) if region.any() else 0.0


def lightness_range(lightness: NDArray[np.float32]) -> float:
    """Return the L* between the darkest and the lightest 2 % of the values."""
    return percentile(lightness, 98) - percentile(lightness, 2)


def entropy_bits(lightness: NDArray[np.float32]) -> float:
    """Return the entropy of L* values in 64 bins, 0-6 bits (OFIQ's dynamic range, in L*)."""
    counts, _ = np.histogram(lightness, bins=64, range=(0.0, 100.0))
    share = counts[counts > 0] / max(len(lightness), 1)
    return float(-(share * np.log2(share)).sum())


def shadow_noise(lightness: GreyImage, region: Mask) -> float:
    """Return the grain, as a robust standard deviation in L*, of the darkest quarter of a region.

    The grain is the difference from a 3 x 3 mean, which takes a ninth of the variance away.
    """
    grain = np.abs(lightness - cv2.blur(lightness, (3, 3)))[region]
    inside = lightness[region]
    dark = inside <= np.float32(percentile(inside, 25))
    return 1.4826 * math.sqrt(9 / 8) * median(grain[dark])
