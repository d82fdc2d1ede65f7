from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Facts, Status
from headshot_lint.model.facts.framing import BorderKind, Framing
from headshot_lint.model.facts.framing import Borders as BorderFacts
from headshot_lint_rules.borders import Borders

GOOD = Framing(
    face_share=0.45,
    head_share=0.62,
    offset_x=0.0,
    eye_line=0.63,
    forehead_room=0.5,
    crown_room=0.1,
    side_room=0.8,
    chin_room_t=1.0,
    circle_loss=0.0,
    eye_gap_px=120.0,
    face=Box(200, 150, 200, 270, "face"),
    head=Box(180, 40, 240, 380, "head"),
    borders=BorderFacts(),
)


def facts(**changes: object) -> Facts:
    return cast("Facts", SimpleNamespace(framing=replace(GOOD, **changes)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "area_share", "status", "word"),
    [
        (BorderKind.NONE, 0.0, Status.PASS, "fills"),
        (BorderKind.BARS, 0.1, Status.FAIL, "Bars"),
        (BorderKind.FRAME, 0.1, Status.FAIL, "frame"),
        (BorderKind.ROUND, 0.21, Status.FAIL, "disc"),
    ],
)
def test_any_border_fails_and_is_named(
    kind: BorderKind, area_share: float, status: Status, word: str
) -> None:
    verdict = Borders().check(facts(borders=BorderFacts(kind=kind, area_share=area_share)))
    assert verdict.status is status
    assert word in verdict.message


def test_bars_can_be_cropped_away_and_a_disc_cannot() -> None:
    bars = BorderFacts(kind=BorderKind.BARS, area_share=0.1)
    disc = BorderFacts(kind=BorderKind.ROUND, area_share=0.21)
    assert Borders().check(facts(borders=bars)).fixable
    assert not Borders().check(facts(borders=disc)).fixable
