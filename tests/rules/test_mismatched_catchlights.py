from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Confidence, Facts, Missing, Severity, Status
from headshot_lint.model.facts.render import Render
from headshot_lint_rules.mismatched_catchlights import MismatchedCatchlights


def facts(catchlight_iou: float | None) -> Facts:
    render = Render(
        iris_px=30.0,
        irises=None,
        catchlight_iou=catchlight_iou,
        skin_texture=None,
        absences={"catchlight_iou": "too small"},
    )
    subject = SimpleNamespace(box=Box(10, 10, 40, 50))
    return cast("Facts", SimpleNamespace(render=render, subject=subject))


@pytest.mark.parametrize(
    ("value", "status"), [(0.6, Status.PASS), (0.1, Status.PASS), (0.04, Status.FAIL)]
)
def test_the_limit_itself_passes(value: float, status: Status) -> None:
    verdict = MismatchedCatchlights().check(facts(value))
    assert verdict.status is status
    assert verdict.value == value


def test_an_absence_is_no_verdict_and_keeps_its_reason() -> None:
    with pytest.raises(Missing, match="too small"):
        MismatchedCatchlights().check(facts(None))


def test_it_only_hints() -> None:
    assert MismatchedCatchlights.severity is Severity.HINT
    assert MismatchedCatchlights().check(facts(0.0)).confidence is Confidence.LOW
