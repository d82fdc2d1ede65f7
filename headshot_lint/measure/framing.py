"""The box of the head, and how much of it a round avatar keeps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import Mask, Points
from headshot_lint.measure.rank import median, percentile

CROWN_SPAN = 0.3
"""Half width, in face widths, of the columns in which the crown is looked for."""

MAX_CROWN_RISE = 0.7
"""Highest crown above the forehead, in face heights: a tall hat, and no lamp above the head."""

TYPICAL_CROWN_RISE = 0.4
"""Median rise of the crown above the forehead landmark in face heights, of heads in the clear."""

MAX_SIDE_GROWTH = 0.3
"""Hair and ears beside the face oval, in face widths; beyond lie shoulders and curtains of hair."""


def _disc() -> NDArray[np.float64]:
    """Points spread evenly over the unit disc: x and y."""
    grid = (np.arange(64) + 0.5) / 32 - 1
    x, y = np.meshgrid(grid, grid)
    inside = np.hypot(x, y) <= 1.0
    return np.stack([x[inside], y[inside]])


_DISC = _disc()


@dataclass(frozen=True)
class Extent:
    """A rectangle by its edges, in pixels; it may reach beyond the picture."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Right less left edge."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Bottom less top edge."""
        return self.bottom - self.top


def face_extent(oval: Points) -> Extent:
    """Bounding rectangle of the face oval (N x 2 or 3, x and y first)."""
    left, top = (float(v) for v in oval[:, :2].min(axis=0))
    right, bottom = (float(v) for v in oval[:, :2].max(axis=0))
    return Extent(left, top, right, bottom)


def head_extent(face: Extent, person: Mask) -> Extent:
    """Grow the face to the head: up to the crown and sideways to hair and ears.

    Args:
        face: rectangle of the face oval in pixels of the mask.
        person: H x W person mask of the picture.

    Returns:
        The head. Where the mask runs into the upper edge of the picture the crown lies beyond it,
        and its place is guessed from the forehead; never below that edge.
    """
    left, right = _sides(face, person)
    return Extent(left, _crown(face, person), right, face.bottom)


def _crown(face: Extent, person: Mask) -> float:
    guess = face.top - TYPICAL_CROWN_RISE * face.height
    middle = (face.left + face.right) / 2
    span = CROWN_SPAN * face.width
    first = max(0, round(middle - span))
    last = min(person.shape[1], round(middle + span) + 1)
    start = round(face.top)
    if start <= 0 or first >= last:
        return min(guess, 0.0)
    columns = person[: min(start, len(person)), first:last]
    gaps = np.where(columns, -1, np.arange(len(columns))[:, None])
    crown = percentile(gaps.max(axis=0).astype(np.float64) + 1, 10)
    if crown < 1.0:
        return min(guess, 0.0)
    return max(crown, face.top - MAX_CROWN_RISE * face.height)


def _sides(face: Extent, person: Mask) -> tuple[float, float]:
    top = max(0, round(face.top + 0.2 * face.height))
    bottom = min(len(person), round(face.top + 0.7 * face.height) + 1)
    reach = MAX_SIDE_GROWTH * face.width
    if top >= bottom:
        return face.left, face.right
    rows = person[top:bottom]
    grown_left = _run(rows[:, ::-1], rows.shape[1] - 1 - face.left, reach)
    grown_right = _run(rows, face.right, reach)
    return face.left - grown_left, face.right + grown_right


def _run(rows: Mask, start: float, reach: float) -> float:
    """Median length over rows of the unbroken run of person from column `start` to the right."""
    first = round(start)
    if not 0 <= first < rows.shape[1] or round(reach) < 1:
        return 0.0
    ahead = rows[:, first : first + round(reach)]
    length = np.where(ahead.all(axis=1), ahead.shape[1], np.argmin(ahead, axis=1))
    return median(length.astype(np.float64))


def circle_loss(head: Extent, height: int, width: int) -> float:
    """Share, 0-1, of the head's ellipse that the circle inscribed in the centre square cuts off.

    Args:
        head: rectangle of the head; the ellipse inscribed in it stands for the head.
        height: of the picture in the same pixels.
        width: likewise.
    """
    at_x = (head.left + head.right) / 2 + _DISC[0] * head.width / 2
    at_y = (head.top + head.bottom) / 2 + _DISC[1] * head.height / 2
    radius = min(height, width) / 2
    beyond = (at_x - width / 2) ** 2 + (at_y - height / 2) ** 2 > radius**2
    return int(np.count_nonzero(beyond)) / int(beyond.size)
