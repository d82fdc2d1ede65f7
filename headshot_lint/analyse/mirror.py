"""The same picture for the networks, whether a photo or its mirror image comes in.

Networks answer a face and its mirror image a little differently, and which of the two a file holds
is chance: phones save selfies either way. So every network is shown the picture with its brighter
half on the left, and what it answers is turned back.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from headshot_lint.analyse.canonical import canonical_face
from headshot_lint.measure.arrays import GreyImage, Points
from headshot_lint.measure.expression import BLENDSHAPES

IRISES = (473, 476, 475, 474, 477, 468, 471, 470, 469, 472)
"""The mirror images of landmarks 468 to 477: centre, and four points of the rim, of each iris."""

KEYPOINTS = (1, 0, 2, 3, 5, 4)
"""The mirror images of the detector's key points: eyes, nose tip, mouth, ears."""


def brighter_on_the_right(luminance: GreyImage) -> bool:
    """Return whether the light of a picture has its centre of mass right of the middle."""
    columns = luminance.mean(axis=0, dtype=np.float64)
    return bool(columns @ (np.arange(len(columns)) - (len(columns) - 1) / 2) > 0)


def swap_sides(points: Points) -> Points:
    """Return landmarks of a mirrored face, 478 x 3, in the order of an unmirrored one."""
    return points[_mirror_images()]


def mirror_points(points: Points) -> Points:
    """Return the landmarks, 478 x 3, of the mirror image of a face (x becomes -x)."""
    swapped = swap_sides(points).copy()
    swapped[:, 0] *= -1
    return swapped


def swap_blendshapes(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return blendshape weights, 52, with left and right exchanged."""
    return weights[list(_other_sides())]


@cache
def _mirror_images() -> NDArray[np.int64]:
    """The landmark on the other side of each: the canonical face is symmetrical."""
    vertices = canonical_face().vertices
    distance = np.square(vertices[:, None] - vertices * (-1.0, 1.0, 1.0)).sum(axis=2)
    return np.concatenate([distance.argmin(axis=1), IRISES]).astype(np.int64)


@cache
def _other_sides() -> tuple[int, ...]:
    place = {name: number for number, name in enumerate(BLENDSHAPES)}
    return tuple(place[_other_side(name)] for name in BLENDSHAPES)


def _other_side(name: str) -> str:
    for side, other in (("Left", "Right"), ("Right", "Left")):
        if name.endswith(side):
            return name.removesuffix(side) + other
    return name
