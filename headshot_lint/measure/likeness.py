"""Signs of drawing: areas without texture, few colours."""

from __future__ import annotations

import cv2
import numpy as np

from headshot_lint.measure.arrays import GreyImage, LabPlanes, Mask, RgbImage
from headshot_lint.measure.rank import median

FLAT_SD = 0.8
WINDOW_PX = 5
PALETTE_STEP_BITS = 3
PALETTE_SHARE = 0.9
COLOURLESS = 6.0


def flat_share(grey: GreyImage, region: Mask) -> float:
    """Return the share of a region whose surroundings of 5 x 5 pixels are of one value.

    Args:
        grey: H x W, 0-255, sRGB curve. A deviation below `FLAT_SD` codes is less than the grain
            of any sensor after 8-bit rounding of a shaded surface.
        region: H x W.
    """
    if not region.any():
        return 0.0
    window = (WINDOW_PX, WINDOW_PX)
    mean = cv2.blur(grey, window)
    variance = np.maximum(cv2.blur(grey * grey, window) - mean * mean, 0.0)
    flat = (variance < FLAT_SD**2) & region
    return float(np.count_nonzero(flat) / np.count_nonzero(region))


def palette_size(image: RgbImage, planes: LabPlanes, region: Mask) -> int | None:
    """Return how many colours cover 90 % of a region, at 5 bits a channel.

    Team photos have 95 to 480 (3rd to 97th percentile), flat drawings about 5.

    Returns:
        None for a colourless region, where a photograph has few colours too.
    """
    if not region.any():
        return None
    if median(np.asarray(cv2.magnitude(*planes[1:]), dtype=np.float32)[region]) < COLOURLESS:
        return None
    red, green, blue = (
        channel[region].astype(np.int64) for channel in cv2.split(image >> PALETTE_STEP_BITS)
    )
    count = np.bincount(red * 1024 + green * 32 + blue)
    count = np.sort(count[count > 0])[::-1]
    covered = np.cumsum(count) / max(int(count.sum()), 1)
    return int(np.searchsorted(covered, PALETTE_SHARE)) + 1
