"""A window of a picture at another size: every pixel is worked out once, from the original."""

from __future__ import annotations

import math

import cv2
import numpy as np

from headshot_lint.measure.arrays import RgbImage
from headshot_lint.measure.crop import Window

_MOST_SAMPLES = 8
"""Samples a side of an output pixel; beyond eight, further ones change nothing that shows."""

_BAND_PIXELS = 4_000_000


def cut_window(image: RgbImage, window: Window, size: tuple[int, int]) -> RgbImage:
    """Return the window as a picture of `size` (width, height), resampled at most once.

    A window on whole pixels at its own size is copied. An upright one is reduced by a Lanczos
    filter as wide as an output pixel. Of a turned one, each output pixel is the mean of samples,
    interpolated by cubics, that are no further apart than the picture's own pixels.

    Args:
        image: H x W x 3 uint8.
        window: inside the picture.
        size: at most that of the window: nothing is enlarged.

    Raises:
        ValueError: the size exceeds the window.
    """
    if size[0] > window.width + 0.5 or size[1] > window.height + 0.5:
        raise ValueError(f"a window of {window.width:g} x {window.height:g} px has no {size}")
    if window.turn_deg:
        return _turned(image, window, size)
    left, top = window.x - window.width / 2, window.y - window.height / 2
    whole = all(v == round(v) for v in (left, top))
    if whole and size == (round(window.width), round(window.height)):
        x, y = int(left), int(top)
        return np.ascontiguousarray(image[y : y + size[1], x : x + size[0]])
    return _reduced(image, window, size)


def _reduced(image: RgbImage, window: Window, size: tuple[int, int]) -> RgbImage:
    from PIL import Image

    height, width = image.shape[:2]
    left, top = window.x - window.width / 2, window.y - window.height / 2
    box = (
        max(0.0, left),
        max(0.0, top),
        min(float(width), left + window.width),
        min(float(height), top + window.height),
    )
    reduced = Image.fromarray(image).resize(size, Image.Resampling.LANCZOS, box=box)
    return np.asarray(reduced, dtype=np.uint8)


def _turned(image: RgbImage, window: Window, size: tuple[int, int]) -> RgbImage:
    step = max(window.width / size[0], window.height / size[1])
    samples = min(_MOST_SAMPLES, max(1, math.ceil(step - 1e-6)))
    fine = (size[0] * samples, size[1] * samples)
    matrix = window.to_picture(fine)
    # From edges to pixel centres, in the cut and in the picture.
    matrix[:, 2] += matrix[:, :2] @ (0.5, 0.5) - 0.5
    out = np.empty((size[1], size[0], 3), dtype=np.uint8)
    rows = max(1, _BAND_PIXELS // (fine[0] * samples))
    for start in range(0, size[1], rows):
        end = min(start + rows, size[1])
        band = matrix.copy()
        band[:, 2] += matrix[:, 1] * (start * samples)
        flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
        drawn = cv2.warpAffine(
            image,
            band,
            (fine[0], (end - start) * samples),
            flags=flags,
            borderMode=cv2.BORDER_REPLICATE,
        )
        if samples > 1:
            drawn = cv2.resize(drawn, (size[0], end - start), interpolation=cv2.INTER_AREA)
        out[start:end] = drawn
    return out
