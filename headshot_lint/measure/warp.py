"""Turned and scaled cuts out of a picture."""

from __future__ import annotations

import math

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


def cut_with_room(
    image: RgbImage | QuadImage, to_image: NDArray[np.float64], size: tuple[int, int]
) -> RgbImage:
    """As `cut`, faster where the cut reaches beyond the picture.

    OpenCV warps pixels twice as fast as it looks for those beyond a border, so the border is laid
    on first, round the part that is needed. One pixel in some thousands rounds the other way: this
    is for measures, and not for networks, on which far smaller changes grow.
    """
    ends = np.array([[x, y, 1.0] for x in (0, size[0] - 1) for y in (0, size[1] - 1)])
    at = ends @ to_image.T
    left, top = (math.floor(low) for low in at.min(axis=0))
    right, bottom = (math.floor(high) + 2 for high in at.max(axis=0))
    height, width = image.shape[:2]
    box = max(left, 0), max(top, 0), min(right, width), min(bottom, height)
    part = image[box[1] : box[3], box[0] : box[2]]
    if not part.size or box == (left, top, right, bottom):
        return cut(image, to_image, size)
    rims = box[1] - top, bottom - box[3], box[0] - left, right - box[2]
    roomy = np.asarray(cv2.copyMakeBorder(part, *rims, cv2.BORDER_REPLICATE), dtype=np.uint8)
    return cut(roomy, to_image - [[0.0, 0.0, left], [0.0, 0.0, top]], size)


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
