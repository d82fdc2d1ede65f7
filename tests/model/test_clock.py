from __future__ import annotations

import time

import pytest

from headshot_lint.model.clock import Clock


def test_a_lap_inside_is_taken_off_the_outer_one() -> None:
    clock = Clock()
    with clock.lap("rule", "outer"), clock.lap("fact", "inner"):
        time.sleep(0.05)
    laps = clock.laps
    assert list(laps) == [("fact", "inner"), ("rule", "outer")]
    assert laps["fact", "inner"].seconds >= 0.05
    assert laps["rule", "outer"].seconds < 0.04


def test_a_lap_that_raises_counts() -> None:
    clock = Clock()
    with pytest.raises(ZeroDivisionError), clock.lap("rule", "broken"):
        _ = 1 / 0
    assert clock.laps["rule", "broken"].calls == 1


def test_clocks_add_up() -> None:
    total = Clock()
    for _ in range(2):
        one = Clock()
        with one.lap("step", "load"):
            pass
        total.add(one)
    assert total.laps["step", "load"].calls == 2


def test_a_clock_that_does_not_run_takes_no_time() -> None:
    clock = Clock(running=False)
    with clock.lap("step", "load"):
        pass
    assert not clock.laps
