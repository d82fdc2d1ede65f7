"""Where the eyes look, from the place of the irises between the corners of the eyes."""

from __future__ import annotations

import numpy as np

from headshot_lint.measure.arrays import Points

CENTRE_DEPTH = 0.24
"""Depth of the eyeball's centre behind the line of the corners, by the eye's width: the slope of
the iris offset over sin(yaw) in 540 portraits whose raters agree that they look into the camera."""

IRIS_RADIUS = 0.37
"""Distance of the iris from the eyeball's centre by the eye's width (about 10.5 of 28 mm)."""

LEVEL_OFFSET = -0.073
"""Height of the iris centre against the corners, by the eye's width, when looking into the camera;
the median over the same portraits (y grows downwards)."""

EYES = (((33, 133), 468), ((263, 362), 473))


def gaze_angles_deg(points: Points, yaw_deg: float) -> tuple[float, float]:
    """Return the direction of the gaze relative to the camera, the mean of both eyes.

    In weak perspective the eyeball's centre lies `CENTRE_DEPTH` behind the corners, so it shifts
    by that times sin(yaw) when the head turns; what remains of the iris offset is the sine of the
    gaze times `IRIS_RADIUS`. The mean of both eyes cancels the convergence on a near camera.

    Args:
        points: 478 x 3 landmarks with the roll taken out (x right, y down).
        yaw_deg: of the head, positive towards the right of the picture.

    Returns:
        horizontal angle (positive to the right of the picture) and vertical angle (positive up).
    """
    offsets = []
    for corners, iris in EYES:
        outer, inner = points[corners[0]], points[corners[1]]
        width = max(float(np.linalg.norm(outer - inner)), 1e-6)
        offsets.append((points[iris, :2] - (outer + inner)[:2] / 2) / width)
    right, down = np.mean(offsets, axis=0)
    sine_right = (right + CENTRE_DEPTH * np.sin(np.radians(yaw_deg))) / IRIS_RADIUS
    sine_up = (LEVEL_OFFSET - down) / IRIS_RADIUS
    across, up = np.degrees(np.arcsin(np.clip([sine_right, sine_up], -1.0, 1.0)))
    return float(across), float(up)
