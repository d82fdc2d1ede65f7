from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from headshot_lint.measure.arrays import RgbImage
from headshot_lint.measure.borders import Bars, find_bars, is_round_mask

NOTHING = Bars(0, 0, 0, 0)


def scene(height: int = 200, width: int = 160) -> RgbImage:
    """A picture with structure up to its edges."""
    rng = np.random.default_rng(3)
    return rng.integers(60, 200, (height, width, 3), dtype=np.uint8)


def portrait_on(wall: RgbImage) -> RgbImage:
    """A dark figure, head and shoulders, before a wall."""
    height, width = wall.shape[:2]
    y, x = np.mgrid[0:height, 0:width]
    head = np.hypot((x - width / 2) / (width / 5), (y - height / 2) / (height / 3.5)) < 1
    body = np.hypot((x - width / 2) / (width / 2.2), (y - height) / (height / 4)) < 1
    picture = wall.copy()
    picture[head | body] = (90, 60, 50)
    return picture


def plain(level: int) -> RgbImage:
    return np.full((200, 160, 3), level, dtype=np.uint8)


def ramp(low: int, high: int) -> RgbImage:
    rows = np.linspace(low, high, 200).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(rows[:, None, None], (200, 160, 3)))


@given(
    top=st.integers(2, 40),
    bottom=st.sampled_from([0, 2, 25]),
    left=st.integers(2, 40),
    right=st.sampled_from([0, 3, 30]),
    level=st.sampled_from([60, 128, 180]),
)
def test_bars_are_found_at_every_width(
    top: int, bottom: int, left: int, right: int, level: int
) -> None:
    picture = np.full((200, 160, 3), level, dtype=np.uint8)
    inner = np.where(scene() > 130, 230, 20).astype(np.uint8)
    picture[top : 200 - bottom, left : 160 - right] = inner[top : 200 - bottom, left : 160 - right]
    assert find_bars(picture) == Bars(top, bottom, left, right)


@pytest.mark.parametrize(
    "wall", [plain(255), plain(128), plain(0), ramp(90, 200), ramp(250, 180)], ids=str
)
def test_a_wall_is_no_border(wall: RgbImage) -> None:
    assert find_bars(portrait_on(wall)) == NOTHING
    assert not is_round_mask(portrait_on(wall)[:160])


def test_an_empty_wall_is_no_border() -> None:
    assert find_bars(plain(255)) == NOTHING


def test_a_scene_is_no_border() -> None:
    assert find_bars(scene()) == NOTHING


def test_jpeg_ripples_do_not_hide_a_bar() -> None:
    picture = scene() // 2 + 120
    rng = np.random.default_rng(5)
    picture[:20] = rng.integers(0, 3, (20, 160, 3))
    assert find_bars(picture.astype(np.uint8)).top == 20


@pytest.mark.parametrize("quality", [60, 85])
@pytest.mark.parametrize("edge", range(16, 24))
def test_a_bar_is_found_wherever_it_ends_on_the_grid_of_jpeg(edge: int, quality: int) -> None:
    picture = portrait_on(ramp(110, 170))
    picture[:edge] = picture[200 - edge :] = 0
    kept = BytesIO()
    Image.fromarray(picture).save(kept, "JPEG", quality=quality)
    bars = find_bars(np.asarray(Image.open(kept)))
    assert bars.top == pytest.approx(edge, abs=1)
    assert bars.bottom == pytest.approx(edge, abs=1)


@pytest.mark.parametrize("rows_to_grey", [24, 60, 120])
def test_a_wall_that_shades_off_from_white_is_no_border(rows_to_grey: int) -> None:
    rows = np.clip((np.arange(200) - 10) / rows_to_grey, 0, 1)
    picture = (255 - 110 * rows).astype(np.uint8)[:, None, None].repeat(160, 1).repeat(3, 2)
    assert find_bars(picture) == NOTHING


def test_mirroring_swaps_the_sides() -> None:
    picture = scene() // 2 + 120
    picture[:, :12] = 0
    assert find_bars(picture).left == 12
    assert find_bars(np.ascontiguousarray(picture[:, ::-1])).right == 12


@pytest.mark.parametrize("factor", [1, 2, 3])
def test_the_share_keeps_with_the_size_of_the_file(factor: int) -> None:
    picture = scene() // 2 + 120
    picture[:20] = 0
    large = picture.repeat(factor, axis=0).repeat(factor, axis=1)
    assert find_bars(large).area_share(*large.shape[:2]) == pytest.approx(0.1)


def disc(corner: int, wall: int, size: int = 160) -> RgbImage:
    y, x = np.mgrid[0:size, 0:size] + 0.5 - size / 2
    picture = portrait_on(np.full((size, size, 3), wall, dtype=np.uint8))
    picture[np.hypot(x, y) > size / 2] = corner
    return picture


@pytest.mark.parametrize("size", [64, 160, 300])
def test_a_disc_on_white_is_found(size: int) -> None:
    assert is_round_mask(disc(corner=255, wall=200, size=size))


def test_a_disc_that_matches_its_corners_is_no_mask() -> None:
    assert not is_round_mask(disc(corner=255, wall=255))


def test_a_scene_is_no_disc() -> None:
    assert not is_round_mask(scene(160, 160))


def test_a_tall_picture_is_no_disc() -> None:
    assert not is_round_mask(plain(255))
