from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Facts, Status
from headshot_lint.model.facts.framing import Borders, Framing
from headshot_lint_rules.face_too_small import FaceTooSmall

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
    framing = replace(GOOD, **changes)  # type: ignore[arg-type]
    return cast("Facts", SimpleNamespace(framing=framing, impression=SimpleNamespace(loose=0.5)))


@pytest.mark.parametrize(
    ("face_share", "status"),
    [(0.1, Status.FAIL), (0.279, Status.FAIL), (0.28, Status.PASS), (0.6, Status.PASS)],
)
def test_face_share_decides(face_share: float, status: Status) -> None:
    assert FaceTooSmall().check(facts(face_share=face_share)).status is status


def test_a_crop_can_mend_it_and_the_face_is_shown() -> None:
    verdict = FaceTooSmall().check(facts(face_share=0.1))
    assert verdict.fixable
    assert verdict.regions == (GOOD.face,)
