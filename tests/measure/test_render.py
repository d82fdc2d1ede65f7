from __future__ import annotations

import cv2
import numpy as np
import pytest

from headshot_lint.measure.arrays import Points, RgbImage
from headshot_lint.measure.catchlight import DISC_PX, catchlight_iou, find_catchlights
from headshot_lint.measure.iris_match import cut_eye, find_iris, place_gap, size_gap
from headshot_lint.measure.skin_texture import richest_tiles, spread, texture

CORNERS = np.array([[20.0, 60.0], [180.0, 60.0]], dtype=np.float32)


def eye(
    radius: float = 34.0, x: float = 100.0, *, highlight: tuple[int, int] | None = (-10, -12)
) -> RgbImage:
    """A drawn eye, 160 px from corner to corner: skin, white, iris and highlight."""
    image = np.full((120, 200, 3), 150, dtype=np.uint8)
    cv2.ellipse(image, (100, 60), (80, 44), 0, 0, 360, (225, 225, 225), -1, cv2.LINE_AA)
    cv2.circle(image, (round(x), 60), round(radius), (70, 50, 40), -1, cv2.LINE_AA)
    if highlight:
        at = (round(x) + highlight[0], 60 + highlight[1])
        cv2.circle(image, at, 5, (255, 255, 255), -1, cv2.LINE_AA)
    return cv2.GaussianBlur(image, (0, 0), 1.0)


def guess(radius: float = 34.0, x: float = 100.0) -> Points:
    """Landmarks of an iris: centre and rim."""
    rim = [(radius, 0.0), (0.0, -radius), (-radius, 0.0), (0.0, radius)]
    return np.array([(x, 60.0), *((x + dx, 60 + dy) for dx, dy in rim)], dtype=np.float32)


def mask(*spots: tuple[int, int]) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    found = np.zeros((DISC_PX, DISC_PX), dtype=bool)
    for x, y in spots:
        found[y - 4 : y + 4, x - 4 : x + 4] = True
    return found


@pytest.mark.parametrize("radius", [28.0, 34.0, 40.0])
def test_the_rim_is_found_where_the_landmarks_err(radius: float) -> None:
    iris = find_iris(cut_eye(eye(radius), CORNERS, guess(34.0, 104.0)))
    assert iris.width_px == pytest.approx(2 * radius, rel=0.1)
    assert iris.x == pytest.approx(0, abs=0.03)


def test_irises_of_two_sizes_differ() -> None:
    right = find_iris(cut_eye(eye(36), CORNERS, guess()))
    left = find_iris(cut_eye(eye(26), CORNERS, guess()))
    assert size_gap(right, right, 0.0) == 0
    assert size_gap(right, left, 0.0) > 0.2
    assert size_gap(right, left, 30.0) < size_gap(right, left, 0.0)


def test_a_mirrored_picture_gives_the_same_gaps() -> None:
    pictures = [eye(36, 90), eye(30, 112)]
    places = [guess(36, 90), guess(30, 112)]
    right, left = (find_iris(cut_eye(p, CORNERS, g)) for p, g in zip(pictures, places, strict=True))
    mirrored = []
    for picture, place in zip(pictures[::-1], places[::-1], strict=True):
        flipped = place.copy()
        flipped[:, 0] = 199 - flipped[:, 0]
        corners = CORNERS[::-1].copy()
        corners[:, 0] = 199 - corners[:, 0]
        image = np.ascontiguousarray(picture[:, ::-1])
        mirrored.append(find_iris(cut_eye(image, corners, flipped)))
    assert size_gap(*mirrored, 0.0) == pytest.approx(size_gap(right, left, 0.0), abs=0.06)
    assert place_gap(*mirrored) == pytest.approx(place_gap(right, left), abs=0.06)


def test_identical_highlights_overlap_fully() -> None:
    assert catchlight_iou(mask((20, 20)), mask((20, 20))) == 1.0


def test_highlights_at_other_places_do_not() -> None:
    assert catchlight_iou(mask((20, 20)), mask((44, 44))) == 0.0
    assert catchlight_iou(mask((20, 20)), mask((20, 20), (44, 44))) < 0.6


def test_a_highlight_is_found_in_its_place() -> None:
    patch = cut_eye(eye(), CORNERS, guess())
    found = find_catchlights(patch, find_iris(patch))
    assert found is not None
    y, x = np.argwhere(found).mean(axis=0)
    assert x < DISC_PX / 2
    assert y < DISC_PX / 2


def test_an_eye_without_a_highlight_has_none() -> None:
    patch = cut_eye(eye(highlight=None), CORNERS, guess())
    assert find_catchlights(patch, find_iris(patch)) is None


def test_texture_falls_with_blur_and_not_with_skin_tone() -> None:
    rng = np.random.default_rng(5)
    skin = (0.4 * 2.0 ** (0.2 * rng.standard_normal((96, 96)))).astype(np.float32)
    smooth = cv2.GaussianBlur(skin, (0, 0), 2.0)
    assert spread(texture(smooth)) < 0.4 * spread(texture(skin))
    assert spread(texture(skin / 4)) == pytest.approx(spread(texture(skin)), rel=0.15)


def test_too_few_tiles_are_no_reference() -> None:
    band = np.zeros((96, 96), dtype=np.float32)
    where = np.zeros((96, 96), dtype=bool)
    assert richest_tiles(band, where) is None
    where[:] = True
    assert richest_tiles(band, where) == 0.0
