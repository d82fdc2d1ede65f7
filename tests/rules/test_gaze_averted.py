from __future__ import annotations

from types import SimpleNamespace

import pytest

from headshot_lint.api import Box, Confidence, Status, Verdict
from headshot_lint.model.facts import Gaze
from headshot_lint_rules.gaze_averted import GazeAverted


def judged(across_deg: float, up_deg: float, yaw_deg: float = 0.0) -> Verdict:
    gaze = Gaze(
        across_deg=across_deg,
        up_deg=up_deg,
        yaw_deg=yaw_deg,
        magnification=1.0,
        eyes=Box(0, 0, 9, 9),
    )
    facts = SimpleNamespace(gaze=gaze, impression=SimpleNamespace(gaze=0.5))
    return GazeAverted().check(facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("across_deg", "up_deg", "status", "words"),
    [
        pytest.param(1.0, -2.0, Status.PASS, "into the camera", id="camera"),
        pytest.param(10.0, 0.0, Status.PASS, "into the camera", id="at-the-limit"),
        pytest.param(20.0, 3.0, Status.FAIL, "to the right", id="right"),
        pytest.param(-20.0, 3.0, Status.FAIL, "to the left", id="left"),
        pytest.param(2.0, 18.0, Status.FAIL, "up", id="up"),
        pytest.param(2.0, -18.0, Status.FAIL, "down", id="down"),
        pytest.param(9.0, 9.0, Status.FAIL, "13 degrees", id="both-add-up"),
    ],
)
def test_verdict(across_deg: float, up_deg: float, status: Status, words: str) -> None:
    verdict = judged(across_deg, up_deg)
    assert verdict.status is status
    assert words in verdict.message


def test_near_profiles_lower_the_confidence() -> None:
    assert judged(20.0, 0.0, yaw_deg=-50.0).confidence is Confidence.LOW
    assert judged(20.0, 0.0).confidence is Confidence.MEDIUM
