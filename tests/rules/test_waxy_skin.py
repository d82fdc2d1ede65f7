from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Confidence, Facts, Missing, Severity, Status
from headshot_lint.model.facts.render import Render
from headshot_lint_rules.waxy_skin import WaxySkin


def facts(skin_texture: float | None) -> Facts:
    render = Render(
        iris_px=30.0,
        irises=None,
        catchlight_iou=None,
        skin_texture=skin_texture,
        absences={"skin_texture": "too small"},
    )
    subject = SimpleNamespace(box=Box(10, 10, 40, 50))
    return cast("Facts", SimpleNamespace(render=render, subject=subject))


@pytest.mark.parametrize(
    ("value", "status"), [(0.3, Status.PASS), (0.05, Status.PASS), (0.02, Status.FAIL)]
)
def test_the_limit_itself_passes(value: float, status: Status) -> None:
    verdict = WaxySkin().check(facts(value))
    assert verdict.status is status
    assert verdict.value == value


def test_an_absence_is_no_verdict_and_keeps_its_reason() -> None:
    with pytest.raises(Missing, match="too small"):
        WaxySkin().check(facts(None))


def test_it_only_hints() -> None:
    assert WaxySkin.severity is Severity.HINT
    assert WaxySkin().check(facts(0.01)).confidence is Confidence.LOW
