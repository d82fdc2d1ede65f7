from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Facts, Status
from headshot_lint.model.facts.framing import Borders, Framing
from headshot_lint_rules.no_shoulders import NoShoulders

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
    ("chin_room_t", "status"),
    [(1.0, Status.PASS), (0.4, Status.PASS), (0.39, Status.FAIL), (-0.1, Status.FAIL)],
)
def test_chin_room_t_decides(chin_room_t: float, status: Status) -> None:
    assert NoShoulders().check(facts(chin_room_t=chin_room_t)).status is status


def test_a_cut_chin_leaves_no_negative_space() -> None:
    assert "ends 0 %" in NoShoulders().check(facts(chin_room_t=-0.1)).message
