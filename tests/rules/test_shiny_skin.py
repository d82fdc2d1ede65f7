from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Confidence, Facts, Severity, Status
from headshot_lint.model.facts.light import KeyLight, Light
from headshot_lint_rules.shiny_skin import ShinySkin


def facts(share: float) -> Facts:
    light = Light(
        spread_ev=0.4,
        within_ev=0.2,
        left_right_ev=0.6,
        top_bottom_ev=0.1,
        brightest="left cheek",
        darkest="right lower cheek",
        shadow_edge_ev=0.5,
        background_over_face_ev=0.3,
        specular_share=share,
        key=KeyLight.SIDE,
    )
    subject = SimpleNamespace(box=Box(10, 20, 30, 40))
    return cast("Facts", SimpleNamespace(light=light, subject=subject))


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (0.0, Status.PASS),
        (0.13, Status.PASS),
        (0.2, Status.FAIL),
    ],
    ids=["matt", "at the limit", "flash"],
)
def test_the_limit_decides(value: float, status: Status) -> None:
    verdict = ShinySkin().check(facts(value))
    assert verdict.status is status
    assert verdict.value == value
    assert (verdict.score is not None and verdict.score < 50) is (status is Status.FAIL)


def test_it_is_a_hint_of_low_confidence() -> None:
    assert ShinySkin.severity is Severity.HINT
    assert ShinySkin().check(facts(0.2)).confidence is Confidence.LOW
