"""Inner activations of a network, pooled over a picture and over its parts.

A network that was trained to find faces or persons knows more of a picture than it is asked for.
Where it knows it, is kept: what the background looks like is read from the background alone, and
what the eyes look like from the eyes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import Points

Map: TypeAlias = NDArray[np.float32]
"""C x H x W, float32: activations of one layer."""

Regions: TypeAlias = NDArray[np.float32]
"""H x W x R, float32, 0-1: how much of each pixel belongs to each of R regions."""

SMALLEST_MAP = 6
"""Side below which a map says nothing of where: eyes and mouth fall into one cell."""

LEAST_SHARE = 1e-3
"""Share of the picture below which a region is taken for absent, and the whole stands in for it."""


@dataclass(frozen=True, eq=False)
class Sight:
    """What a network saw of a square on the way to its answer.

    Attributes:
        maps: activations of some layers, the finest first; each covers the whole square.
        to_work: 2 x 3 float64, from the square (both coordinates 0-1) to pixels of the working
            image, pixel centres at whole numbers.
    """

    maps: tuple[Map, ...]
    to_work: NDArray[np.float64]

    @property
    def grid_px(self) -> int:
        """Side of the raster on which regions are drawn: twice the finest map."""
        return 2 * int(self.maps[0].shape[1])

    def on_grid(self, points: Points) -> NDArray[np.float64]:
        """Return points of the working image on the raster, N x 2, edges at whole numbers."""
        flat = (points[:, :2].astype(np.float64) - self.to_work[:, 2]) @ self._to_square
        return np.asarray(flat * self.grid_px, dtype=np.float64)

    @cached_property
    def _to_square(self) -> NDArray[np.float64]:
        return np.asarray(np.linalg.inv(self.to_work[:, :2]).T, dtype=np.float64)


def draw_hull(points: NDArray[np.float64], side_px: int, *, margin_px: float = 0.0) -> Map:
    """Draw the convex hull of points on a raster: side x side float32, 0 or 1."""
    canvas = np.zeros((side_px, side_px), dtype=np.uint8)
    hull = cv2.convexHull(np.round(points - 0.5).astype(np.int32))
    cv2.fillConvexPoly(canvas, hull, 1)
    reach = 2 * round(margin_px) + 1
    if reach > 1:
        canvas = np.asarray(cv2.dilate(canvas, np.ones((reach, reach), np.uint8)), dtype=np.uint8)
    return canvas.astype(np.float32)


def pool_whole(layer: Map) -> NDArray[np.float32]:
    """Return mean, largest value and standard deviation of each channel: 3 x C float32."""
    flat = layer.reshape(layer.shape[0], -1)
    return np.stack([flat.mean(axis=1), flat.max(axis=1), flat.std(axis=1)])


def pool_regions(layer: Map, regions: Regions) -> NDArray[np.float32]:
    """Return the mean of each channel over each region: R x C float32.

    A region that is next to empty gets the mean of the whole layer.
    """
    channels, height, width = layer.shape
    small = cv2.resize(regions, (width, height), interpolation=cv2.INTER_AREA)
    weight = np.asarray(small, dtype=np.float32).reshape(height * width, -1)
    flat = layer.reshape(channels, -1)
    total = weight.sum(axis=0)
    empty = total < LEAST_SHARE * height * width
    means = (flat @ weight) / np.where(empty, 1.0, total)
    return np.asarray(np.where(empty, flat.mean(axis=1)[:, None], means).T, dtype=np.float32)
