"""Cues of an odd expression, from blendshapes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import Points
from headshot_lint.measure.mesh import MOUTH_CORNERS

BLENDSHAPES = (
    "_neutral", "browDownLeft", "browDownRight", "browInnerUp", "browOuterUpLeft",
    "browOuterUpRight", "cheekPuff", "cheekSquintLeft", "cheekSquintRight", "eyeBlinkLeft",
    "eyeBlinkRight", "eyeLookDownLeft", "eyeLookDownRight", "eyeLookInLeft", "eyeLookInRight",
    "eyeLookOutLeft", "eyeLookOutRight", "eyeLookUpLeft", "eyeLookUpRight", "eyeSquintLeft",
    "eyeSquintRight", "eyeWideLeft", "eyeWideRight", "jawForward", "jawLeft", "jawOpen",
    "jawRight", "mouthClose", "mouthDimpleLeft", "mouthDimpleRight", "mouthFrownLeft",
    "mouthFrownRight", "mouthFunnel", "mouthLeft", "mouthLowerDownLeft", "mouthLowerDownRight",
    "mouthPressLeft", "mouthPressRight", "mouthPucker", "mouthRight", "mouthRollLower",
    "mouthRollUpper", "mouthShrugLower", "mouthShrugUpper", "mouthSmileLeft", "mouthSmileRight",
    "mouthStretchLeft", "mouthStretchRight", "mouthUpperUpLeft", "mouthUpperUpRight",
    "noseSneerLeft", "noseSneerRight",
)  # fmt: skip
"""MediaPipe's blendshapes in the order of the network's output (names as in Apple's ARKit)."""

INNER_LIPS_MIDDLE = (13, 14)
_INDEX = {name: place for place, name in enumerate(BLENDSHAPES)}


@dataclass(frozen=True)
class ExpressionCues:
    """Cues of 0-1, as in `model.facts.expression.Expression`."""

    smile: float
    open_mouth: float
    pucker: float
    sideways: float
    wink: float
    rolled_lips: float
    stare: float


def expression_cues(points: Points, blendshapes: NDArray[np.float32]) -> ExpressionCues:
    """Return the cues of one face.

    Every cue starts about where the 97th to 99th percentile of team photos lies whose two raters
    pass them, and is full near the strongest of the odd ones; the cues were chosen by the area
    under the curve against the raters' "odd".

    Args:
        points: 478 x 3 landmarks in any one scale.
        blendshapes: 52 values 0-1 in the order of `BLENDSHAPES`.
    """
    shape = {name: float(blendshapes[place]) for name, place in _INDEX.items()}
    smile = (shape["mouthSmileLeft"] + shape["mouthSmileRight"]) / 2
    upper, lower = (points[index, :2] for index in INNER_LIPS_MIDDLE)
    right, left = (points[index] for index in MOUTH_CORNERS)
    gap = float(np.linalg.norm(upper - lower) / max(float(np.linalg.norm(right - left)), 1e-6))
    side = max(shape[name] for name in ("mouthLeft", "mouthRight", "jawLeft", "jawRight"))
    return ExpressionCues(
        smile=smile,
        open_mouth=rise(gap * (1.0 - smile), 0.05, 0.25),
        pucker=rise(shape["mouthPucker"], 0.5, 1.0),
        sideways=rise(side, 0.05, 0.25),
        wink=rise(abs(shape["eyeBlinkLeft"] - shape["eyeBlinkRight"]), 0.13, 0.4),
        rolled_lips=rise(shape["mouthRollLower"] * (1.0 - smile), 0.12, 0.6),
        stare=rise((shape["eyeWideLeft"] + shape["eyeWideRight"]) / 2, 0.02, 0.2),
    )


def rise(value: float, start: float, full: float) -> float:
    """Return 0 up to `start`, 1 from `full` (which may lie below `start`), straight between."""
    return min(max((value - start) / (full - start), 0.0), 1.0)
