from __future__ import annotations

import cv2
import numpy as np
import pytest

from headshot_lint.measure import background
from headshot_lint.measure.arrays import Mask, RgbImage, SoftMask
from headshot_lint.measure.colour import luminance, split_lab, to_lab, to_linear
from headshot_lint.measure.separation import outline_difference

HEIGHT, WIDTH = 200, 240
EYE_GAP_PX = 40.0
ALL = np.ones((HEIGHT, WIDTH), dtype=bool)


def wall(level: int = 180) -> RgbImage:
    return np.full((HEIGHT, WIDTH, 3), level, dtype=np.uint8)


def foliage() -> RgbImage:
    """Blobs of all sizes with hard edges."""
    rng = np.random.default_rng(11)
    picture = wall(90)
    for _ in range(300):
        x, y, radius = rng.integers(0, (WIDTH, HEIGHT, 12))
        colour = tuple(int(v) for v in rng.integers(0, 255, 3))
        cv2.circle(picture, (int(x), int(y)), int(radius) + 2, colour, -1)
    return picture


def blurred(picture: RgbImage, sigma: float) -> RgbImage:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), dtype=np.uint8)


def figure() -> SoftMask:
    """A head of 60 px on shoulders, upright in the middle."""
    mask = np.zeros((HEIGHT, WIDTH), dtype=np.float32)
    cv2.ellipse(mask, (120, 80), (32, 45), 0, 0, 360, 1.0, -1)
    cv2.ellipse(mask, (120, 210), (80, 75), 0, 0, 360, 1.0, -1)
    return mask


def edges(picture: RgbImage, mask: Mask = ALL) -> float:
    return background.texture(split_lab(to_lab(picture)), mask).edge_share


def test_the_mask_keeps_clear_of_the_person() -> None:
    outside = background.background_mask(figure(), None, EYE_GAP_PX)
    assert not outside[80, 120]
    assert not outside[80, 120 + 32 + 4]
    assert outside[80, 120 + 32 + 14]


def test_a_larger_face_has_a_wider_margin() -> None:
    shares = [background.background_mask(figure(), None, gap).mean() for gap in (20, 40, 80)]
    assert shares == sorted(shares, reverse=True)


def test_what_is_transparent_is_no_background() -> None:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    alpha = (np.hypot(x - 120, y - 100) < 95).astype(np.float32)
    outside = background.background_mask(figure(), alpha, EYE_GAP_PX)
    picture = wall(120)
    picture[alpha == 0] = 255
    assert not outside[0, 0]
    assert edges(picture, outside) == 0.0
    assert background.evenness(to_lab(picture), outside).spread_de == pytest.approx(0.0, abs=0.1)


