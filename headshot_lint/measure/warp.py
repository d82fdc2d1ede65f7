"""Turned and scaled cuts out of a picture."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import QuadImage, RgbImage


def to_quad(image: RgbImage) -> QuadImage:
    """Return the picture with an idle fourth channel: worth it once for several cuts."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2RGBA), dtype=np.uint8)


def from_quad(image: QuadImage) -> RgbImage:
    """Return a picture without its idle channel."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_RGBA2RGB), dtype=np.uint8)


def cut(
    image: RgbImage | QuadImage, to_image: NDArray[np.float64], size: tuple[int, int]
) -> RgbImage:
    """Return a cut, interpolated linearly; beyond the picture its border goes on.

    Args:
        image: H x W x 3 uint8, or with the idle channel of `to_quad`.
        to_image: 2 x 3, from pixels of the cut to pixels of the picture, pixel centres at whole
            numbers.
        size: width and height of the cut.
    """
    source = image if image.shape[2] == 4 else to_quad(image)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    warped = cv2.warpAffine(source, to_image, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return from_quad(np.asarray(warped, dtype=np.uint8))
