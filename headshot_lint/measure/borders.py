"""Bars, frames and round masks that are part of the file and not of the scene.

A studio wall is uniform too. What sets a border apart is where it ends: at one straight row (or one
circle) all along which the picture changes abruptly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import GreyImage, Mask, RgbImage
from headshot_lint.measure.rank import median

MAX_BAR_SHARE = 0.4
MIN_BAR_PX = 2
"""One row of another tone is what resampling leaves at an edge."""

FLAT_LEVELS = 3
"""Spread (8-bit levels) of a uniform strip: JPEG leaves ripples of one or two levels in it."""

FLAT_SHARE = 0.98

STEP_LEVELS = 10
"""Smallest change (8-bit levels, largest channel) that reads as the edge of a border."""

JPEG_BLOCK_PX, JPEG_REACH_PX = 8, 16
"""JPEG rings into a bar as far as the block reaches that the bar's edge cuts, and a block of
chroma at half resolution covers 16 pixels. Behind less than one clean block nothing can ring."""

RING_LEVELS, RING_SHARE = 20, 0.9
"""How far (8-bit levels) a ringing row leaves the bar's colour, and the part of it that stays
within: Gibbs' overshoot is a tenth of a step, of at most 255 levels."""

STEP_SHARE = 0.7
"""Part of the border's edge along which the picture must change; the scene may match the rest."""

ROUND_INSIDE, ROUND_OUTSIDE, ROUND_RING = 0.95, 1.04, 0.04
"""Radii, in half widths, between which the edge of a disc may lie; width of the ring within."""

ROUND_SQUARENESS = 0.05
ROUND_SECTORS = 36


Colours: TypeAlias = NDArray[np.float64] | NDArray[np.uint8]
"""One colour, or a row of them."""


@dataclass(frozen=True)
class Bars:
    """Widths of uniform strips in pixels of the measured picture; 0 where there is none."""

    top: int
    bottom: int
    left: int
    right: int

    def area_share(self, height: int, width: int) -> float:
        """Share of a height x width picture that the strips cover, 0-1."""
        inner = max(0, height - self.top - self.bottom) * max(0, width - self.left - self.right)
        return 1.0 - inner / (height * width)


def find_bars(image: RgbImage) -> Bars:
    """Find uniform strips along the edges of a picture.

    The corners of a frame belong to two strips. So left and right are judged between the strips
    at top and bottom, and those in turn between the bars found at left and right.
    """
    top, bottom = (_strip_rows(rows)[1] for rows in (image, image[::-1]))
    columns = image[top : len(image) - bottom].swapaxes(0, 1)
    left, right = _bar(columns), _bar(columns[::-1])
    rows = image[:, left : image.shape[1] - right]
    return Bars(top=_bar(rows), bottom=_bar(rows[::-1]), left=left, right=right)


def _bar(rows: RgbImage) -> int:
    """Height of the strip at the start of `rows` if it ends abruptly all along, else 0."""
    flat, height = _strip_rows(rows)
    if not flat:
        return 0
    colour = _colour(rows)
    if _is_abrupt(rows[flat : flat + 2], colour):
        return flat
    beyond, last = rows[height : height + 2], rows[height - 1]
    # A wall that shades off leaves its colour too, but row by row. Ringing has either come back to
    # the colour in the last row or lies a step below the picture.
    rings = float((_distance(last, colour) <= STEP_LEVELS).mean()) >= RING_SHARE
    return height if _is_abrupt(beyond, colour) and (rings or _is_abrupt(beyond, last)) else 0


def _is_abrupt(beyond: RgbImage, colour: Colours) -> bool:
    """Whether the two rows beyond a strip leave its colour along most of its edge.

    Two, because an edge blurred by resampling takes them to reach the picture behind it.
    """
    away = _distance(beyond, colour).max(axis=0)
    return float((away > STEP_LEVELS).mean()) >= STEP_SHARE


def _strip_rows(rows: RgbImage) -> tuple[int, int]:
    """Numbers of rows of one colour at the start of `rows`, without and with those that ring."""
    flat = _flat_rows(rows)
    if flat < JPEG_BLOCK_PX:
        return flat, flat
    near = _distance(rows[flat : flat + JPEG_REACH_PX], _colour(rows)) <= RING_LEVELS
    return flat, flat + int(np.argmin(np.append(near.mean(axis=1) >= RING_SHARE, False)))


def _flat_rows(rows: RgbImage) -> int:
    """Number of rows of one colour at the start of `rows`; 0 where too few or too many to tell."""
    limit = int(len(rows) * MAX_BAR_SHARE)
    if limit < MIN_BAR_PX or rows.shape[1] < MIN_BAR_PX:
        return 0
    colour = _colour(rows)
    if not _is_flat(rows[:MIN_BAR_PX], colour).all():
        return 0
    flat = _is_flat(rows[: limit + 1], colour)
    return 0 if flat.all() else int(np.argmin(flat))


def _colour(rows: RgbImage) -> NDArray[np.float64]:
    """Median of each channel over the first rows."""
    channels = rows[:MIN_BAR_PX].reshape(-1, 3).T.astype(np.float32)
    return np.array([median(channel) for channel in channels])


def _distance(pixels: NDArray[np.uint8], colour: Colours) -> NDArray[np.int16]:
    """Largest difference of a channel from a colour, or a row, in levels, rounded down."""
    away: NDArray[np.int16] = np.abs(pixels.astype(np.int16) - colour.astype(np.int16)).max(axis=-1)
    return away


def _is_flat(rows: RgbImage, colour: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether each row is of one colour, but for ringing at its ends and small logos."""
    flat: NDArray[np.bool_] = (_distance(rows, colour) <= FLAT_LEVELS).mean(axis=1) >= FLAT_SHARE
    return flat


def is_round_mask(image: RgbImage) -> bool:
    """Whether an opaque picture is a disc (or ellipse) that fills the frame, on plain corners."""
    height, width = image.shape[:2]
    if min(height, width) < 16 or abs(height / width - 1.0) > ROUND_SQUARENESS:
        return False
    colour = image[0, 0].astype(np.float64)
    four = image[[0, 0, -1, -1], [0, -1, 0, -1]]
    if _distance(four, colour).max() > FLAT_LEVELS:
        return False
    y, x = _unit_grid(height, width)
    radius = np.hypot(x, y)
    corners = image[radius > ROUND_OUTSIDE]
    if (_distance(corners, colour) <= FLAT_LEVELS).mean() < FLAT_SHARE:
        return False
    ring: Mask = (radius > ROUND_INSIDE - ROUND_RING) & (radius < ROUND_INSIDE)
    step = _distance(image[ring], colour) > STEP_LEVELS
    angle = np.arctan2(y[ring], x[ring])
    sector = ((angle + np.pi) / (2 * np.pi) * ROUND_SECTORS).astype(np.intp) % ROUND_SECTORS
    count = np.bincount(sector, minlength=ROUND_SECTORS)
    changed = np.bincount(sector, weights=step, minlength=ROUND_SECTORS) / np.maximum(count, 1)
    return float((changed > 0.5).mean()) >= STEP_SHARE


def _unit_grid(height: int, width: int) -> tuple[GreyImage, GreyImage]:
    """Coordinates y, x of pixel centres, -1 to 1 from edge to edge."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) + np.float32(0.5)
    return y / height * 2 - 1, x / width * 2 - 1
