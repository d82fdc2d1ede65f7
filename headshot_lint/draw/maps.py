"""False-colour maps: how the light falls, and how even the background is."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import Mask, RgbImage
from headshot_lint.measure.background import evenness
from headshot_lint.measure.colour import log2, luminance, to_lab, to_linear
from headshot_lint.measure.difference import ciede2000
from headshot_lint.measure.shrink import area_average

MAP_LONG_SIDE_PX = 256
MIDDLE_GREY = 0.18
MIN_BACKGROUND_PX = 50


@dataclass(frozen=True)
class Band:
    """One colour of a map.

    Attributes:
        below: the upper border of the band, in the unit of the map; infinite for the last.
        colour: sRGB code.
        label: the band in words.
    """

    below: float
    colour: str
    label: str


LIGHT_BANDS = (
    Band(-4.0, "#101c4a", "over 4 stops darker"),
    Band(-3.0, "#1d3a8a", "3 to 4 darker"),
    Band(-2.0, "#2f6ac0", "2 to 3 darker"),
    Band(-1.0, "#62a0dd", "1 to 2 darker"),
    Band(-0.5, "#a9cdec", "½ to 1 darker"),
    Band(0.5, "#d9d9d9", "level within ½ stop"),
    Band(1.0, "#fdd49e", "½ to 1 brighter"),
    Band(2.0, "#fb9a4b", "1 to 2 brighter"),
    Band(float("inf"), "#c94f08", "over 2 brighter"),
)
"""Stops against the face, grey where they are level; told apart in every usual colour vision."""

BURNT = Band(float("inf"), "#e6007e", "burnt out")
BURNT_CODE = 252
"""Where all three channels reach it, nothing is left to tell apart."""

BACKGROUND_BANDS = (
    Band(2.0, "#440154", "one tone (below 2 dE)"),
    Band(5.0, "#3b528b", "2 to 5"),
    Band(10.0, "#21918c", "5 to 10"),
    Band(20.0, "#5ec962", "10 to 20"),
    Band(float("inf"), "#fde725", "over 20 dE: another colour"),
)
"""CIEDE2000 difference from the background's median colour, in steps of the viridis scale."""


MAP_BANDS = {"light": (*LIGHT_BANDS, BURNT), "background": BACKGROUND_BANDS}
"""The legend of each map."""


def shrink_for_map(image: RgbImage) -> RgbImage:
    """Return a picture (H x W x 3 uint8 sRGB) with a long side of at most 256 px."""
    height, width = image.shape[:2]
    scale = MAP_LONG_SIDE_PX / max(height, width)
    if scale >= 1.0:
        return image
    return area_average(image, (max(1, round(width * scale)), max(1, round(height * scale))))


def light_map(image: RgbImage, reference: float) -> RgbImage:
    """Colour a picture by its stops against a level.

    Args:
        image: H x W x 3 uint8 sRGB.
        reference: linear luminance that counts as level, 0-1.

    Returns:
        H x W x 3 uint8 sRGB, in the colours of `LIGHT_BANDS` and `BURNT`.
    """
    # Three by three: grain must not make the borders of the bands ragged.
    calm = np.asarray(cv2.blur(image, (3, 3)), dtype=np.uint8)
    levels = np.maximum(luminance(to_linear(calm)), np.float32(1e-4))
    stops = log2(levels) - np.float32(np.log2(max(reference, 1e-4)))
    painted = _paint(stops, LIGHT_BANDS)
    painted[(image >= BURNT_CODE).all(axis=2)] = rgb(BURNT.colour)
    return painted


def background_map(image: RgbImage, background: Mask) -> RgbImage | None:
    """Colour the background by its difference from its median colour; the rest is dim and grey.

    Args:
        image: H x W x 3 uint8 sRGB.
        background: H x W bool, clear of the person.

    Returns:
        H x W x 3 uint8 sRGB, or None where there is next to no background.
    """
    if np.count_nonzero(background) < MIN_BACKGROUND_PX:
        return None
    calm = np.asarray(cv2.blur(image, (3, 3)), dtype=np.uint8)
    lab = to_lab(calm)
    median = np.array(evenness(lab, background).median_lab, dtype=np.float32)
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    out = np.repeat((np.asarray(grey) // 2 + 24)[..., None], 3, axis=2).astype(np.uint8)
    away = ciede2000(lab[background], median)
    out[background] = _paint(away, BACKGROUND_BANDS)
    return out


def _paint(values: NDArray[np.float32], bands: tuple[Band, ...]) -> RgbImage:
    colours = np.array([rgb(band.colour) for band in bands], dtype=np.uint8)
    borders = np.array([band.below for band in bands[:-1]], dtype=np.float32)
    return np.asarray(colours[np.searchsorted(borders, values, side="right")], dtype=np.uint8)


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of an sRGB code, 0-255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
