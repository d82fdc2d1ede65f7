"""Changes of colour: what they reach, and what they leave."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headshot_lint.measure.colour import to_lab, to_linear
from headshot_lint.measure.tone import brighten, gain_to, quieten, stretch_levels, take_cast

GREYS = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)


@given(st.floats(1.0, 20.0))
def test_brightening_keeps_order_black_and_white(gain: float) -> None:
    bright = brighten(GREYS, gain)[0, :, 0].astype(int)
    assert bright[0] == 0
    assert bright[255] == 255
    assert (np.diff(bright) >= 0).all()
    assert (bright >= GREYS[0, :, 0].astype(int) - 1).all()


@pytest.mark.parametrize(("level_ev", "wanted_ev"), [(-4.0, -1.5), (-2.5, -1.2), (-3.0, -3.0)])
def test_a_level_is_taken_where_it_is_wanted(level_ev: float, wanted_ev: float) -> None:
    code = int(np.abs(to_linear(GREYS)[0, :, 0] - 2.0**level_ev).argmin())
    bright = brighten(np.full((2, 2, 3), code, dtype=np.uint8), gain_to(level_ev, wanted_ev))
    assert np.log2(to_linear(bright)[0, 0, 0]) == pytest.approx(wanted_ev, abs=0.15)


def test_a_flat_range_is_widened() -> None:
    flat = np.clip(GREYS, 90, 160)
    wide = stretch_levels(flat, 1.0)
    assert np.ptp(wide) > 2 * np.ptp(flat)
    assert np.ptp(stretch_levels(flat, 0.5)) < np.ptp(wide)


@pytest.mark.parametrize("cast", [(12.0, 20.0), (-15.0, 5.0), (3.0, -25.0)])
def test_a_cast_is_taken_out_of_grey_and_its_lightness_stays(cast: tuple[float, float]) -> None:
    grey = np.full((4, 4, 3), 170, dtype=np.uint8)
    tinted = take_cast(grey, (-cast[0], -cast[1]), 1.0)
    back = take_cast(tinted, cast, 1.0)
    assert np.hypot(*to_lab(tinted)[0, 0, 1:]) > 5.0
    assert np.hypot(*to_lab(back)[0, 0, 1:]) < 0.5 * np.hypot(*to_lab(tinted)[0, 0, 1:])
    assert to_lab(tinted)[0, 0, 0] == pytest.approx(to_lab(grey)[0, 0, 0], abs=6.0)


def test_what_is_burnt_out_stays_white() -> None:
    white = np.full((2, 2, 3), 255, dtype=np.uint8)
    assert (take_cast(white, (12.0, -20.0), 1.0) == 255).all()


def test_noise_falls_and_an_edge_stays() -> None:
    rng = np.random.default_rng(4)
    edge = np.full((64, 64, 3), 60.0)
    edge[:, 32:] = 190.0
    noisy = np.clip(edge + rng.normal(0, 5, edge.shape), 0, 255).astype(np.uint8)
    quiet = quieten(noisy, 5.0).astype(float)
    assert quiet[:, :24].std() < 0.7 * noisy[:, :24].std()
    assert quiet[:, 40:].mean() - quiet[:, :24].mean() > 120
