"""The face mesh: 478 landmarks, 52 blendshapes, and the distances that scale everything else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.activations import Sight
from headshot_lint.measure.arrays import Points

# MediaPipe's numbering; "right" is the subject's right, on the left of an unmirrored picture.
RIGHT_EYE_CORNERS = (33, 133)
LEFT_EYE_CORNERS = (263, 362)
RIGHT_IRIS, LEFT_IRIS = 468, 473
FOREHEAD_TOP, CHIN, NOSE_TIP = 10, 152, 1
MOUTH_CORNERS = (61, 291)
_EYE_CORNERS = np.array([RIGHT_EYE_CORNERS, LEFT_EYE_CORNERS])


def eye_centres(points: Points) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the middle of the right and of the left eye, with as many numbers as `points` has."""
    outer, inner = points.take(_EYE_CORNERS[:, 0], axis=0), points.take(_EYE_CORNERS[:, 1], axis=0)
    right, left = (outer + inner) / np.float32(2)
    return right, left


@dataclass(frozen=True, eq=False)
class Mesh:
    """Landmarks of one face.

    Attributes:
        points: 478 x 3 float32; x right, y down in pixels of the working image, z away from the
            camera in the same scale (weak perspective).
        blendshapes: 52 float32, 0-1, in MediaPipe's order (`BLENDSHAPES` in `measure.expression`).
        presence: probability that the crop shows a face at all, 0-1.
        sight: what the landmark network saw besides; None in a mesh that no network found.
    """

    points: Points
    blendshapes: NDArray[np.float32]
    presence: float
    sight: Sight | None = None

    def mean(self, *indices: int) -> NDArray[np.float32]:
        """Mean position (x, y, z) of the given landmarks."""
        mean: NDArray[np.float32] = self.points[list(indices)].mean(axis=0)
        return mean

    @cached_property
    def eye_mid(self) -> NDArray[np.float32]:
        """Midpoint of both eye centres (x, y, z)."""
        return self.mean(*RIGHT_EYE_CORNERS, *LEFT_EYE_CORNERS)

    @cached_property
    def eye_gap_px(self) -> float:
        """Inter-eye distance (IED) in space, so that a turned head is not read as a small one."""
        right, left = eye_centres(self.points)
        return float(np.linalg.norm(left - right))

    @cached_property
    def roll_deg(self) -> float:
        """In-plane angle of the line through the eyes; positive when the head tips to its left."""
        right, left = eye_centres(self.points)
        gap = left - right
        return float(np.degrees(np.arctan2(gap[1], gap[0])))
