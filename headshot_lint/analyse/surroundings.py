"""What lies round a face, as the first pass of either engine is shown it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headshot_lint.analyse.mirror import swap_sides
from headshot_lint.measure.arrays import Points, RgbImage

CROP_SIDE = 2.5
"""Side of the searched crop by the side of the subject's box: hair and neck, few neighbours.

FaceLandmarker's own short-range detector misses faces below about a sixth of the picture.
"""


@dataclass(frozen=True, eq=False)
class Surroundings:
    """A part of the working image round the subject's face.

    Attributes:
        left, top: its upper left corner, pixels of the working image.
        shown: its pixels, mirrored where networks are shown the mirror image.
        box: x0, y0, x1, y1 of the face, pixels of the working image.
        mirrored: whether `shown` is the mirror image.
    """

    left: int
    top: int
    shown: RgbImage
    box: NDArray[np.float64]
    mirrored: bool

    @classmethod
    def of(cls, work: RgbImage, box: NDArray[np.float64], *, mirrored: bool) -> Surroundings:
        """Cut them out of the working image."""
        half = (box[2:] - box[:2]).max() * CROP_SIDE / 2
        middle = (box[:2] + box[2:]) / 2
        left, top = np.maximum(middle - half, 0).astype(int)
        right, bottom = (middle + half).astype(int) + 1
        crop = work[top:bottom, left:right]
        shown = np.ascontiguousarray(crop[:, ::-1] if mirrored else crop)
        return cls(int(left), int(top), shown, box, mirrored)

    def in_work(self, normalised: NDArray[np.float64]) -> Points | None:
        """Return landmarks in pixels of the working image; None where they are a neighbour's.

        Args:
            normalised: 478 x 3 landmarks of what is shown, in shares of its width and height from
                its upper left edge, depth in shares of its width.
        """
        height, width = self.shown.shape[:2]
        shares = normalised.copy()
        if self.mirrored:
            shares[:, 0] = 1.0 - shares[:, 0]
        # Half a pixel less counts from pixel centres.
        points = shares * (width, height, width) + (self.left - 0.5, self.top - 0.5, 0.0)
        middle = points[:, :2].mean(axis=0)
        if np.any(middle < self.box[:2]) or np.any(middle > self.box[2:]):
            return None
        found = points.astype(np.float32)
        return swap_sides(found) if self.mirrored else found
