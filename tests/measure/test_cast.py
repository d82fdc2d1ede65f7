from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headshot_lint.measure.cast import (
    SKIN_HUE_DEG,
    USUAL_AB,
    balance,
    colour_spread,
    eye_white_ab,
    median_ab,
    neutral_tint,
    picture_signs,
)
from headshot_lint.measure.colour import split_lab, to_lab
from headshot_lint.measure.skin import skin_like


def skin_ab(chroma: float, hue_deg: float) -> tuple[float, float]:
    angle = np.radians(hue_deg)
    return float(chroma * np.cos(angle)), float(chroma * np.sin(angle))


@given(st.floats(0, 35))
def test_usual_hue_has_no_cast_at_any_chroma_of_skin(chroma: float) -> None:
    found = balance(skin_ab(chroma, SKIN_HUE_DEG), USUAL_AB)
    assert found.distance == pytest.approx(0.0, abs=1e-6)


@given(st.floats(-90, 90), st.floats(0, 3))
def test_nearly_colourless_skin_says_little(turn_deg: float, chroma: float) -> None:
    assert balance(skin_ab(chroma, SKIN_HUE_DEG + turn_deg), USUAL_AB).distance <= 2.0


def tinted(shift: tuple[float, float]) -> dict[str, tuple[float, float]]:
    return {name: (ab[0] + shift[0], ab[1] + shift[1]) for name, ab in USUAL_AB.items()}


@pytest.mark.parametrize(
    ("skin", "shift", "name"),
    [
        (skin_ab(60, 70), (5.0, 30.0), "yellow"),
        (skin_ab(60, 45), (25.0, 20.0), "orange"),
        (skin_ab(20, 120), (-20.0, 10.0), "green"),
        (skin_ab(20, -70), (0.0, -30.0), "blue"),
        (skin_ab(30, 0), (30.0, -15.0), "magenta"),
    ],
)
def test_the_cast_is_named(
    skin: tuple[float, float], shift: tuple[float, float], name: str
) -> None:
    cast = balance(skin, tinted(shift))
    assert cast.name == name
    assert cast.distance > 10


@given(st.floats(0, 60))
def test_signs_that_agree_add_up_and_one_alone_is_a_part(tint: float) -> None:
    skin = skin_ab(25, SKIN_HUE_DEG)
    agreeing = balance(skin, tinted((-tint, 0.0))).distance
    alone = balance(skin, USUAL_AB | {"picture": tinted((-tint, 0.0))["picture"]}).distance
    assert agreeing == pytest.approx(tint * 4 / 5, abs=1e-5)
    assert alone == pytest.approx(tint / 5, abs=1e-5)


def test_signs_that_contradict_each_other_cancel() -> None:
    skin = skin_ab(25, SKIN_HUE_DEG)
    blue_wall = USUAL_AB | {"picture": (4.1, -24.0), "blacks": (1.8, 31.2)}
    assert balance(skin, blue_wall).distance == pytest.approx(0.0, abs=1e-6)


def test_signs_are_read_from_where_they_lie() -> None:
    lab = np.zeros((40, 40, 3), dtype=np.float32)
    lab[..., 0] = 50
    lab[:2, :, 0], lab[:2, :, 1:] = 95, (1, 2)
    lab[-4:, :, 0], lab[-4:, :, 1:] = 5, (-3, 4)
    signs = picture_signs(split_lab(lab))
    assert signs["lights"] == (1.0, 2.0)
    assert signs["blacks"] == (-3.0, 4.0)
    assert signs["picture"] == pytest.approx((0.05 - 0.3, 0.1 + 0.4))


def sepia_and_colour() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    grey = rng.integers(0, 256, (60, 80, 1))
    sepia = np.clip(grey * np.array([1.0, 0.82, 0.62]), 0, 255).astype(np.uint8)
    return sepia, rng.integers(60, 200, (60, 80, 3)).astype(np.uint8)


def test_grey_and_sepia_have_no_spread_and_colour_has() -> None:
    sepia, colour = sepia_and_colour()
    grey = np.repeat(colour[..., :1], 3, axis=2)
    assert colour_spread(split_lab(to_lab(grey))) < 0.1
    assert colour_spread(split_lab(to_lab(sepia))) < 1.5
    assert colour_spread(split_lab(to_lab(colour))) > 10


def test_neutral_tint_reads_the_grey_part() -> None:
    lab = np.zeros((40, 40, 3), dtype=np.float32)
    lab[..., 0] = 70
    lab[..., 2] = 6
    everywhere = np.ones((40, 40), dtype=bool)
    assert neutral_tint(split_lab(lab), everywhere) == pytest.approx(6.0)
    lab[..., 2] = 60
    assert neutral_tint(split_lab(lab), everywhere) is None


def test_medians_and_eye_whites() -> None:
    lab = np.zeros((40, 40, 3), dtype=np.float32)
    lab[..., 1:] = (10, 12)
    lab[:14, :, 1:] = (4, 5)
    luminance = np.full((40, 40), 0.05, dtype=np.float32)
    luminance[:14] = 0.6
    everywhere = np.ones((40, 40), dtype=bool)
    assert median_ab(split_lab(lab), everywhere) == (10.0, 12.0)
    assert eye_white_ab(split_lab(lab), luminance, everywhere) == pytest.approx((4.0, 5.0))


@given(st.floats(0.02, 1.0))
def test_shade_does_not_turn_skin_into_something_else(shade: float) -> None:
    linear = np.full((20, 20, 3), (0.5, 0.3, 0.2), dtype=np.float32)
    linear[10:] *= shade
    linear[0, 0] = (0.1, 0.1, 0.4)
    cheeks = np.zeros((20, 20), dtype=bool)
    cheeks[5:9] = True
    found = skin_like(linear, cheeks)
    assert found[10:].all()
    assert not found[0, 0]
