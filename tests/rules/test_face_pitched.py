from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Facts, Status, Verdict
from headshot_lint.model.facts.pose import Pose
from headshot_lint_rules.face_pitched import FacePitched


def judge(pitch_deg: float) -> Verdict:
    pose = Pose(yaw_deg=0.0, pitch_deg=pitch_deg, roll_deg=0.0)
    return FacePitched().check(cast("Facts", SimpleNamespace(pose=pose)))


@pytest.mark.parametrize("pitch_deg", [0.0, 20.0, -20.0])
def test_near_eye_level_passes(pitch_deg: float) -> None:
    assert judge(pitch_deg).status is Status.PASS


@pytest.mark.parametrize(
    ("pitch_deg", "seen", "advice"), [(28.0, "below", "Lower"), (-28.0, "above", "Raise")]
)
def test_beyond_fails_and_says_from_where(pitch_deg: float, seen: str, advice: str) -> None:
    verdict = judge(pitch_deg)
    assert verdict.status is Status.FAIL
    assert f"seen from {seen}, 28 degrees off" in verdict.message
    assert verdict.advice.startswith(advice)
