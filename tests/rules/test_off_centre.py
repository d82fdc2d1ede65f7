from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Facts, Status
from headshot_lint.model.facts.framing import Borders, Framing
from headshot_lint_rules.off_centre import OffCentre

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
    ("offset_x", "status"),
    [
        (0.0, Status.PASS),
        (0.1, Status.PASS),
        (-0.1, Status.PASS),
        (0.11, Status.FAIL),
        (-0.11, Status.FAIL),
    ],
)
def test_offset_x_decides(offset_x: float, status: Status) -> None:
    assert OffCentre().check(facts(offset_x=offset_x)).status is status


@pytest.mark.parametrize(("offset_x", "side"), [(-0.2, "left"), (0.2, "right")])
def test_the_side_is_named(offset_x: float, side: str) -> None:
    assert f"{side} of the centre" in OffCentre().check(facts(offset_x=offset_x)).message
