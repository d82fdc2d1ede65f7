from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Facts, Severity, Status
from headshot_lint.model.facts.light import KeyLight, Light
from headshot_lint_rules.uneven_light import UnevenLight

SURE = SimpleNamespace(harsh=0.8)


def facts(spread_ev: float, impression: object = SURE) -> Facts:
    light = Light(
        spread_ev=spread_ev,
        within_ev=0.2,
        left_right_ev=0.6,
        top_bottom_ev=0.1,
        brightest="left cheek",
        darkest="right lower cheek",
        shadow_edge_ev=0.5,
        background_over_face_ev=0.3,
        specular_share=0.02,
        key=KeyLight.SIDE,
    )
    subject = SimpleNamespace(box=Box(10, 20, 30, 40))
    return cast("Facts", SimpleNamespace(light=light, subject=subject, impression=impression))


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (0.3, Status.PASS),
        (1.2, Status.PASS),
        (2.8, Status.FAIL),
    ],
    ids=["flat light", "at the limit", "dramatic"],
)
def test_the_limit_decides(value: float, status: Status) -> None:
    verdict = UnevenLight().check(facts(value))
    assert verdict.status is status
    assert verdict.value == value
    assert (verdict.score is not None and verdict.score < 50) is (status is Status.FAIL)


@pytest.mark.parametrize(
    ("spread_ev", "severity"),
    [(0.5, None), (2.0, None), (2.2, None), (2.3, Severity.ERROR)],
    ids=["even", "a warning", "at the error limit", "half in the dark"],
)
def test_beyond_the_second_limit_it_is_an_error(
    spread_ev: float, severity: Severity | None
) -> None:
    assert UnevenLight().check(facts(spread_ev)).severity is severity


def test_the_limits_move_with_what_the_head_makes_of_the_light() -> None:
    spread_ev = 2.1
    statuses = {}
    for harsh in (0.1, 0.4, 0.6, 0.9):
        seen = SimpleNamespace(harsh=harsh)
        statuses[harsh] = UnevenLight().check(facts(spread_ev, seen)).status
    assert statuses == {0.1: Status.PASS, 0.4: Status.PASS, 0.6: Status.FAIL, 0.9: Status.FAIL}


def test_the_message_names_both_ends() -> None:
    message = UnevenLight().check(facts(2.8)).message
    assert "left cheek is 2.8 stops brighter than the right lower cheek" in message
