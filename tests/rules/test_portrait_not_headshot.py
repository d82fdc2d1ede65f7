from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Facts, Status
from headshot_lint.model.facts.style import Style, StyleCue
from headshot_lint_rules.portrait_not_headshot import PortraitNotHeadshot


def facts(*cues: StyleCue) -> Facts:
    return cast("Facts", SimpleNamespace(style=Style(cues)))


def test_a_plain_headshot_keeps_the_full_score() -> None:
    verdict = PortraitNotHeadshot().check(facts())
    assert verdict.status is Status.PASS
    assert verdict.value == 0
    assert verdict.score == 100


def test_one_departure_is_not_enough_two_are() -> None:
    light, dark = StyleCue("dramatic light", 0.45), StyleCue("a dark background", 0.4)
    assert PortraitNotHeadshot().check(facts(light)).status is Status.PASS
    verdict = PortraitNotHeadshot().check(facts(light, dark))
    assert verdict.status is Status.FAIL
    assert verdict.value == pytest.approx(1 - 0.55 * 0.6)
    assert "dramatic light, a dark background" in verdict.message


def test_faint_departures_are_not_named() -> None:
    verdict = PortraitNotHeadshot().check(
        facts(StyleCue("black and white", 0.6), StyleCue("a tilted head", 0.05))
    )
    assert "black and white" in verdict.message
    assert "tilted" not in verdict.message
