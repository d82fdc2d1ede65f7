from __future__ import annotations

from types import SimpleNamespace

import pytest

from headshot_lint.api import Box, Confidence, Status, Verdict
from headshot_lint.model.facts import Focus
from headshot_lint_rules.face_blurred import FaceBlurred


def judged(
    blur: float,
    eyes: float | None = 0.5,
    magnification: float = 1.0,
    least: float | None = None,
) -> Verdict:
    focus = Focus(
        face_blur_percent=blur,
        least_blur_percent=blur if least is None else least,
        eye_blur_percent=eyes,
        noise=0.3,
        width_by_height=1.06,
        magnification=magnification,
        face=Box(0, 0, 9, 9),
    )
    return FaceBlurred().check(SimpleNamespace(focus=focus))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("blur", "status", "score"),
    [
        pytest.param(0.0, Status.PASS, 100, id="crisp"),
        pytest.param(1.6, Status.PASS, 50, id="at-the-limit"),
        pytest.param(2.8, Status.FAIL, 25, id="soft"),
        pytest.param(5.0, Status.FAIL, 0, id="out-of-focus"),
    ],
)
def test_verdict(blur: float, status: Status, score: int) -> None:
    verdict = judged(blur)
    assert (verdict.status, verdict.score) == (status, score)


def test_small_faces_lower_the_confidence() -> None:
    assert judged(2.0, magnification=3.0).confidence is Confidence.LOW
    assert judged(2.0).confidence is Confidence.MEDIUM


def test_focus_beside_the_eyes_changes_the_advice() -> None:
    assert "softer than the rest" in judged(1.8, eyes=4.0).advice
    assert "softer than the rest" not in judged(3.0, eyes=3.0).advice
    assert "softer than the rest" not in judged(3.0, eyes=None).advice


def test_blur_along_one_direction_changes_the_advice() -> None:
    assert "one direction" in judged(3.0, least=0.4).advice
    assert "one direction" not in judged(3.0, least=2.5).advice
