"""Blocking artefacts: luma steps across the 8-px grid of block transforms against those inside."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import LumaImage
from headshot_lint.measure.rank import median

BLOCK_PX = 8
# Steps above this many levels are edges of the scene, and would drown the block borders.
EDGE_LEVELS = np.uint8(16)
# A step of one level cannot be seen: it keeps flat backgrounds from dividing by nothing.
VISIBLE_LEVELS = 1.0
MIN_BLOCKS = 6


def blockiness(luma: LumaImage) -> float | None:
    """Return how much larger luma steps are across the 8-px grid than inside its blocks.

    1 means no grid. The grid's origin is searched for, because a photo that was cropped or turned
    after its compression keeps the artefacts and loses the origin. Both directions must show it,
    so the weaker one counts: a striped shirt has one direction only.

    After Wang, Sheikh and Bovik, "No-reference perceptual quality assessment of JPEG compressed
    images" (ICIP 2002), with means of clipped steps in place of plain ones.

    Args:
        luma: H x W uint8, gamma-encoded, at native resolution.

    Returns:
        The ratio, or None for pictures under six blocks wide or high.
    """
    if min(luma.shape) < MIN_BLOCKS * BLOCK_PX:
        return None
    across_columns = np.minimum(cv2.absdiff(luma[:, 1:], luma[:, :-1]), EDGE_LEVELS)
    across_rows = np.minimum(cv2.absdiff(luma[1:], luma[:-1]), EDGE_LEVELS)
    columns = cv2.reduce(across_columns, 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F)
    rows = cv2.reduce(across_rows, 1, cv2.REDUCE_AVG, dtype=cv2.CV_32F)
    return min(_grid_ratio(_flat(columns)), _grid_ratio(_flat(rows)))


def _flat(steps: object) -> NDArray[np.float32]:
    return np.asarray(steps, dtype=np.float32).ravel()


def _grid_ratio(steps: NDArray[np.float32]) -> float:
    """Ratio of the strongest of the eight phases to the median of the others."""
    whole = steps[: steps.size // BLOCK_PX * BLOCK_PX].reshape(-1, BLOCK_PX)
    # The median over all borders: one edge of the scene on the grid must not count.
    phases = sorted(median(phase) + VISIBLE_LEVELS for phase in whole.T)
    return phases[-1] / phases[(BLOCK_PX - 1) // 2]
