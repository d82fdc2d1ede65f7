"""Windows cut out of a picture: where they may lie, and how a head lies in them.

Coordinates are edges: the picture runs from 0 to its width and height, and the centre of its first
pixel is at 0.5. A window is turned about its own centre, so that what stands askew in the picture
stands upright in the cut.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import Points
from headshot_lint.measure.framing import Extent, face_extent

_TOUCH_PX = 1e-6
"""Rounding by which a corner may miss the border that it was moved to."""


def whole_px(length: float) -> int:
    """A length in whole pixels; one that only rounding keeps below the next counts as that."""
    return math.floor(length * (1 + 1e-8) + _TOUCH_PX)


@dataclass(frozen=True)
class Window:
    """A rectangle of the picture that becomes a picture of its own.

    Attributes:
        x, y: its centre in pixels of the picture.
        width, height: in pixels of the picture.
        turn_deg: angle of its upper edge to that of the picture; positive goes clockwise.
    """

    x: float
    y: float
    width: float
    height: float
    turn_deg: float = 0.0

    @property
    def axes(self) -> NDArray[np.float64]:
        """The directions of its width and of its height in the picture, 2 x 2, one a row."""
        angle = math.radians(self.turn_deg)
        return np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])

    @property
    def corners(self) -> NDArray[np.float64]:
        """Its corners in the picture, 4 x 2, clockwise from the upper left of the cut."""
        across, down = self.axes * [[self.width / 2], [self.height / 2]]
        middle = np.array([self.x, self.y])
        return np.array(
            [
                middle - across - down,
                middle + across - down,
                middle + across + down,
                middle - across + down,
            ]
        )

    def to_picture(self, size: tuple[int, int]) -> NDArray[np.float64]:
        """The matrix, 2 x 3, from edges of a cut of `size` (width, height) to those of the picture.

        Both count edges: a caller that counts pixel centres shifts by half a pixel on either side.
        """
        steps = np.array([self.width / size[0], self.height / size[1]])
        turn = self.axes.T * steps
        origin = np.array([self.x, self.y]) - turn @ (np.array(size) / 2)
        return np.column_stack([turn, origin])

    def shaped(self, size: tuple[int, int]) -> Window:
        """The largest window inside this one with the same centre and the exact shape of a size."""
        scale = min(self.width / size[0], self.height / size[1])
        return replace(self, width=size[0] * scale, height=size[1] * scale)

    def snapped(self, grid: int = 1) -> Window:
        """The nearest window on whole pixels, of the same size in whole pixels; it is not turned.

        Args:
            grid: its upper left corner lies at a multiple of so many pixels.

        Raises:
            ValueError: the window is turned.
        """
        if self.turn_deg:
            raise ValueError("a turned window has no whole pixels")
        width, height = (max(1, whole_px(side)) for side in (self.width, self.height))
        left = grid * round((self.x - width / 2) / grid)
        top = grid * round((self.y - height / 2) / grid)
        return Window(left + width / 2, top + height / 2, float(width), float(height))


@dataclass(frozen=True)
class Room:
    """What there is of the picture: a rectangle, and a disc in it where the rest is a mask."""

    left: float
    top: float
    right: float
    bottom: float
    disc: tuple[float, float, float] | None = None
    """x and y of its middle, and its radius."""

    def holds(self, window: Window) -> bool:
        """Whether the whole window lies inside: the room is convex, so its corners decide."""
        x, y = window.corners.T
        near = self._rounding
        inside = bool(
            (x >= self.left - near).all()
            and (x <= self.right + near).all()
            and (y >= self.top - near).all()
            and (y <= self.bottom + near).all()
        )
        if self.disc is None or not inside:
            return inside
        at_x, at_y, radius = self.disc
        return bool((np.hypot(x - at_x, y - at_y) <= radius + near).all())

    @property
    def _rounding(self) -> float:
        """What corners may lie beyond an edge by rounding alone, px."""
        return _TOUCH_PX * max(1.0, self.right, self.bottom)

    def nearest(self, window: Window) -> Window | None:
        """The window moved inside by as little as needed; None where it is too large."""
        reach_x, reach_y = np.abs(window.corners - [window.x, window.y]).max(axis=0).tolist()
        spare_x = self.right - self.left - 2 * reach_x
        spare_y = self.bottom - self.top - 2 * reach_y
        if min(spare_x, spare_y) < -self._rounding:
            return None
        x = min(max(window.x, self.left + reach_x), self.right - reach_x)
        y = min(max(window.y, self.top + reach_y), self.bottom - reach_y)
        moved = replace(window, x=x, y=y)
        return moved if self.disc is None else self._in_disc(moved)

    def _in_disc(self, window: Window) -> Window | None:
        at_x, at_y, radius = self.disc or (0.0, 0.0, 0.0)
        free = radius - math.hypot(window.width, window.height) / 2
        away = math.hypot(window.x - at_x, window.y - at_y)
        if free < 0.0:
            return None
        if away <= free:
            return window
        pull = free / away
        moved = replace(
            window, x=at_x + (window.x - at_x) * pull, y=at_y + (window.y - at_y) * pull
        )
        return moved if self.holds(moved) else None


@dataclass(frozen=True, eq=False)
class Head:
    """A head in the picture.

    Attributes:
        oval: N x 2 landmarks round the face, pixels of the picture.
        head: its rectangle with hair and ears, as `framing.head_extent` finds it.
        eyes: x, y of the midpoint of both eyes.
        chin: x, y of the chin.
    """

    oval: Points
    head: Extent
    eyes: tuple[float, float]
    chin: tuple[float, float]

    def seen_in(self, window: Window) -> Placed:
        """The head as the cut shows it, in pixels of the picture from the cut's upper left."""
        axes = window.axes
        origin = window.corners[0]
        face = face_extent(((self.oval[:, :2] - origin) @ axes.T).astype(np.float32))
        eyes = axes @ (np.array(self.eyes) - origin)
        chin = axes @ (np.array(self.chin) - origin)
        return Placed(
            face=face,
            head=self._head_in(axes, origin, face),
            eyes_y=float(eyes[1]),
            eyes_to_chin=max(float(np.hypot(*(chin - eyes))), 1e-3),
        )

    def _head_in(
        self, axes: NDArray[np.float64], origin: NDArray[np.float64], face: Extent
    ) -> Extent:
        """The rectangle of the head's ellipse, turned with the window; its chin is the face's."""
        middle = np.array(
            [(self.head.left + self.head.right) / 2, (self.head.top + self.head.bottom) / 2]
        )
        x, y = axes @ (middle - origin)
        wide, high = np.hypot(*(axes * [self.head.width / 2, self.head.height / 2]).T)
        return Extent(
            min(float(x - wide), face.left),
            min(float(y - high), face.top),
            max(float(x + wide), face.right),
            face.bottom,
        )


