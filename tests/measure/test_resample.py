"""Windows as pictures: nothing is moved, nothing is folded back, nothing is enlarged."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from headshot_lint.measure.crop import Window
from headshot_lint.measure.resample import cut_window


def slope(width: int = 200, height: int = 160) -> np.ndarray:
    """A picture whose red and green say where a pixel is."""
    x, y = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    return np.stack([x, y, np.full_like(x, 128.0)], axis=-1).round().astype(np.uint8)


def test_whole_pixels_are_copied() -> None:
    noise = np.random.default_rng(2).integers(0, 256, (90, 120, 3), dtype=np.uint8)
    cut = cut_window(noise, Window(60.0, 45.0, 40.0, 30.0), (40, 30))
    np.testing.assert_array_equal(cut, noise[30:60, 40:80])


@pytest.mark.parametrize("turn_deg", [0.0, 9.0, -20.0])
@pytest.mark.parametrize("size", [(60, 48), (30, 24), (20, 16)])
def test_a_cut_shows_each_place_where_it_is(turn_deg: float, size: tuple[int, int]) -> None:
    window = Window(100.0, 80.0, 60.0, 48.0, turn_deg)
    cut = cut_window(slope(), window, size)
    assert cut.shape == (size[1], size[0], 3)
    x, y = np.meshgrid(np.arange(size[0]) + 0.5, np.arange(size[1]) + 0.5)
    ends = np.stack([x, y, np.ones_like(x)], axis=-1) @ window.to_picture(size).T
    inner = (slice(2, -2), slice(2, -2))
    assert np.abs(cut[..., :2].astype(float) - ends)[inner].max() < 1.6


@pytest.mark.parametrize("turn_deg", [0.0, 12.0])
def test_detail_finer_than_the_cut_turns_grey_and_not_into_stripes(turn_deg: float) -> None:
    stripes = np.zeros((400, 400, 3), dtype=np.uint8)
    stripes[:, ::2] = 255
    cut = cut_window(stripes, Window(200.0, 200.0, 240.0, 240.0, turn_deg), (60, 60))
    assert cut[4:-4, 4:-4].std() < 16.0


@pytest.mark.parametrize("turn_deg", [3.0, 15.0])
def test_a_band_meets_the_next_without_a_seam(
    turn_deg: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(3)
    picture = cv2.GaussianBlur(rng.integers(0, 256, (300, 300, 3), dtype=np.uint8), (0, 0), 3)
    window = Window(150.0, 150.0, 180.0, 180.0, turn_deg)
    whole = cut_window(picture, window, (100, 100))
    monkeypatch.setattr("headshot_lint.measure.resample._BAND_PIXELS", 3000)
    assert np.abs(cut_window(picture, window, (100, 100)).astype(int) - whole).max() <= 1


def test_nothing_is_enlarged() -> None:
    with pytest.raises(ValueError, match="has no"):
        cut_window(slope(), Window(50.0, 50.0, 20.0, 20.0), (30, 30))