def test_blur_takes_clutter_away() -> None:
    shares = [edges(blurred(foliage(), sigma)) for sigma in (1, 2, 4, 8)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 0.15
    assert shares[-1] == 0.0


def test_a_wall_and_a_gradient_have_no_edges() -> None:
    ramp = np.linspace(20, 240, WIDTH).astype(np.uint8)
    gradient = np.ascontiguousarray(np.broadcast_to(ramp[None, :, None], (HEIGHT, WIDTH, 3)))
    assert edges(wall()) == 0.0
    assert edges(gradient) == 0.0


def test_grain_is_no_clutter() -> None:
    grain = np.random.default_rng(2).normal(150, 4, (HEIGHT, WIDTH, 1)).clip(0, 255)
    assert edges(np.repeat(grain, 3, axis=2).astype(np.uint8)) < 0.001


def test_softness_tells_blur_from_detail() -> None:
    sharp = background.texture(split_lab(to_lab(foliage())), ALL).softness
    soft = background.texture(split_lab(to_lab(blurred(foliage(), 8))), ALL).softness
    assert sharp < 0.5 < soft


def test_mirroring_keeps_the_texture() -> None:
    picture = foliage()
    mirrored = np.ascontiguousarray(picture[:, ::-1])
    assert edges(mirrored) == pytest.approx(edges(picture), abs=1e-3)


def test_lettering_is_found_and_foliage_is_not() -> None:
    sign = wall(30)
    for line in range(3):
        origin = (10, 50 + 40 * line)
        cv2.putText(sign, "CONFERENCE 24", origin, cv2.FONT_HERSHEY_SIMPLEX, 0.8, (240,) * 3, 2)
    assert background.texture(split_lab(to_lab(sign)), ALL).text_share > 0.02
    assert background.texture(split_lab(to_lab(foliage())), ALL).text_share < 0.01


def test_evenness_of_two_halves() -> None:
    picture = wall(100)
    picture[:, 120:] = 150
    lab = to_lab(picture)
    even = background.evenness(lab, ALL)
    assert even.spread_de > 5
    assert even.spread_p95_de >= even.spread_de
    left_right_l = background.left_right_l(lab[..., 0], ALL, 120)
    assert left_right_l == pytest.approx(float(lab[0, 0, 0] - lab[0, -1, 0]), abs=0.1)


def test_one_side_alone_has_no_balance() -> None:
    left_only = ALL.copy()
    left_only[:, 120:] = False
    assert background.left_right_l(to_lab(wall())[..., 0], left_only, 120) is None


def shadow(picture: RgbImage) -> float | None:
    mask = background.background_mask(figure(), None, EYE_GAP_PX)
    light = luminance(to_linear(picture))
    return background.shadow_ev(light, split_lab(to_lab(picture)), mask, (88, 35, 152, 125))


def test_a_shadow_beside_the_head_is_measured_in_stops() -> None:
    picture = wall(200)
    picture[40:130, 60:96] = 140
    drop = shadow(picture)
    light = luminance(to_linear(picture))
    assert drop == pytest.approx(float(np.log2(light[0, 0] / light[80, 70])), abs=0.05)
    assert shadow(np.ascontiguousarray(picture[:, ::-1])) == pytest.approx(drop, abs=0.1)


def test_an_even_wall_has_no_shadow() -> None:
    assert shadow(wall()) == pytest.approx(0.0, abs=0.01)


def test_a_patch_of_another_hue_is_no_shadow() -> None:
    picture = wall(200)
    picture[40:130, 60:96] = (150, 60, 40)
    assert shadow(picture) == 0.0


def test_a_black_wall_shows_none() -> None:
    assert shadow(wall(10)) is None


def test_a_narrow_wall_shows_none() -> None:
    nowhere = np.zeros((HEIGHT, WIDTH), dtype=bool)
    light = luminance(to_linear(wall()))
    assert (
        background.shadow_ev(light, split_lab(to_lab(wall())), nowhere, (88, 35, 152, 125)) is None
    )


def dressed(inside: int, outside: int) -> RgbImage:
    picture = wall(outside)
    picture[figure() > 0.5] = inside
    return picture


def test_contrast_across_the_outline_grows_with_the_difference() -> None:
    medians = []
    for ground in (60, 90, 140, 220):
        outline = outline_difference(to_lab(dressed(60, ground)), figure(), None, EYE_GAP_PX)
        medians.append(float(np.median(outline.difference)))
    assert medians == sorted(medians)
    assert medians[0] == pytest.approx(0.0, abs=0.1)
    assert medians[-1] > 40


def test_light_on_dark_counts_as_dark_on_light() -> None:
    one = outline_difference(to_lab(dressed(60, 200)), figure(), None, EYE_GAP_PX)
    two = outline_difference(to_lab(dressed(200, 60)), figure(), None, EYE_GAP_PX)
    assert np.median(one.difference) == pytest.approx(np.median(two.difference), rel=0.02)


def test_samples_on_transparent_ground_are_left_out() -> None:
    nothing = np.zeros((HEIGHT, WIDTH), dtype=np.float32)
    outline = outline_difference(to_lab(dressed(60, 200)), figure(), nothing, EYE_GAP_PX)
    assert len(outline.difference) == 0


def test_an_empty_mask_has_no_outline() -> None:
    empty = np.zeros((HEIGHT, WIDTH), dtype=np.float32)
    assert len(outline_difference(to_lab(wall()), empty, None, EYE_GAP_PX).difference) == 0
