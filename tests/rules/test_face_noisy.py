from __future__ import annotations

from types import SimpleNamespace

import pytest

from headshot_lint.api import Box, Missing, Status, Verdict
from headshot_lint.model.facts import Focus
from headshot_lint_rules.face_noisy import FaceNoisy


def judged(noise: float | None) -> Verdict:
    focus = Focus(
        face_blur_percent=0.0,
        least_blur_percent=0.0,
        eye_blur_percent=0.0,
        noise=noise,
        width_by_height=1.06,
        magnification=1.0,
        face=Box(0, 0, 9, 9),
    )
    return FaceNoisy().check(SimpleNamespace(focus=focus))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("noise", "status"),
    [
        pytest.param(0.2, Status.PASS, id="clean"),
        pytest.param(1.2, Status.PASS, id="at-the-limit"),
        pytest.param(2.5, Status.FAIL, id="high-iso"),
    ],
)
def test_verdict(noise: float, status: Status) -> None:
    assert judged(noise).status is status


def test_without_smooth_skin_there_is_no_verdict() -> None:
    with pytest.raises(Missing, match="smooth skin"):
        judged(None)
