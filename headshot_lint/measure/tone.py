"""Changes of colour that move nothing: exposure, levels, white balance, noise."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import RgbImage
from headshot_lint.measure.colour import to_linear

_CODES = np.arange(256, dtype=np.uint8)
_GREY_L = 70.0
_NLM_PIXELS = 3_000_000
"""Up to here the slow filter is used, about a second a megapixel."""


def brighten(image: RgbImage, gain: float) -> RgbImage:
    """Return the picture brightened by a curve that starts with a slope of `gain`.

    Linear light x becomes 1 - (1 - x) ** gain: the dark parts gain most, white stays white.

    Args:
        image: H x W x 3 uint8 sRGB.
        gain: at least 1.
    """
    linear = _linear_codes()
    return np.asarray(cv2.LUT(image, _to_codes(1.0 - (1.0 - linear) ** gain)), dtype=np.uint8)


def gain_to(level_ev: float, wanted_ev: float) -> float:
    """Return the gain of `brighten` that takes a level to another; both in stops, below 0."""
    level, wanted = 2.0**level_ev, 2.0**wanted_ev
    return math.log1p(-min(wanted, 0.99)) / math.log1p(-min(level, 0.99))


def stretch_levels(image: RgbImage, share: float) -> RgbImage:
    """Return the picture with its range of codes widened towards black and white.

    The darkest and the lightest half percent of luma would reach black and white at a share of 1.

    Args:
        image: H x W x 3 uint8 sRGB.
        share: 0-1, how much of that is done.
    """
    luma = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    low, high = (float(v) for v in np.percentile(luma, (0.5, 99.5)))
    low, high = share * low, 255.0 - share * (255.0 - high)
    codes = (np.arange(256) - low) * (255.0 / max(high - low, 1.0))
    curve = np.clip(np.rint(codes), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(image, curve), dtype=np.uint8)


def take_cast(image: RgbImage, cast_ab: tuple[float, float], share: float) -> RgbImage:
    """Return the picture without a cast: each channel of linear light has its curve.

    In the middle the curves scale the channels (von Kries), so that a grey that has the cast is
    grey again and keeps its luminance; towards white they meet: what is burnt out has no cast.

    Args:
        image: H x W x 3 uint8 sRGB.
        cast_ab: the cast in a*, b* of CIELAB.
        share: 0-1, how much of it is taken away.
    """
    tinted = _linear_of_lab(_GREY_L, share * cast_ab[0], share * cast_ab[1])
    grey = _linear_of_lab(_GREY_L, 0.0, 0.0)
    powers = np.log1p(-grey) / np.log1p(-np.clip(tinted, 1e-3, 1.0 - 1e-3))
    linear = _linear_codes()
    curves = np.stack([_to_codes(1.0 - (1.0 - linear) ** power) for power in powers], axis=-1)
    return np.asarray(cv2.LUT(image, curves[None]), dtype=np.uint8)


def quieten(image: RgbImage, strength: float) -> RgbImage:
    """Return the picture with less noise: non-local means, or a bilateral filter where it is large.

    Args:
        image: H x W x 3 uint8 sRGB.
        strength: the spread of noise in codes that is taken out, about 2 to 6.
    """
    if image.shape[0] * image.shape[1] <= _NLM_PIXELS:
        quiet = cv2.fastNlMeansDenoisingColored(image, None, strength, 1.5 * strength, 5, 15)
    else:
        quiet = cv2.bilateralFilter(image, 5, 4 * strength, 2)
    return np.asarray(quiet, dtype=np.uint8)


def _linear_codes() -> NDArray[np.float64]:
    return to_linear(np.tile(_CODES[:, None, None], (1, 1, 3)))[:, 0, 0].astype(np.float64)


def _to_codes(linear: NDArray[np.float64]) -> NDArray[np.uint8]:
    """IEC 61966-2-1: from linear light to codes."""
    high = 1.055 * np.maximum(linear, 1e-9) ** (1 / 2.4) - 0.055
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, high)
    return np.clip(np.rint(255.0 * encoded), 0, 255).astype(np.uint8)


def _linear_of_lab(lightness: float, a: float, b: float) -> NDArray[np.float64]:
    """Linear sRGB of a colour in CIELAB (D65)."""
    lab = np.array([[[lightness, a, b]]], dtype=np.float32)
    linear: NDArray[np.float64] = cv2.cvtColor(lab, cv2.COLOR_LAB2LRGB)[0, 0].astype(np.float64)
    return linear
