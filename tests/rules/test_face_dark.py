from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Facts, Missing, Status
from headshot_lint.model.facts.exposure import Exposure
from headshot_lint_rules.face_dark import FaceDark


def facts(level_ev: float, white_ev: float | None = -1.0, *, dark: float = 0.95) -> Facts:
    exposure = Exposure(
        white_ev=white_ev,
        darker_eye_ev=white_ev,
        level_ev=level_ev,
        burnt_share=0.0,
        crushed_share=0.0,
        lightness_range=60.0,
        entropy_bits=5.0,
        shadow_noise=0.5,
        face_over_scene_ev=0.0,
    )
    subject = SimpleNamespace(box=Box(10, 20, 30, 40))
    impression = SimpleNamespace(dark=dark)
    return cast("Facts", SimpleNamespace(exposure=exposure, subject=subject, impression=impression))


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (-0.8, Status.PASS),
        (-2.0, Status.PASS),
        (-2.1, Status.FAIL),
    ],
    ids=["bright", "at the limit", "in the dark"],
)
def test_the_limit_decides(value: float, status: Status) -> None:
    verdict = FaceDark().check(facts(value))
    assert verdict.status is status
    assert verdict.value == value
    assert (verdict.score is not None and verdict.score < 50) is (status is Status.FAIL)


def test_narrow_eyes_alone_do_not_make_a_face_dark() -> None:
    assert FaceDark().check(facts(-2.4, dark=0.95)).status is Status.FAIL
    passed = FaceDark().check(facts(-2.4, dark=0.4))
    assert (passed.status, passed.limit) == (Status.PASS, pytest.approx(-3.1))
    assert FaceDark().check(facts(-4.5, dark=0.0)).status is Status.FAIL


def test_without_eye_whites_and_teeth_dark_skin_gets_no_verdict() -> None:
    with pytest.raises(Missing, match="eye whites"):
        FaceDark().check(facts(-3.0, white_ev=None))


def test_without_eye_whites_and_teeth_light_skin_says_enough() -> None:
    assert FaceDark().check(facts(-0.7, white_ev=None)).status is Status.PASS


def test_the_message_counts_stops_and_the_face_is_marked() -> None:
    verdict = FaceDark().check(facts(-4.0))
    assert "4.0 stops below white (limit 2)" in verdict.message
    assert verdict.regions == (Box(10, 20, 30, 40),)
    assert verdict.fixable
