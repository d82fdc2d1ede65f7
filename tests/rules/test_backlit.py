from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Facts, Missing, Status
from headshot_lint.model.facts.light import KeyLight, Light
from headshot_lint_rules.backlit import Backlit

UNDECIDED = SimpleNamespace(harsh=0.5)


def facts(lead_ev: float | None) -> Facts:
    light = Light(
        spread_ev=0.4,
        within_ev=0.2,
        left_right_ev=0.6,
        top_bottom_ev=0.1,
        brightest="left cheek",
        darkest="right lower cheek",
        shadow_edge_ev=0.5,
        background_over_face_ev=lead_ev,
        specular_share=0.02,
        key=KeyLight.SIDE,
    )
    subject = SimpleNamespace(box=Box(10, 20, 30, 40))
    return cast("Facts", SimpleNamespace(light=light, subject=subject, impression=UNDECIDED))


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (-1.0, Status.PASS),
        (2.5, Status.PASS),
        (4.0, Status.FAIL),
    ],
    ids=["dark wall", "at the limit", "window"],
)
def test_the_limit_decides(value: float, status: Status) -> None:
    verdict = Backlit().check(facts(value))
    assert verdict.status is status
    assert verdict.value == value
    assert (verdict.score is not None and verdict.score < 50) is (status is Status.FAIL)


def test_without_background_there_is_no_verdict() -> None:
    with pytest.raises(Missing, match="background"):
        Backlit().check(facts(None))
