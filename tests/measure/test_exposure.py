from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headshot_lint.measure.exposure import (
    WELL_LIT_L,
    burnt_share,
    crushed_share,
    entropy_bits,
    face_level_ev,
    faded_share,
    lightness_of,
    lightness_range,
    shadow_noise,
    to_ev,
)
from headshot_lint.measure.skin import white_level

EVERYWHERE = np.ones((40, 40), dtype=bool)
NOWHERE = np.zeros((40, 40), dtype=bool)


@given(st.floats(0.01, 1.0), st.floats(0.1, 1.0))
def test_a_gain_in_linear_light_is_a_shift_in_stops(level: float, gain: float) -> None:
    assert to_ev(level * gain) - to_ev(level) == pytest.approx(np.log2(gain), abs=1e-6)


def test_black_has_a_floor() -> None:
    assert to_ev(0.0) == pytest.approx(-13.288, abs=1e-3)


def test_burnt_and_crushed_parts_are_counted_inside_the_region_only() -> None:
    luminance = np.full((40, 40), 0.3, dtype=np.float32)
    luminance[:10] = 0.95
    assert burnt_share(luminance, EVERYWHERE) == pytest.approx(0.25)
    assert burnt_share(luminance, NOWHERE) == 0.0
    image = np.full((40, 40, 3), 90, dtype=np.uint8)
    image[:, :20] = (8, 3, 0)
    assert crushed_share(image, EVERYWHERE) == pytest.approx(0.5)
    assert crushed_share(image, NOWHERE) == 0.0


def test_skin_fades_by_degrees() -> None:
    levels = np.full((40, 40), 0.3, dtype=np.float32)
    assert faded_share(levels, EVERYWHERE) == 0.0
    levels[:20] = 0.65
    assert faded_share(levels, EVERYWHERE) == pytest.approx(0.25)
    levels[:20] = 1.0
    assert faded_share(levels, EVERYWHERE) == pytest.approx(0.5)
    assert faded_share(levels, NOWHERE) == 0.0


def test_light_skin_speaks_where_eyes_are_narrow_and_dark_skin_never_does() -> None:
    assert face_level_ev(-3.5, -1.0) == -1.0
    assert face_level_ev(-1.0, -5.0) == pytest.approx(-0.4)
    assert face_level_ev(None, -1.0) == -1.0


@given(st.floats(0.05, 1.0))
def test_range_follows_contrast_and_not_lightness(contrast: float) -> None:
    lightness = np.linspace(0, 100, 1000, dtype=np.float32)
    flat = (lightness - 50) * contrast + 50
    assert lightness_range(flat) == pytest.approx(96 * contrast, abs=0.5)
    assert lightness_range(flat) == pytest.approx(lightness_range(flat - 20), abs=0.01)


def test_whites_widen_the_range_where_they_are_lighter_than_skin() -> None:
    deep = np.linspace(5, 30, 1000, dtype=np.float32)
    assert lightness_range(deep, 0.4) == pytest.approx(lightness_of(0.4) - 5.5, abs=0.1)
    assert lightness_range(deep, 0.01) == lightness_range(deep)


def test_lights_beside_a_deep_face_widen_its_range_up_to_a_border() -> None:
    deep = np.linspace(5, 30, 1000, dtype=np.float32)
    dim, white = 0.1, 0.9
    assert lightness_range(deep, picture=dim) == pytest.approx(lightness_of(dim) - 5.5, abs=0.1)
    assert lightness_range(deep, picture=white) == pytest.approx(WELL_LIT_L - 5.5, abs=0.1)
    light = np.linspace(40, 80, 1000, dtype=np.float32)
    assert lightness_range(light, picture=white) == lightness_range(light)


@pytest.mark.parametrize(("luminance", "lightness"), [(0.0, 0), (0.184, 50), (1.0, 100)])
def test_lightness_of_black_grey_and_white(luminance: float, lightness: float) -> None:
    assert lightness_of(luminance) == pytest.approx(lightness, abs=0.1)


def test_entropy_of_flat_and_of_full_tones() -> None:
    assert entropy_bits(np.full(500, 50, dtype=np.float32)) == 0.0
    assert entropy_bits(np.linspace(0, 99.9, 6400, dtype=np.float32)) == pytest.approx(
        6.0, abs=0.01
    )


def test_shadow_noise_is_the_grain_of_the_shadows() -> None:
    rng = np.random.default_rng(3)
    lightness = np.full((200, 200), 60, dtype=np.float32)
    lightness[:100] = 20
    quiet = lightness.copy()
    quiet[100:] += rng.normal(0, 3, (100, 200))
    loud = lightness.copy()
    loud[:100] += rng.normal(0, 3, (100, 200))
    region = np.ones((200, 200), dtype=bool)
    assert shadow_noise(quiet, region) < 0.1
    assert shadow_noise(loud, region) == pytest.approx(3.0, rel=0.25)


def test_the_white_of_an_eye_counts_and_not_the_iris() -> None:
    luminance = np.full((40, 40), 0.02, dtype=np.float32)
    luminance[:4] = 0.5
    assert white_level(luminance, EVERYWHERE, percentile=98) == pytest.approx(0.5)
    assert white_level(luminance, NOWHERE, percentile=98) is None
