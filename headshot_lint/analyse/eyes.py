"""Lids and visible irises."""

from __future__ import annotations

import numpy as np

from headshot_lint.analyse.boxes import landmark_box
from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.expression import BLENDSHAPES
from headshot_lint.measure.eyelids import LEFT_CORNERS, RIGHT_CORNERS, lid_gap_ratio
from headshot_lint.measure.iris import eye_contrast_stops
from headshot_lint.measure.patch import FacePatch
from headshot_lint.measure.regions import (
    LEFT_EYE,
    LEFT_LID_PAIRS,
    RIGHT_EYE,
    RIGHT_LID_PAIRS,
    polygon_mask,
)
from headshot_lint.model.facts import Eyes
from headshot_lint.model.facts.eyes import Eye

FAR_EYE_YAW_DEG = 30.0
SIDES = ("right", "left")
_OUTLINE = {"right": RIGHT_EYE, "left": LEFT_EYE}
_LIDS = {"right": RIGHT_LID_PAIRS, "left": LEFT_LID_PAIRS}
_CORNERS = {"right": RIGHT_CORNERS, "left": LEFT_CORNERS}
_BLINK = {
    "right": BLENDSHAPES.index("eyeBlinkRight"),
    "left": BLENDSHAPES.index("eyeBlinkLeft"),
}


def measure_eyes(shot: ShotView) -> Eyes:
    """Measure both eyes, or the nearer one of a head turned by more than 30 degrees."""
    yaw_deg = shot.pose.yaw_deg
    sides: tuple[str, ...] = SIDES
    if abs(yaw_deg) > FAR_EYE_YAW_DEG:
        # A head turned to its left shows its right side.
        sides = ("right",) if yaw_deg > 0 else ("left",)
    judged = tuple(_eye(shot, side) for side in sides)
    return Eyes(judged=judged, magnification=shot.face.magnification)


def _eye(shot: ShotView, side: str) -> Eye:
    face, outline = shot.face.closeup, _OUTLINE[side]
    return Eye(
        side=side,
        lid_gap=lid_gap_ratio(face.points, _LIDS[side], _CORNERS[side]),
        blink=float(shot.mesh.blendshapes[_BLINK[side]]),
        contrast_stops=_contrast(face, outline),
        box=landmark_box(shot, outline, f"{side} eye", margin=0.1),
    )


def _contrast(face: FacePatch, outline: tuple[int, ...]) -> float | None:
    points = face.points[list(outline)]
    opening = polygon_mask(face.luminance.shape, points)
    if not bool(np.all(face.inside[opening])):
        return None
    return eye_contrast_stops(face.luminance, points)
