from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from headshot_lint.analyse.light import key_light
from headshot_lint.measure.arrays import GreyImage, Points
from headshot_lint.measure.lighting import (
    REGIONS,
    RegionLevels,
    region_levels,
    shadow_edge_ev,
)
from headshot_lint.measure.specular import specular_share
from headshot_lint.model.facts.light import KeyLight

HEIGHT, WIDTH = 384, 320
EVERYWHERE = np.ones((HEIGHT, WIDTH), dtype=bool)

CENTRES = {
    "forehead": (160, 110),
    "nose bridge": (160, 165),
    "nose": (160, 205),
    "right cheek": (115, 210),
    "left cheek": (205, 210),
    "right lower cheek": (115, 240),
    "left lower cheek": (205, 240),
    "right forehead": (115, 110),
    "left forehead": (205, 110),
}


def face_points() -> Points:
    """Landmarks of a symmetric face: every region a disc round its centre."""
    points = np.zeros((478, 3), dtype=np.float32)
    for name, indices in REGIONS.items():
        x, y = CENTRES[name]
        for turn, index in enumerate(indices):
            angle = 2 * np.pi * turn / len(indices)
            points[index, :2] = (x + 14 * np.cos(angle), y + 14 * np.sin(angle))
    return points


def lit_from(slope_ev: float) -> GreyImage:
    """A face whose light rises by so many stops from the left to the right of the picture."""
    ramp: NDArray[np.float64] = np.linspace(-0.5, 0.5, WIDTH) * slope_ev
    return np.tile(0.2 * 2.0**ramp, (HEIGHT, 1)).astype(np.float32)


def levels_of(luminance: GreyImage) -> RegionLevels:
    return region_levels(luminance, face_points(), EVERYWHERE, EVERYWHERE)


@given(st.floats(-3, 3))
def test_mirrored_light_changes_the_sign(slope_ev: float) -> None:
    one, other = levels_of(lit_from(slope_ev)), levels_of(lit_from(-slope_ev))
    assert one.left_right_ev() == pytest.approx(-other.left_right_ev(), abs=0.05)
    assert one.spread_ev() == pytest.approx(other.spread_ev(), abs=0.05)
    if abs(slope_ev) > 0.2:
        assert np.sign(one.left_right_ev()) == np.sign(slope_ev)


@given(st.floats(0.02, 4.0))
def test_a_gain_in_linear_light_leaves_differences_alone(gain: float) -> None:
    lit = lit_from(2.0)
    plain, lifted = levels_of(lit), levels_of((lit * gain).astype(np.float32))
    assert lifted.spread_ev() == pytest.approx(plain.spread_ev(), abs=1e-3)
    assert lifted.left_right_ev() == pytest.approx(plain.left_right_ev(), abs=1e-3)


def test_the_extremes_are_named_as_the_subject_would() -> None:
    brightest, darkest = levels_of(lit_from(2.0)).extremes()
    assert brightest.startswith("left")
    assert darkest.startswith("right")


def test_dark_things_on_a_region_leave_its_level_alone() -> None:
    # Stubble, strands, folds and pores: four fifths of the face in dark stripes.
    striped = lit_from(1.0)
    striped[np.arange(HEIGHT) % 10 < 8] *= 0.3
    for name, level in levels_of(lit_from(1.0)).level_ev.items():
        assert levels_of(striped).level_ev[name] == pytest.approx(level, abs=0.1)


def test_a_shadow_across_a_region_shows_within_it() -> None:
    assert levels_of(lit_from(1.0)).within_ev() < 0.1
    shaft = lit_from(1.0)
    shaft[:, 200:260] *= 0.25  # from the middle of the left cheek on, two stops
    assert levels_of(shaft).within_ev() == pytest.approx(2.0, abs=0.2)
    assert RegionLevels({}).within_ev() == 0.0


def test_regions_without_skin_are_left_out() -> None:
    skin = EVERYWHERE.copy()
    skin[:150] = False
    levels = region_levels(lit_from(0.0), face_points(), skin, EVERYWHERE)
    assert "forehead" not in levels.level_ev
    assert levels.top_bottom_ev() is None


def test_without_regions_nothing_differs() -> None:
    assert RegionLevels({}).spread_ev() == 0.0
    assert RegionLevels({}).left_right_ev() == 0.0


@pytest.mark.parametrize(
    ("left", "right", "forehead", "key"),
    [
        (-2.0, -2.1, -2.0, KeyLight.EVEN),
        (-1.5, -2.5, -2.0, KeyLight.SIDE),
        (-1.0, -4.0, -2.0, KeyLight.SPLIT),
        (-2.5, -2.5, -1.5, KeyLight.TOP),
        (-1.5, -1.5, -2.5, KeyLight.BELOW),
    ],
)
def test_the_main_light_is_named(left: float, right: float, forehead: float, key: KeyLight) -> None:
    levels = RegionLevels({"left cheek": left, "right cheek": right, "forehead": forehead})
    assert key_light(levels) is key


def step_edge(width_px: float, stops: float = 2.0) -> GreyImage:
    x = (np.arange(WIDTH) % 80) - 40
    ramp = np.clip(x / width_px + 0.5, 0, 1)
    return np.tile(0.1 * 2.0 ** (stops * ramp), (HEIGHT, 1)).astype(np.float32)


def test_hard_edges_outdo_soft_ones_of_the_same_depth() -> None:
    hard = shadow_edge_ev(step_edge(1.0), EVERYWHERE)
    soft = shadow_edge_ev(lit_from(2.0), EVERYWHERE)
    assert hard is not None
    assert soft is not None
    assert hard > 3 * soft


def test_edges_off_the_skin_do_not_count() -> None:
    skin = EVERYWHERE.copy()
    skin[:, (np.arange(WIDTH) % 80 > 30) & (np.arange(WIDTH) % 80 < 50)] = False
    luminance = step_edge(1.0)
    skin[:, np.arange(WIDTH) % 80 < 4] = False
    skin[:, np.arange(WIDTH) % 80 > 76] = False
    found = shadow_edge_ev(luminance, skin)
    assert found is not None
    assert found < 0.1


def test_too_little_skin_gives_no_edge() -> None:
    assert shadow_edge_ev(lit_from(1.0), np.zeros_like(EVERYWHERE)) is None


@pytest.mark.parametrize("albedo", [0.03, 0.1, 0.35], ids=["deep", "medium", "light"])
def test_the_same_shine_on_every_skin(albedo: float) -> None:
    tint = np.array([1.0, 0.7, 0.5], dtype=np.float32)
    linear = np.full((HEIGHT, WIDTH, 3), albedo, dtype=np.float32) * tint
    linear[100:120, 100:120] += 0.3
    luminance = np.asarray(linear @ [0.2126, 0.7152, 0.0722], dtype=np.float32)
    share = specular_share(linear, luminance, EVERYWHERE, white=0.8)
    assert share == pytest.approx(400 / (HEIGHT * WIDTH), rel=0.02)


def test_no_skin_no_shine() -> None:
    linear = np.zeros((8, 8, 3), dtype=np.float32)
    assert specular_share(linear, linear[..., 0], np.zeros((8, 8), dtype=bool), white=0.8) == 0.0
