"""EXIF orientation as a transpose followed by flips, so that only small pictures are turned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Turn:
    """How stored pixels become upright: transpose first, then flip left-right and up-down."""

    transpose: bool = False
    flip_x: bool = False
    flip_y: bool = False

    def apply(self, stored: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the upright array of a stored one (H x W or H x W x C)."""
        upright = stored.swapaxes(0, 1) if self.transpose else stored
        if self.flip_x:
            upright = upright[:, ::-1]
        if self.flip_y:
            upright = upright[::-1]
        return np.ascontiguousarray(upright)

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Return the upright size of a stored size."""
        return (height, width) if self.transpose else (width, height)

    def stored_box(
        self, box: tuple[int, int, int, int], stored_size: tuple[int, int]
    ) -> tuple[int, int, int, int]:
        """Return the stored box (left, top, right, bottom) of an upright one."""
        left, top, right, bottom = box
        width, height = self.size(*stored_size)
        if self.flip_x:
            left, right = width - right, width - left
        if self.flip_y:
            top, bottom = height - bottom, height - top
        return (top, left, bottom, right) if self.transpose else (left, top, right, bottom)


# EXIF 2.3, tag 0x0112: which edges of the scene row 0 and column 0 of the stored picture are.
TURNS = {
    1: Turn(),
    2: Turn(flip_x=True),
    3: Turn(flip_x=True, flip_y=True),
    4: Turn(flip_y=True),
    5: Turn(transpose=True),
    6: Turn(transpose=True, flip_x=True),
    7: Turn(transpose=True, flip_x=True, flip_y=True),
    8: Turn(transpose=True, flip_y=True),
}
