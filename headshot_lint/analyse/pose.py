"""Head pose: the rotation that best lays the canonical face over the landmarks."""

from __future__ import annotations

import numpy as np

from headshot_lint.analyse.canonical import canonical_face
from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.arrays import Points
from headshot_lint.measure.rotation import angles_deg, fit_rotation
from headshot_lint.model.facts import Pose

PITCH_ZERO_DEG = -4.0
"""Pitch of a face held straight, as the canonical face has it.

The canonical mesh holds its head by convention, not by anatomy. Zero is set at the median over 217
portraits that raters called frontal and passed (-4.2; quartiles -8.6 and -0.3; by source -2.7 to
-6.1 where a source has more than 20).
"""


def measure_pose(shot: ShotView) -> Pose:
    """Return yaw, pitch and roll of the subject's head."""
    return pose_of(shot.mesh.points)


def pose_of(points: Points) -> Pose:
    """Return the pose of 478 x 3 landmarks (x right, y down, z away from the camera)."""
    canonical = canonical_face()
    index = canonical.fit_points
    face = points[index].astype(np.float64) * (1.0, -1.0, -1.0)
    rotation = fit_rotation(canonical.vertices[index], face, canonical.fit_weights)
    yaw, pitch, roll = angles_deg(rotation)
    return Pose(yaw_deg=yaw, pitch_deg=pitch - PITCH_ZERO_DEG, roll_deg=roll)
