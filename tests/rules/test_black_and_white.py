from __future__ import annotations

from types import SimpleNamespace
from typing import Literal, cast

import pytest

from headshot_lint.api import Facts, Status
from headshot_lint.model.facts.colour import Colour
from headshot_lint_rules.black_and_white import BlackAndWhite, BlackAndWhiteOptions


def facts(spread_de: float) -> Facts:
    colour = Colour(
        skin_hue_deg=48.0,
        skin_chroma=25.0,
        eye_white_tint=3.0,
        background_tint=None,
        cast=8.0,
        cast_colour="green",
        chroma=12.0,
        face_chroma=25.0,
        colour_spread=spread_de,
    )
    return cast("Facts", SimpleNamespace(colour=colour))


@pytest.mark.parametrize(
    ("want", "spread_de", "status"),
    [
        ("colour", 12.0, Status.PASS),
        ("colour", 0.4, Status.FAIL),
        ("mono", 0.4, Status.PASS),
        ("mono", 12.0, Status.FAIL),
        ("any", 0.4, Status.PASS),
        ("any", 12.0, Status.PASS),
        ("colour", 2.0, Status.PASS),
    ],
)
def test_the_house_style_decides(
    want: Literal["any", "colour", "mono"], spread_de: float, status: Status
) -> None:
    verdict = BlackAndWhite(BlackAndWhiteOptions(want=want)).check(facts(spread_de))
    assert verdict.status is status
    assert verdict.score is not None
    assert (verdict.score < 50) is (status is Status.FAIL)


def test_colour_can_be_taken_out_but_not_put_in() -> None:
    mono = BlackAndWhite(BlackAndWhiteOptions(want="mono"))
    assert mono.check(facts(12.0)).fixable
    assert not BlackAndWhite().check(facts(0.4)).fixable
