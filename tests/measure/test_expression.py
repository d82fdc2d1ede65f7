from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headshot_lint.measure.expression import BLENDSHAPES, ExpressionCues, expression_cues, rise

CUES = ("open_mouth", "pucker", "sideways", "wink", "rolled_lips", "stare")


def cues(gap: float = 0.0, **shapes: float) -> ExpressionCues:
    points = np.zeros((478, 3), dtype=np.float32)
    points[61], points[291] = (-20, 0, 0), (20, 0, 0)
    points[13], points[14] = (0, -20 * gap, 0), (0, 20 * gap, 0)
    values = np.zeros(len(BLENDSHAPES), dtype=np.float32)
    for name, value in shapes.items():
        values[BLENDSHAPES.index(name)] = value
    return expression_cues(points, values)


def test_there_are_52_names_each_once() -> None:
    assert len(BLENDSHAPES) == len(set(BLENDSHAPES)) == 52


def test_a_smile_with_teeth_is_no_cue() -> None:
    found = cues(gap=0.25, mouthSmileLeft=0.95, mouthSmileRight=0.95)
    assert all(getattr(found, name) == 0.0 for name in CUES)


@pytest.mark.parametrize(
    ("found", "cue"),
    [
        pytest.param(cues(gap=0.25), "open_mouth", id="talking"),
        pytest.param(cues(mouthPucker=0.95), "pucker", id="kiss"),
        pytest.param(cues(jawLeft=0.3), "sideways", id="jaw-pulled"),
        pytest.param(cues(eyeBlinkLeft=0.6), "wink", id="wink"),
        pytest.param(cues(mouthRollLower=0.6), "rolled_lips", id="lips-drawn-in"),
        pytest.param(cues(eyeWideLeft=0.2, eyeWideRight=0.2), "stare", id="stare"),
    ],
)
def test_a_movement_raises_its_own_cue_only(found: ExpressionCues, cue: str) -> None:
    values = asdict(found)
    assert values.pop(cue) > 0.8
    assert not any(values.values())


@given(value=st.floats(-5, 5), start=st.floats(0, 1), width=st.floats(0.1, 2))
def test_rise_stays_between_0_and_1_and_runs_both_ways(
    value: float, start: float, width: float
) -> None:
    up, down = rise(value, start, start + width), rise(value, start + width, start)
    assert 0.0 <= up <= 1.0
    assert up + down == pytest.approx(1.0, abs=1e-6)
