"""Fine texture of the skin against that of hair and clothes in the same photo."""

from __future__ import annotations

from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import GreyImage, Mask, Points, SoftMask
from headshot_lint.measure.colour import log2
from headshot_lint.measure.rank import median, percentile
from headshot_lint.measure.regions import (
    FACE_OVAL,
    LEFT_CHEEK,
    RIGHT_CHEEK,
    hull_mask,
    polygon_mask,
)

T = TypeVar("T", bound=np.generic)

FINE_PX, COARSE_PX = 0.7, 2.0
"""Band of the texture in pixels of the face patch (eyes 64 px apart): about 1 to 4 mm of skin."""

GLARE = 0.01
TILE_PX = 12
MARGIN_PX = 13
MIN_TILES = 8
MIN_SKIN_PX = 120


def texture(light: GreyImage) -> GreyImage:
    """Return the band of fine texture in stops: a ratio, so skin of any tone reads alike."""
    stops = log2(light + np.float32(GLARE))
    fine = cv2.GaussianBlur(stops, (0, 0), FINE_PX)
    coarse = cv2.GaussianBlur(stops, (0, 0), COARSE_PX)
    return np.asarray(fine - coarse, dtype=np.float32)


def cheeks(shape: tuple[int, ...], points: Points, inside: Mask) -> Mask:
    """Return both cheeks as far as the photo shows them."""
    return hull_mask(shape, points[list(RIGHT_CHEEK)], points[list(LEFT_CHEEK)]) & inside


def around_the_face(shape: tuple[int, ...], points: Points, person: SoftMask) -> Mask:
    """Return hair, clothes and neck: the person without the face and a margin round it."""
    face = polygon_mask(shape, points[list(FACE_OVAL)]).view(np.uint8)
    margin = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (MARGIN_PX, MARGIN_PX))
    solid = cv2.erode((person > 0.9).view(np.uint8), margin)
    x, y, width, height = cv2.boundingRect(face)
    room = MARGIN_PX // 2
    near = np.s_[max(0, y - room) : y + height + room, max(0, x - room) : x + width + room]
    around: Mask = solid > 0
    around[near] &= cv2.dilate(face[near], margin) == 0
    return around


def spread(values: GreyImage) -> float:
    """Return a robust standard deviation: 1.48 times the median absolute deviation."""
    return 1.4826 * median(np.abs(values - np.float32(median(values))))


def richest_tiles(band: GreyImage, where: Mask) -> float | None:
    """Return the 75th percentile of the texture over tiles that lie in a mask; None for too few."""
    covered = _tiles(where.astype(np.float32)) @ np.ones(TILE_PX * TILE_PX, dtype=np.float32)
    tiles = _tiles(band)[covered > 0.9 * TILE_PX * TILE_PX]
    if len(tiles) < MIN_TILES:
        return None
    off = np.abs(tiles - _medians(tiles)[:, None])
    return percentile(np.float32(1.4826) * _medians(off), 75)


def _medians(rows: GreyImage) -> NDArray[np.float32]:
    """Median of each row, which has an even number of values."""
    half = rows.shape[1] // 2
    middle: NDArray[np.float32] = np.sort(rows, axis=1)[:, half - 1 : half + 1].mean(axis=1)
    return middle


def _tiles(picture: NDArray[T]) -> NDArray[T]:
    """Whole tiles of a picture, one a row."""
    rows, columns = (side // TILE_PX for side in picture.shape)
    whole = picture[: rows * TILE_PX, : columns * TILE_PX]
    grid = whole.reshape(rows, TILE_PX, columns, TILE_PX).swapaxes(1, 2)
    return grid.reshape(rows * columns, TILE_PX * TILE_PX)
