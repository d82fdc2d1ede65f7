from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Facts, Status
from headshot_lint.model.facts.framing import Borders, Framing
from headshot_lint_rules.face_too_large import FaceTooLarge

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
    ("face_share", "status"),
    [(0.3, Status.PASS), (0.6, Status.PASS), (0.61, Status.FAIL), (1.2, Status.FAIL)],
)
def test_face_share_decides(face_share: float, status: Status) -> None:
    assert FaceTooLarge().check(facts(face_share=face_share)).status is status


def test_no_crop_can_mend_it() -> None:
    assert not FaceTooLarge().check(facts(face_share=0.9)).fixable
