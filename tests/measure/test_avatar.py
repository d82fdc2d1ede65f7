from __future__ import annotations

import numpy as np
import pytest

from headshot_lint.measure.arrays import Points
from headshot_lint.measure.avatar import (
    PAGE_GREY,
    CentreSquare,
    circle_cover,
    cut_centre_square,
    display_sizes,
    landmark_error,
    show,
    smallest_legible,
    widen,
)
from headshot_lint.measure.avatar_contrast import feature_contrast_ev, figure_ground_de


def points_at(x: float, y: float, gap: float) -> Points:
    """478 landmarks in a disc of two eye gaps around a centre, the eyes in their places."""
    rng = np.random.default_rng(7)
    points = (rng.uniform(-1, 1, (478, 2)) * gap + (x, y)).astype(np.float32)
    for corner, dx in {33: -0.7, 133: -0.3, 362: 0.3, 263: 0.7}.items():
        points[corner] = (x + dx * gap, y)
    points[152] = (x, y + 1.2 * gap)
    return points


def test_the_square_is_cut_from_the_centre_and_the_landmarks_move_with_it() -> None:
    work = np.zeros((60, 100, 3), dtype=np.uint8)
    work[30, 50] = 255
    square = cut_centre_square(work, np.array([[50.0, 30.0]], dtype=np.float32))
    assert square.side_px == 60
    assert tuple(square.image[30, 30]) == (255, 255, 255)
    assert square.points.tolist() == [[30.0, 30.0]]


@pytest.mark.parametrize("shift", [0.0, 0.5])
@pytest.mark.parametrize("display_px", [16, 48])
def test_landmarks_stay_on_the_picture_when_it_is_reduced(display_px: int, shift: float) -> None:
    side, spot = 192, (100, 70)
    image = np.zeros((side, side, 3), dtype=np.uint8)
    image[spot[1] - 12 : spot[1] + 13, spot[0] - 12 : spot[0] + 13] = 255
    square = CentreSquare(image, np.array([spot], dtype=np.float32))
    shown, points = show(square, display_px, circle=False, shift=shift)
    light = shown[:, :, 0].astype(float)
    y, x = np.indices(light.shape)
    centroid = ((x * light).sum() / light.sum(), (y * light).sum() / light.sum())
    assert points[0] == pytest.approx(centroid, abs=0.02)


def test_area_averaging_keeps_the_mean() -> None:
    image = np.random.default_rng(1).integers(0, 256, (128, 128, 3), dtype=np.uint8)
    shown, _ = show(CentreSquare(image, np.zeros((1, 2), np.float32)), 16, circle=False)
    assert shown.mean() == pytest.approx(image.mean(), abs=0.5)


def test_page_grey_lies_outside_the_circle() -> None:
    image = np.full((96, 96, 3), 255, dtype=np.uint8)
    shown, _ = show(CentreSquare(image, np.zeros((1, 2), np.float32)), 48, circle=True)
    assert (shown[0, 0] == PAGE_GREY).all()
    assert (shown[24, 24] == 255).all()
    assert circle_cover(48).sum() == pytest.approx(np.pi * 24**2, rel=0.01)


def test_a_face_in_the_corner_is_not_in_the_circle() -> None:
    image = np.zeros((200, 200, 3), dtype=np.uint8)
    assert CentreSquare(image, points_at(100, 100, 30)).face_in_circle
    assert not CentreSquare(image, points_at(30, 30, 25)).face_in_circle


def test_the_error_is_in_eye_gaps() -> None:
    reference = points_at(100, 100, 40)
    assert landmark_error(reference, reference) == 0
    assert landmark_error(reference + np.array([4, 0], np.float32), reference) == pytest.approx(
        0.1, rel=1e-4
    )


def test_small_files_are_tested_up_to_their_own_size() -> None:
    assert display_sizes(500)[-1] == 128
    assert display_sizes(40) == (16, 20, 24, 32, 40)
    assert display_sizes(50)[-2:] == (48, 50)
    assert display_sizes(10) == (10,)


@pytest.mark.parametrize("border", [16, 24, 48, 128, 999])
@pytest.mark.parametrize("guess_px", [1.0, 30.0, 1000.0])
def test_the_search_finds_the_border_from_any_guess(border: int, guess_px: float) -> None:
    sizes = display_sizes(1000)
    found = smallest_legible(sizes, lambda size: size >= border, guess_px)
    assert found == (border if border in sizes else None)


def test_a_good_guess_needs_two_tests() -> None:
    tested: list[int] = []

    def legible(size: int) -> bool:
        tested.append(size)
        return size >= 32

    assert smallest_legible(display_sizes(500), legible, 30.0) == 32
    assert tested == [32, 24]


def test_feature_contrast_is_the_same_for_light_and_dark_skin() -> None:
    values = []
    for skin_level in (0.5, 0.05):
        rng = np.random.default_rng(3)
        linear = skin_level * 2.0 ** rng.uniform(-1.5, 0, (24, 24)).repeat(8, 0).repeat(8, 1)
        srgb = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
        image = np.rint(255 * srgb).astype(np.uint8)[:, :, None].repeat(3, 2)
        square = CentreSquare(image, points_at(96, 96, 40))
        values.append(feature_contrast_ev(*show(square, 48, circle=False)))
    assert values[0] == pytest.approx(values[1], rel=0.12)
    assert values[0] > 0.5


def test_a_head_the_colour_of_its_background_has_no_outline() -> None:
    y, x = np.indices((192, 192))
    person = (np.hypot(x - 96, y - 100) < 50).astype(np.float32)
    grey = np.full((192, 192, 3), 120, dtype=np.uint8)
    light = grey.copy()
    light[person < 0.5] = 230
    points = points_at(96, 90, 30)
    same, apart = (
        figure_ground_de(*show(CentreSquare(image, points), 48, circle=False), person)
        for image in (grey, light)
    )
    assert same == pytest.approx(0, abs=0.1)
    assert apart is not None
    assert apart > 30


def test_no_background_gives_no_outline() -> None:
    image = np.full((192, 192, 3), 120, dtype=np.uint8)
    square = CentreSquare(image, points_at(96, 90, 30))
    everywhere = np.ones((192, 192), np.float32)
    assert figure_ground_de(*show(square, 48, circle=False), everywhere) is None


def test_a_widened_avatar_keeps_its_pixels_under_their_landmarks() -> None:
    shown = np.random.default_rng(4).integers(0, 256, (24, 24, 4), dtype=np.uint8)
    wide, points = widen(shown, np.array([[3.0, 5.0]], dtype=np.float32))
    assert wide.shape == (48, 48, 4)
    x, y = points[0].astype(int)
    np.testing.assert_array_equal(wide[y, x], shown[5, 3])
    np.testing.assert_array_equal(wide[0, 0], shown[0, 0])
