from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Confidence, Facts, Missing, Status
from headshot_lint.model.facts.colour import Colour
from headshot_lint_rules.colour_cast import ColourCast


def facts(cast_de: float, spread_de: float = 15.0, tint_de: float | None = 3.0) -> Facts:
    colour = Colour(
        skin_hue_deg=48.0,
        skin_chroma=25.0,
        eye_white_tint=tint_de,
        background_tint=None,
        cast=cast_de,
        cast_colour="green",
        chroma=12.0,
        face_chroma=25.0,
        colour_spread=spread_de,
    )
    return cast("Facts", SimpleNamespace(colour=colour, impression=SimpleNamespace(cast=0.95)))


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (3.0, Status.PASS),
        (9.5, Status.PASS),
        (15.0, Status.FAIL),
    ],
    ids=["neutral", "at the limit", "old tubes"],
)
def test_the_limit_decides(value: float, status: Status) -> None:
    verdict = ColourCast().check(facts(value))
    assert verdict.status is status
    assert verdict.value == value
    assert (verdict.score is not None and verdict.score < 50) is (status is Status.FAIL)


def test_the_message_names_the_colour() -> None:
    assert "leans to green (cast 40, limit 9.5)" in ColourCast().check(facts(40.0)).message


def test_black_and_white_has_no_cast() -> None:
    with pytest.raises(Missing, match="black and white"):
        ColourCast().check(facts(40.0, spread_de=0.5))


def test_without_eye_whites_confidence_falls() -> None:
    assert ColourCast().check(facts(40.0, tint_de=None)).confidence is Confidence.LOW
    assert ColourCast().check(facts(40.0)).confidence is Confidence.MEDIUM
