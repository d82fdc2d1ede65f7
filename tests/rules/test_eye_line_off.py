from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Facts, Status
from headshot_lint.model.facts.framing import Borders, Framing
from headshot_lint_rules.eye_line_off import EyeLineOff, EyeLineOffOptions

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
    ("eye_line", "status"),
    [
        (0.63, Status.PASS),
        (0.74, Status.PASS),
        (0.52, Status.PASS),
        (0.76, Status.FAIL),
        (0.5, Status.FAIL),
    ],
)
def test_eye_line_decides(eye_line: float, status: Status) -> None:
    assert EyeLineOff().check(facts(eye_line=eye_line)).status is status


@pytest.mark.parametrize(("eye_line", "word"), [(0.9, "above"), (0.4, "below")])
def test_the_direction_is_named(eye_line: float, word: str) -> None:
    assert word in EyeLineOff().check(facts(eye_line=eye_line)).message


def test_a_profile_moves_the_target() -> None:
    rule = EyeLineOff(EyeLineOffOptions(target=50.0))
    assert rule.check(facts(eye_line=0.5)).score == 100
