"""Where the eyes look, relative to the camera."""

from __future__ import annotations

from headshot_lint.analyse.boxes import landmark_box
from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.gaze import gaze_angles_deg
from headshot_lint.measure.regions import LEFT_EYE, RIGHT_EYE
from headshot_lint.model.facts import Gaze


def measure_gaze(shot: ShotView) -> Gaze:
    """Measure the direction of the gaze on the upright face."""
    yaw_deg = shot.pose.yaw_deg
    across_deg, up_deg = gaze_angles_deg(shot.face.points, yaw_deg)
    return Gaze(
        across_deg=across_deg,
        up_deg=up_deg,
        yaw_deg=yaw_deg,
        magnification=shot.face.magnification,
        eyes=landmark_box(shot, RIGHT_EYE + LEFT_EYE, "eyes", margin=0.1),
    )
