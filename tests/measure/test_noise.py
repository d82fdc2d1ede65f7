from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headshot_lint.measure.noise import colour_noise_sd, noise_sd

EVERYWHERE = np.ones((96, 96), dtype=bool)


def ramp(slope_x: float, slope_y: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    y, x = np.mgrid[:96, :96]
    return (slope_x * x + slope_y * y).astype(np.float32)


@pytest.mark.parametrize("sd", [0.5, 1.0, 3.0])
def test_the_deviation_of_white_noise_is_found(sd: float) -> None:
    noise = np.random.default_rng(7).normal(0.0, sd, (96, 96)).astype(np.float32)
    assert noise_sd(noise + 50.0, EVERYWHERE) == pytest.approx(sd, rel=0.1)


@given(slope_x=st.floats(-2, 2), slope_y=st.floats(-2, 2))
@settings(max_examples=25)
def test_shading_is_no_noise(slope_x: float, slope_y: float) -> None:
    measured = noise_sd(ramp(slope_x, slope_y), EVERYWHERE)
    assert measured == pytest.approx(0.0, abs=1e-3)


def test_too_few_pixels_give_no_number() -> None:
    few = np.zeros((96, 96), dtype=bool)
    few[:4, :4] = True
    assert noise_sd(ramp(0, 0), few) is None


@pytest.mark.parametrize(("channel", "weight"), [(0, 0.5), (1, 1.0), (2, 1.0)])
def test_lightness_counts_half(channel: int, weight: float) -> None:
    lab = np.zeros((96, 96, 3), dtype=np.float32)
    lab[..., channel] = np.random.default_rng(7).normal(0.0, 2.0, (96, 96))
    assert colour_noise_sd(lab, EVERYWHERE) == pytest.approx(2.0 * weight, rel=0.1)
    assert colour_noise_sd(lab, np.zeros((96, 96), dtype=bool)) is None
