from __future__ import annotations

import math
import sys
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "fixtures")]

from climbing import figures  # noqa: E402
from climbing.photographs import choose  # noqa: E402
from climbing.rungs import Climb, Rung  # noqa: E402
from labels import Labelled  # noqa: E402
from ladders import Ladder  # noqa: E402
from PIL import Image  # noqa: E402

LADDER = Ladder("blur", ("HL104", "HL006"), lambda scene, _severity, _rng: scene.flat())


def rung(verdict: str = "pass", failed: str = "", **scores: int) -> Rung:
    return Rung(
        verdict=verdict,  # type: ignore[arg-type]
        score=float(np.mean(list(scores.values()))),
        uncapped=0.0,
        scores=MappingProxyType(scores),
        failed=frozenset(failed.split()),
    )


def climb_of(*rungs: Rung) -> Climb:
    severities = tuple(float(s) for s in np.linspace(0, 1, len(rungs)))
    return Climb(LADDER, 0, rungs, severities)


def test_tau_of_a_score_that_falls_at_every_rung_is_one() -> None:
    assert figures.tau((0, 0.5, 1), (90, 40, 3)) == pytest.approx(1.0)
    assert figures.tau((0, 0.5, 1), (3, 40, 90)) == pytest.approx(-1.0)


def test_ties_cost_tau_and_a_score_that_never_moves_has_none() -> None:
    assert 0 < figures.tau((0, 0.3, 0.6, 1), (90, 40, 0, 0)) < 1
    assert figures.tau((0, 0.5, 1), (70, 70, 70)) == 0.0


def test_unmeasured_rungs_are_left_out_of_tau() -> None:
    assert figures.tau((0, 0.3, 0.6, 1), (90, math.nan, 40, 3)) == pytest.approx(1.0)
    assert figures.tau((0, 0.5, 1), (90, math.nan, 3)) == 0.0


def test_aimed_is_the_lowest_of_the_ladders_own_rules() -> None:
    one = climb_of(rung(HL104=80, HL006=30, HL113=0))
    assert figures.aimed(one, one.rungs[0]) == 30
    assert math.isnan(figures.aimed(one, rung(HL113=0)))


def test_a_photo_with_the_fault_is_of_no_use() -> None:
    assert figures.usable(climb_of(rung(HL104=90)))
    assert not figures.usable(climb_of(rung(HL104=20, failed="HL104")))
    assert not figures.usable(climb_of(rung(HL113=90)))


def test_first_is_who_reacts_at_the_lowest_rung() -> None:
    start = rung(HL104=90, HL113=90)
    tremor = rung(HL104=85, HL113=84)
    assert figures.moves_first(climb_of(start, tremor, rung(HL104=70, HL113=90)))
    assert figures.moves_first(climb_of(start, rung(HL104=80, HL113=0)))  # together
    assert not figures.moves_first(climb_of(start, rung(HL104=85, HL113=70), rung(HL104=0)))
    assert not figures.moves_first(climb_of(start, start, tremor))


def test_a_rule_that_fails_anew_reacts_without_losing_ten_points() -> None:
    start = rung(HL104=52, HL113=90)
    assert figures.moves_first(climb_of(start, rung(HL104=49, HL113=85, failed="HL104")))
    limping = rung(HL104=52, HL113=40, failed="HL113")
    assert not figures.moves_first(climb_of(limping, limping))


def test_most_is_who_lost_most_at_the_top() -> None:
    start = rung(HL104=90, HL113=90)
    assert figures.moves_most(climb_of(start, rung(HL104=10, HL113=80)))
    assert figures.moves_most(climb_of(start, rung(HL104=10, HL113=10)))  # as much as another
    assert not figures.moves_most(climb_of(start, rung(HL104=50, HL113=10)))
    assert not figures.moves_most(climb_of(start, rung(HL104=85, HL113=90)))  # too little
    assert not figures.moves_most(climb_of(start, rung(HL113=90)))  # could not judge any more


def test_rules_that_sum_up_the_photo_are_no_rivals() -> None:
    start, top = rung(HL104=90, HL703=90), rung(HL104=60, HL703=0)
    assert figures.moves_most(climb_of(start, top))
    assert figures.moves_first(climb_of(start, rung(HL104=90, HL703=50), top))


def test_turning_points() -> None:
    one = climb_of(rung(HL104=90), rung("warn", HL104=60), rung("fail", "HL104", HL104=20))
    assert figures.flips_at(one) == 0.5
    assert figures.fails_at(one) == 1.0
    still = climb_of(rung("fail", HL104=90), rung("fail", HL104=80))
    assert math.isnan(figures.flips_at(still))
    assert math.isnan(figures.fails_at(still))


def test_largest_rise_looks_past_single_rungs() -> None:
    scores = (90, 20, 24, 30, 10)
    assert figures.largest_rise(climb_of(*(rung(HL104=score) for score in scores))) == 10
    assert figures.largest_rise(climb_of(rung(HL104=9), rung(HL104=3))) == 0


def test_influence_is_the_mean_over_the_climbs_that_measured_both_ends() -> None:
    first = climb_of(rung(HL104=90, HL113=80), rung(HL104=10, HL113=70))
    second = climb_of(rung(HL104=100, HL113=80), rung(HL104=0))
    assert figures.influence([first, second]) == {"HL104": 90.0, "HL113": 10.0}


def labelled(folder: Path, name: str, verdict: str = "pass", side: int = 500) -> Labelled:
    path = folder / name
    Image.new("RGB", (side, side)).save(path)
    said = {"verdict": verdict, "people": "1"}
    return Labelled(path=path, source=name.partition("-")[0], train_ok="no", a=said, b=said)


def test_photographs_are_good_large_and_spread_over_sources(tmp_path: Path) -> None:
    labels = [labelled(tmp_path, f"a-{n}.png") for n in range(6)]
    labels += [labelled(tmp_path, f"b-{n}.png") for n in range(2)]
    labels += [labelled(tmp_path, "c-bad.png", "fail"), labelled(tmp_path, "d-tiny.png", side=300)]
    chosen = choose(labels, 5)
    assert [place.source for place in chosen] == ["a", "b", "a", "b", "a"]
    assert len({place.origin for place in chosen}) == 5
    assert chosen == choose(labels, 5)
    assert len(choose(labels, 99)) == 8
