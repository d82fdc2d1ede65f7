from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headshot_lint.measure.colour import split_lab, to_lab
from headshot_lint.measure.likeness import flat_share, palette_size
from headshot_lint.measure.occlusion import doubt_decades, side_difference

EVERYWHERE = np.ones((64, 64), dtype=bool)
GRAIN = np.random.default_rng(3).normal(0.0, 12.0, (64, 64, 3))


def test_one_colour_is_flat_and_grain_is_not() -> None:
    flat = np.full((64, 64), 120.0, dtype=np.float32)
    assert flat_share(flat, EVERYWHERE) == 1.0
    grainy = (flat + GRAIN[..., 0]).astype(np.float32)
    assert flat_share(grainy, EVERYWHERE) < 0.05


def test_drawings_have_fewer_colours_than_photos() -> None:
    drawing = np.full((64, 64, 3), (230, 170, 140), dtype=np.uint8)
    drawing[40:] = (40, 60, 160)
    photo = np.clip(drawing + GRAIN, 0, 255).astype(np.uint8)
    few = palette_size(drawing, split_lab(to_lab(drawing)), EVERYWHERE)
    many = palette_size(photo, split_lab(to_lab(photo)), EVERYWHERE)
    assert few == 2
    assert many is not None
    assert many > 50


def test_black_and_white_is_not_judged_by_its_colours() -> None:
    grey = np.full((64, 64, 3), 128, dtype=np.uint8)
    assert palette_size(grey, split_lab(to_lab(grey)), EVERYWHERE) is None


@given(less=st.floats(0, 1), more=st.floats(0, 1))
def test_more_presence_is_never_more_doubt(less: float, more: float) -> None:
    less, more = sorted((less, more))
    assert doubt_decades(less) <= doubt_decades(more)


def test_side_light_is_no_difference_of_hue() -> None:
    lab = np.tile(np.array([60.0, 15.0, 20.0], dtype=np.float32), (64, 64, 1))
    left, right = EVERYWHERE.copy(), EVERYWHERE.copy()
    left[:, :32], right[:, 32:] = False, False
    lab[left, 0] = 20.0
    assert side_difference(split_lab(lab), right, left) == pytest.approx(0.0)
    lab[left, 1:] = (-10.0, 0.0)
    assert side_difference(split_lab(lab), right, left) == pytest.approx(np.hypot(25.0, 20.0))


def test_a_side_out_of_the_photo_gives_no_number() -> None:
    lab = np.zeros((64, 64, 3), dtype=np.float32)
    assert side_difference(split_lab(lab), EVERYWHERE, ~EVERYWHERE) is None
