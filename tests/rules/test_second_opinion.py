"""Rules whose limits give way to what a learned head makes of the same fault."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from headshot_lint.api import GivingLimits, Missing, second_opinion
from headshot_lint.model.rule import Rule
from headshot_lint_rules.backlit import Backlit
from headshot_lint_rules.colour_cast import ColourCast
from headshot_lint_rules.face_dark import FaceDark
from headshot_lint_rules.face_too_small import FaceTooSmall
from headshot_lint_rules.gaze_averted import GazeAverted
from headshot_lint_rules.uneven_light import UnevenLight


class Faceless:
    """Facts of a photo on which nobody has an opinion."""

    @property
    def impression(self) -> object:
        raise Missing("no face")


def test_without_a_second_opinion_the_odds_are_even() -> None:
    assert second_opinion(Faceless(), "harsh") == 0.5  # type: ignore[arg-type]
    facts = SimpleNamespace(impression=SimpleNamespace(harsh=0.2))
    assert second_opinion(facts, "harsh") == 0.2  # type: ignore[arg-type]


@dataclass(frozen=True)
class Scale:
    best: float
    limit: float
    worst: float


@pytest.mark.parametrize(
    ("scale", "doubtful"),
    [
        pytest.param(Scale(1, 2, 4), Scale(1.5, 2.5, 4.5), id="small-is-good"),
        pytest.param(Scale(4, 2, 1), Scale(3.5, 1.5, 0.5), id="large-is-good"),
    ],
)
def test_limits_give_way_to_doubt_alone(scale: Scale, doubtful: Scale) -> None:
    options = GivingLimits(best=scale.best, limit=scale.limit, worst=scale.worst, leeway=0.5)
    for chance, expected in ((0.0, doubtful), (0.5, scale), (1.0, scale)):
        ramp = options.ramp_given(chance)
        assert Scale(ramp.best, ramp.limit, ramp.worst) == expected


def test_limits_hold_from_the_chance_that_is_sure() -> None:
    options = GivingLimits(best=1.0, limit=2.0, worst=4.0, leeway=2.0, sure=0.8)
    shifts = [options.shift_given(chance) for chance in (0.0, 0.4, 0.79, 0.8, 1.0)]
    assert shifts == [2.0, 1.0, 0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    "rule", [Backlit, ColourCast, FaceDark, FaceTooSmall, GazeAverted, UnevenLight]
)
def test_rules_that_ask_say_so(rule: type[Rule[Any]]) -> None:
    options = rule.Options()
    assert isinstance(options, GivingLimits)
    assert options.leeway > 0
    assert "impression" in rule.wants
    assert "leeway" in (rule.__doc__ or "")
