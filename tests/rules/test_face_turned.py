from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Facts, Severity, Status, Verdict
from headshot_lint.model.facts.pose import Pose
from headshot_lint_rules.face_turned import FaceTurned


def judge(yaw_deg: float) -> Verdict:
    pose = Pose(yaw_deg=yaw_deg, pitch_deg=0.0, roll_deg=0.0)
    return FaceTurned().check(cast("Facts", SimpleNamespace(pose=pose)))


@pytest.mark.parametrize("yaw_deg", [0.0, 25.0, -25.0])
def test_up_to_three_quarters_passes(yaw_deg: float) -> None:
    assert judge(yaw_deg).status is Status.PASS


@pytest.mark.parametrize(("yaw_deg", "side"), [(31.0, "left"), (-31.0, "right")])
def test_beyond_fails_and_names_the_side(yaw_deg: float, side: str) -> None:
    verdict = judge(yaw_deg)
    assert verdict.status is Status.FAIL
    assert verdict.severity is None
    assert verdict.message == f"The face is turned 31 degrees to its {side} (limit 25)."


def test_profile_is_an_error() -> None:
    assert judge(48.0).severity is Severity.ERROR
    assert "in profile" in judge(48.0).message
