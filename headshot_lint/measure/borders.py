"""Bars, frames and round masks that are part of the file and not of the scene.

A studio wall is uniform too. What sets a border apart is where it ends: at one straight row (or one
circle) all along which the picture changes abruptly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import GreyImage, Mask, RgbImage

MAX_BAR_SHARE = 0.4
MIN_BAR_PX = 2
"""One row of another tone is what resampling leaves at an edge."""

FLAT_LEVELS = 3.0
"""Spread (8-bit levels) of a uniform strip: JPEG leaves ripples of one or two levels in it."""

STEP_LEVELS = 10.0
"""Smallest change (8-bit levels, largest channel) that reads as the edge of a border."""

STEP_SHARE = 0.7
"""Part of the border's edge along which the picture must change; the scene may match the rest."""

ROUND_INSIDE, ROUND_OUTSIDE = 0.95, 1.04
ROUND_SQUARENESS = 0.05


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

    Top and bottom are found first and cut away, so that the four sides of a frame whose corners
    belong to two strips are all found.
    """
    levels = image.astype(np.float32)
    top = _strip(levels)
    bottom = _strip(levels[::-1])
    across = levels[top : len(levels) - bottom].swapaxes(0, 1)
    return Bars(top=top, bottom=bottom, left=_strip(across), right=_strip(across[::-1]))


def _strip(rows: NDArray[np.float32]) -> int:
    """Height of the uniform strip at the start of `rows` (H x W x 3 levels), 0 without one."""
    limit = int(len(rows) * MAX_BAR_SHARE)
    if limit < MIN_BAR_PX or rows.shape[1] < MIN_BAR_PX:
        return 0
    colour = np.median(rows[:MIN_BAR_PX].reshape(-1, 3), axis=0)
    away = np.abs(rows[: limit + 2] - colour).max(axis=2)
    # Nearly all of each row, not all of it: ringing at the strip's edge and at logos is allowed.
    flat = (away <= FLAT_LEVELS).mean(axis=1) >= 0.98
    height = int(np.argmin(flat)) if not flat.all() else len(flat)
    if not MIN_BAR_PX <= height <= limit:
        return 0
    # An edge blurred by resampling takes two rows to reach the picture behind it.
    beyond = away[height : height + 2].max(axis=0)
    return height if float((beyond > STEP_LEVELS).mean()) >= STEP_SHARE else 0


def is_round_mask(image: RgbImage) -> bool:
    """Whether an opaque picture is a disc (or ellipse) that fills the frame, on plain corners."""
    height, width = image.shape[:2]
    if abs(height / width - 1.0) > ROUND_SQUARENESS or min(height, width) < 16:
        return False
    y, x = _unit_grid(height, width)
    radius = np.hypot(x, y)
    levels = image.astype(np.float32)
    corners = levels[radius > ROUND_OUTSIDE]
    colour = np.median(corners, axis=0)
    plain = (np.abs(corners - colour).max(axis=1) <= FLAT_LEVELS).mean()
    if plain < 0.98:
        return False
    ring: Mask = np.abs(radius - (ROUND_INSIDE - 0.02)) < 0.02
    step = np.abs(levels[ring] - colour).max(axis=1) > STEP_LEVELS
    sector = ((np.arctan2(y[ring], x[ring]) + np.pi) / (2 * np.pi) * 36).astype(int) % 36
    count = np.bincount(sector, minlength=36)
    changed = np.bincount(sector, weights=step, minlength=36) / np.maximum(count, 1)
    return float((changed > 0.5).mean()) >= STEP_SHARE


def _unit_grid(height: int, width: int) -> tuple[GreyImage, GreyImage]:
    """Coordinates y, x of pixel centres, -1 to 1 from edge to edge."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) + np.float32(0.5)
    return y / height * 2 - 1, x / width * 2 - 1
