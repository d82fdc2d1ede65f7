"""Where the face shows skin, eye whites and teeth."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure import rank
from headshot_lint.measure.arrays import GreyImage, LinearImage, Mask, Points
from headshot_lint.measure.colour import split
from headshot_lint.measure.regions import (
    FACE_OVAL,
    INNER_LIP_PAIRS,
    INNER_LIPS,
    LEFT_BROW,
    LEFT_EYE,
    OUTER_LIPS,
    RIGHT_BROW,
    RIGHT_EYE,
    hull_mask,
    polygon_mask,
)

NOSTRILS = (98, 327, 2, 97, 326)
MIN_WHITE_PX = 20
MOUTH_OPEN_PX = 3.0
CHROMATICITY_TOLERANCE = 0.06
"""Distance in r, b chromaticity within which a pixel counts as skin.

In the median of evenly lit portraits two thirds of the cheeks lie within .033 of their own median,
95 % within .073.
"""
SHADE_TOLERANCE_STOPS = 1.2
"""Distance in colour ratios within which a pixel counts as skin in light or shade. Shade is lit by
another light than the rest of the face and lies further off: raters' harsh light is told as well
from 0.8 to 1.2 stops, and worse below."""
VEIL = 0.004
"""Light added before ratios are taken, near the darkest codes of 8 bits: they are mostly noise."""


def skin_mask(points: Points, inside: Mask) -> Mask:
    """Return the face without eyes, brows, lips and nostrils.

    Args:
        points: 478 x 3 landmarks in pixels of the face patch (eyes 64 px apart).
        inside: H x W, the part of the patch that the photo covers.
    """
    shape = inside.shape
    oval = _shrink(polygon_mask(shape, points[list(FACE_OVAL)]), 9)
    eyes_and_brows = _outlines(shape, points, RIGHT_EYE, LEFT_EYE, RIGHT_BROW, LEFT_BROW)
    lips = _outlines(shape, points, OUTER_LIPS)
    nostrils = hull_mask(shape, points[list(NOSTRILS)])
    features = _grow(eyes_and_brows, 11) | _grow(lips | nostrils, 5)
    return oval & ~features & inside


def face_mask(points: Points, inside: Mask) -> Mask:
    """Return the whole face, features included (see `skin_mask`)."""
    return _shrink(polygon_mask(inside.shape, points[list(FACE_OVAL)]), 5) & inside


def eye_opening_masks(points: Points, inside: Mask) -> tuple[Mask, Mask]:
    """Return the openings of the right and of the left eye up to the lids (see `skin_mask`)."""
    right, left = (_outlines(inside.shape, points, eye) & inside for eye in (RIGHT_EYE, LEFT_EYE))
    return right, left


def within_lids(opening: Mask) -> Mask:
    """Return eye openings without their outermost pixel, which may be lid or lash."""
    return _shrink(opening, 3)


def teeth_mask(points: Points, inside: Mask) -> Mask:
    """Return the opening between the lips; empty where the mouth is closed (see `skin_mask`)."""
    gap_px = max(math.dist(*points[list(pair), :2].tolist()) for pair in INNER_LIP_PAIRS)
    if gap_px < MOUTH_OPEN_PX:
        return np.zeros_like(inside)
    mask: Mask = polygon_mask(inside.shape, points[list(INNER_LIPS)]) & inside
    return mask


def skin_like(linear: LinearImage, cheeks: Mask) -> Mask:
    """Return the pixels with the chromaticity of the cheeks.

    Args:
        linear: H x W x 3 linear light, 0-1.
        cheeks: H x W, pixels that are skin for certain; not empty.
    """
    red, green, blue = split(linear)
    total = red + green + blue + np.float32(1e-3)
    gap = np.zeros(cheeks.shape, dtype=np.float32)
    for channel in (red, blue):
        part = channel / total
        part -= np.float32(rank.median(part[cheeks]))
        gap += part * part
    mask: Mask = gap < CHROMATICITY_TOLERANCE**2
    return mask


def skin_in_shade(linear: LinearImage, cheeks: Mask) -> Mask:
    """Return the pixels that may be skin of the cheeks in more or less light, of another colour.

    The ratios of red and of blue to green are compared in stops. Pigment multiplies each channel by
    its own factor and leaves differences of stops as they are: unlike chromaticity, the mask is the
    same on skin of every tone.

    Args:
        linear: H x W x 3 linear light, 0-1.
        cheeks: H x W, pixels that are skin for certain; not empty.
    """
    stops = np.asarray(cv2.log(linear + np.float32(VEIL)), dtype=np.float32) / np.float32(np.log(2))
    red, green, blue = split(stops)
    off_red, off_blue = (
        ratio - np.float32(rank.median(ratio[cheeks])) for ratio in (red - green, blue - green)
    )
    mask: Mask = off_red**2 + off_blue**2 < SHADE_TOLERANCE_STOPS**2
    return mask


def white_level(luminance: GreyImage, opening: Mask, *, percentile: float) -> float | None:
    """Return the luminance at a percentile of an eye or mouth opening; None where it is too small.

    The brightest part of an eye is its white, whatever the skin around it: Kabbani et al.
    (arXiv 2312.15102) use it as a cue of exposure that is independent of skin tone.
    """
    values = luminance[opening]
    if len(values) < MIN_WHITE_PX:
        return None
    return rank.percentile(values, percentile)


def _outlines(shape: tuple[int, ...], points: Points, *outlines: tuple[int, ...]) -> Mask:
    return polygon_mask(shape, *(points[list(outline)] for outline in outlines))


def _grow(mask: Mask, diameter_px: int) -> Mask:
    grown = cv2.dilate(mask.view(np.uint8), _disc(diameter_px))
    return np.asarray(grown, dtype=np.uint8).view(np.bool_)


def _shrink(mask: Mask, diameter_px: int) -> Mask:
    shrunk = cv2.erode(mask.view(np.uint8), _disc(diameter_px))
    return np.asarray(shrunk, dtype=np.uint8).view(np.bool_)


def _disc(diameter_px: int) -> NDArray[np.uint8]:
    size = (diameter_px, diameter_px)
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, size), dtype=np.uint8)
