"""Colour forms: linear light, luminance, CIELAB."""

from __future__ import annotations

import math

import cv2
import numpy as np

from headshot_lint.measure.arrays import (
    GreyImage,
    LabImage,
    LabPlanes,
    LinearImage,
    RgbImage,
)


def _srgb_curve() -> LinearImage:
    """The sRGB decoding curve (IEC 61966-2-1) for every 8-bit code."""
    code = np.arange(256, dtype=np.float64) / 255.0
    linear = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
    return linear.astype(np.float32)


_TO_LINEAR = _srgb_curve()
_LUMINANCE = np.array([[0.2126, 0.7152, 0.0722]], dtype=np.float32)


def to_unit(image: RgbImage) -> LinearImage:
    """Return the sRGB codes of a picture as 0-1, not linearised: what networks read."""
    return np.divide(image, np.float32(255.0), dtype=np.float32)


def to_linear(image: RgbImage) -> LinearImage:
    """Return linear light 0-1 of an sRGB picture."""
    return np.asarray(cv2.LUT(image, _TO_LINEAR), dtype=np.float32)


def luminance(linear: LinearImage) -> GreyImage:
    """Return relative luminance Y (Rec. 709 weights), 0-1, of linear RGB."""
    return np.asarray(cv2.transform(linear, _LUMINANCE), dtype=np.float32)


def log2(values: GreyImage) -> GreyImage:
    """Return the base-2 logarithm of positive values: OpenCV's takes a tenth of NumPy's time."""
    return np.asarray(cv2.log(values), dtype=np.float32) * np.float32(1.0 / math.log(2.0))


def to_lab(image: RgbImage) -> LabImage:
    """Return CIELAB (D65 white) of an sRGB picture."""
    lab = cv2.cvtColor(to_unit(image), cv2.COLOR_RGB2LAB)
    return np.asarray(lab, dtype=np.float32)


def split_lab(lab: LabImage) -> LabPlanes:
    """Return L*, a* and b* as pictures of their own."""
    return split(lab)


def split(image: LabImage | LinearImage) -> tuple[GreyImage, GreyImage, GreyImage]:
    """Return the three channels as pictures of their own (`cv2.split` takes twice as long)."""
    first, second, third = (np.ascontiguousarray(image[:, :, i]) for i in range(3))
    return first, second, third
