from __future__ import annotations

from types import SimpleNamespace

import pytest

from headshot_lint.api import Box, Confidence, Status, Verdict
from headshot_lint.model.facts import Cover
from headshot_lint_rules.face_covered import FaceCovered


def judged(doubt: float, foreign: float) -> Verdict:
    cover = Cover(doubt=doubt, foreign=foreign, lower_face=Box(0, 0, 9, 9))
    return FaceCovered().check(SimpleNamespace(cover=cover))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("doubt", "foreign", "status"),
    [
        pytest.param(0.0, 0.0, Status.PASS, id="free"),
        pytest.param(0.15, 0.1, Status.PASS, id="two-weak-signs"),
        pytest.param(0.8, 0.0, Status.FAIL, id="cup-before-the-mouth"),
        pytest.param(0.0, 0.6, Status.FAIL, id="ball-beside-the-cheek"),
        pytest.param(0.2, 0.2, Status.FAIL, id="signs-add-up"),
    ],
)
def test_verdict(doubt: float, foreign: float, status: Status) -> None:
    assert judged(doubt, foreign).status is status


def test_never_more_than_low_confidence() -> None:
    assert judged(1.0, 1.0).confidence is Confidence.LOW
