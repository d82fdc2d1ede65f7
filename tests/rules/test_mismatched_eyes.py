from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Confidence, Facts, Missing, Severity, Status
from headshot_lint.model.facts.render import IrisPair, Render
from headshot_lint_rules.mismatched_eyes import MismatchedEyes


def facts(irises: IrisPair | None) -> Facts:
    render = Render(
        iris_px=30.0,
        irises=irises,
        catchlight_iou=None,
        skin_texture=None,
        absences={"irises": "too small"},
    )
    subject = SimpleNamespace(box=Box(10, 10, 40, 50))
    return cast("Facts", SimpleNamespace(render=render, subject=subject))


@pytest.mark.parametrize(
    ("size_gap", "place_gap", "status", "word"),
    [
        (0.02, 0.05, Status.PASS, "agree"),
        (0.40, 0.05, Status.FAIL, "size by 40 %"),
        (0.02, 0.45, Status.FAIL, "directions"),
    ],
    ids=["alike", "one smaller", "looking apart"],
)
def test_the_larger_difference_decides(
    size_gap: float, place_gap: float, status: Status, word: str
) -> None:
    verdict = MismatchedEyes().check(facts(IrisPair(size_gap, place_gap, clarity=2.0)))
    assert verdict.status is status
    assert word in verdict.message
    assert verdict.value == max(size_gap, place_gap)


def test_an_absence_is_no_verdict_and_keeps_its_reason() -> None:
    with pytest.raises(Missing, match="too small"):
        MismatchedEyes().check(facts(None))


def test_it_only_hints() -> None:
    assert MismatchedEyes.severity is Severity.HINT
    assert (
        MismatchedEyes().check(facts(IrisPair(0.5, 0.5, clarity=2.0))).confidence is Confidence.LOW
    )
