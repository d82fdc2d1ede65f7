from __future__ import annotations

from types import SimpleNamespace

import pytest

from headshot_lint.api import Box, Confidence, Status, Verdict
from headshot_lint.model.facts import Focus, Pose
from headshot_lint.model.facts.focus import NEUTRAL_ASPECT
from headshot_lint_rules.stretched import Stretched


def judged(stretch: float, yaw_deg: float = 0.0, magnification: float = 1.0) -> Verdict:
    focus = Focus(
        face_blur_percent=0.0,
        least_blur_percent=0.0,
        eye_blur_percent=0.0,
        noise=0.3,
        width_by_height=stretch * NEUTRAL_ASPECT,
        magnification=magnification,
        face=Box(0, 0, 9, 9),
    )
    facts = SimpleNamespace(focus=focus, pose=Pose(yaw_deg=yaw_deg, pitch_deg=0.0, roll_deg=0.0))
    return Stretched().check(facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stretch", "status", "word"),
    [
        pytest.param(1.0, Status.PASS, "ordinary", id="true"),
        pytest.param(1.1, Status.PASS, "ordinary", id="broad-face"),
        pytest.param(0.91, Status.PASS, "ordinary", id="slim-face"),
        pytest.param(1.3, Status.FAIL, "too wide", id="widened"),
        pytest.param(1 / 1.3, Status.FAIL, "too narrow", id="squeezed"),
    ],
)
def test_verdict(stretch: float, status: Status, word: str) -> None:
    verdict = judged(stretch)
    assert verdict.status is status
    assert word in verdict.message


@pytest.mark.parametrize(
    ("yaw_deg", "magnification", "confidence"),
    [
        pytest.param(0.0, 1.0, Confidence.MEDIUM, id="near-and-frontal"),
        pytest.param(40.0, 1.0, Confidence.LOW, id="turned"),
        pytest.param(0.0, 3.0, Confidence.LOW, id="small"),
    ],
)
def test_confidence(yaw_deg: float, magnification: float, confidence: Confidence) -> None:
    assert judged(1.4, yaw_deg, magnification).confidence is confidence


def test_a_mild_stretch_is_of_low_confidence() -> None:
    assert judged(1.2).confidence is Confidence.LOW
