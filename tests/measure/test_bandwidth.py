from __future__ import annotations

import numpy as np
import pytest

from headshot_lint.measure.bandwidth import _half_power, bandwidth


@pytest.mark.parametrize("side", [48, 49, 50, 75, 256])
def test_the_packed_spectrum_holds_the_power_of_the_plain_one(side: int) -> None:
    square = np.random.default_rng(side).random((side, side), dtype=np.float32)
    plain = np.abs(np.fft.fft2(square)[:, : (side + 1) // 2]) ** 2
    np.testing.assert_allclose(_half_power(square), plain, rtol=1e-4, atol=1e-3)


@pytest.mark.parametrize("side", [128, 225])
def test_an_enlarged_picture_reaches_less_far(side: int) -> None:
    fine = np.random.default_rng(0).integers(0, 256, (side, side), dtype=np.uint8)
    spectrum = np.fft.fft2(fine)
    radius = np.hypot(*np.meshgrid(np.fft.fftfreq(side), np.fft.fftfreq(side)))
    low = np.fft.ifft2(np.where(radius < 0.25, spectrum, 0)).real
    reached = bandwidth(np.clip(low, 0, 255).astype(np.uint8))
    full = bandwidth(fine)
    assert full is not None
    assert reached is not None
    assert full > 0.9
    assert reached == pytest.approx(0.5, abs=0.06)
