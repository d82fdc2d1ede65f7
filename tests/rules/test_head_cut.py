from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Facts, Status
from headshot_lint.model.facts.framing import Borders, Framing
from headshot_lint_rules.head_cut import HeadCut

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
    borders=Borders(),
)


def facts(**changes: object) -> Facts:
    return cast("Facts", SimpleNamespace(framing=replace(GOOD, **changes)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("crown_room", "side_room", "status"),
    [
        (0.1, 0.8, Status.PASS),
        (-0.08, 0.8, Status.PASS),
        (-0.3, 0.8, Status.FAIL),
        (0.1, 0.05, Status.PASS),
        (0.1, -0.2, Status.FAIL),
    ],
    ids=["free", "trimmed hair is style", "cut forehead", "ear at the edge", "cut cheek"],
)
def test_trimming_is_style_and_cutting_is_not(
    crown_room: float, side_room: float, status: Status
) -> None:
    assert HeadCut().check(facts(crown_room=crown_room, side_room=side_room)).status is status


def test_the_worse_side_is_named() -> None:
    assert "top" in HeadCut().check(facts(crown_room=-0.3)).message
    assert "side" in HeadCut().check(facts(side_room=-0.3)).message


def test_a_slight_trim_is_told_and_passes() -> None:
    verdict = HeadCut().check(facts(crown_room=-0.05))
    assert verdict.status is Status.PASS
    assert "slightly" in verdict.message
    assert verdict.score is not None
    assert verdict.score < 100
