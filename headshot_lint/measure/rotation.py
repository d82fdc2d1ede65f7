"""Rotation between two sets of points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def fit_rotation(
    source: NDArray[np.float64], target: NDArray[np.float64], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the 3 x 3 rotation that best turns `source` into `target`, whatever their scale.

    Weighted orthogonal Procrustes problem, solved by singular values (Kabsch 1976, with the sign
    of the determinant kept positive).

    Args:
        source: N x 3.
        target: N x 3, same order.
        weight: N weights, 0 or more.
    """
    share = weight / weight.sum()
    centred_source, centred_target = source - share @ source, target - share @ target
    left, _, right = np.linalg.svd((centred_source * weight[:, None]).T @ centred_target)
    sign = np.sign(np.linalg.det(right.T @ left.T))
    rotation: NDArray[np.float64] = right.T @ np.diag([1.0, 1.0, sign]) @ left.T
    return rotation


def angles_deg(rotation: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return yaw, pitch and roll of a head's rotation, in degrees.

    The rotation is taken apart as roll after yaw after pitch (Rz Ry Rx) in a frame with x to the
    right of the picture, y up and z to the camera. So roll is the angle of the eye line as it
    appears in the picture. Signs as in `model.facts.pose.Pose`.
    """
    yaw = np.arctan2(-rotation[2, 0], np.hypot(rotation[2, 1], rotation[2, 2]))
    pitch = np.arctan2(rotation[2, 1], rotation[2, 2])
    roll = np.arctan2(rotation[1, 0], rotation[0, 0])
    return float(np.degrees(yaw)), float(np.degrees(-pitch)), float(np.degrees(-roll))