@dataclass(frozen=True)
class Placed:
    """A head in a cut: rectangles in pixels of the picture, from the cut's upper left corner."""

    face: Extent
    head: Extent
    eyes_y: float
    eyes_to_chin: float


def windows(  # noqa: PLR0913 - a grid has as many sides
    head: Head,
    room: Room,
    *,
    aspect: float,
    turn_deg: float,
    heights: NDArray[np.float64],
    eye_lines: NDArray[np.float64],
) -> Iterator[Window]:
    """Yield windows of one shape with the face in the middle, as far as the room allows.

    Args:
        head: what is to be framed.
        room: where windows may lie; those that do not fit at all are left out.
        aspect: width over height.
        turn_deg: of every window.
        heights: of the windows, in pixels of the picture.
        eye_lines: heights of the eyes above the lower edge over the window's height, 0-1.
    """
    for height in heights.tolist():
        upright = Window(*head.eyes, aspect * height, height, turn_deg)
        placed = head.seen_in(upright)
        across = (placed.face.left + placed.face.right) / 2 - upright.width / 2
        for line in eye_lines.tolist():
            down = placed.eyes_y - upright.height / 2 + (line - 0.5) * height
            x, y = np.array(head.eyes) + upright.axes.T @ (across, down)
            inside = room.nearest(replace(upright, x=float(x), y=float(y)))
            if inside is not None:
                yield inside
