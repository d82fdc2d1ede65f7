"""Activations pooled over a picture and over its parts."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from headshot_lint.analyse.mesh_onnx import CROP_PX, CropFrame
from headshot_lint.measure.activations import (
    LEAST_SHARE,
    Map,
    Regions,
    Sight,
    draw_hull,
    pool_regions,
    pool_whole,
)

CORNERS = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=np.float64)


def points(*places: tuple[float, float]) -> NDArray[np.float64]:
    return np.array(places, dtype=np.float64)


def constant(*values: float, side: int = 8) -> Map:
    return np.tile(np.array(values, dtype=np.float32)[:, None, None], (1, side, side))


def random_map(channels: int, side: int) -> Map:
    return np.random.default_rng(5).normal(3, 2, (channels, side, side)).astype(np.float32)


def regions(side: int, *windows: tuple[slice, slice]) -> Regions:
    """One region a window, on a raster of `side`."""
    drawn = np.zeros((side, side, len(windows)), dtype=np.float32)
    for index, window in enumerate(windows):
        drawn[(*window, index)] = 1.0
    return drawn


WHOLE = (slice(None), slice(None))
LEFT_HALF, RIGHT_HALF = (slice(None), slice(0, 8)), (slice(None), slice(8, 16))
NOWHERE = (slice(0, 0), slice(0, 0))


# Hulls.


def test_a_hull_covers_the_pixels_in_which_its_points_lie() -> None:
    drawn = draw_hull(points((2.5, 3.5), (6.5, 3.5), (6.5, 8.5), (2.5, 8.5)), 12)
    expected = np.zeros((12, 12), dtype=np.float32)
    expected[3:9, 2:7] = 1.0
    assert drawn.dtype == np.float32
    np.testing.assert_array_equal(drawn, expected)


def test_a_hull_is_convex_whatever_the_order_of_its_points() -> None:
    square = points((2.5, 2.5), (9.5, 2.5), (9.5, 9.5), (2.5, 9.5))
    dented = points((9.5, 9.5), (5.5, 5.5), (2.5, 2.5), (2.5, 9.5), (6.5, 5.5), (9.5, 2.5))
    np.testing.assert_array_equal(draw_hull(dented, 12), draw_hull(square, 12))


@pytest.mark.parametrize(("margin_px", "grown"), [(0.0, 0), (0.4, 0), (1.0, 1), (1.6, 2), (3.0, 3)])
def test_a_margin_grows_a_hull_on_every_side(margin_px: float, grown: int) -> None:
    drawn = draw_hull(
        points((7.5, 7.5), (9.5, 10.5), (7.5, 10.5), (9.5, 7.5)), 20, margin_px=margin_px
    )
    expected = np.zeros((20, 20), dtype=np.float32)
    expected[7 - grown : 11 + grown, 7 - grown : 10 + grown] = 1.0
    np.testing.assert_array_equal(drawn, expected)


def test_a_hull_ends_where_the_raster_ends() -> None:
    drawn = draw_hull(points((-20.5, -20.5), (4.5, -20.5), (4.5, 40.5), (-20.5, 40.5)), 10)
    np.testing.assert_array_equal(drawn, regions(10, (slice(None), slice(0, 5)))[:, :, 0])
    beside = draw_hull(points((20.5, 2.5), (30.5, 2.5), (30.5, 8.5)), 10)
    assert beside.sum() == 0


# Pooling.


def test_a_constant_map_is_its_value_without_spread() -> None:
    layer = constant(2.0, -3.0, 0.0)
    np.testing.assert_array_equal(pool_whole(layer), [[2, -3, 0], [2, -3, 0], [0, 0, 0]])
    half_and_quarter = regions(16, LEFT_HALF, (slice(0, 8), slice(0, 8)))
    np.testing.assert_allclose(pool_regions(layer, half_and_quarter), [[2, -3, 0]] * 2, rtol=1e-6)


def test_the_whole_is_mean_largest_and_deviation_of_each_channel() -> None:
    layer = random_map(5, 7)
    mean, largest, deviation = pool_whole(layer)
    np.testing.assert_allclose(mean, layer.mean(axis=(1, 2)), rtol=1e-5)
    np.testing.assert_array_equal(largest, layer.max(axis=(1, 2)))
    np.testing.assert_allclose(deviation, layer.std(axis=(1, 2)), rtol=1e-5)


def test_a_region_is_the_mean_of_what_lies_in_it() -> None:
    layer = constant(1.0, 10.0)
    layer[:, :, 4:] += 4.0
    pooled = pool_regions(layer, regions(16, LEFT_HALF, RIGHT_HALF, WHOLE))
    assert pooled.dtype == np.float32
    np.testing.assert_allclose(pooled, [[1, 10], [5, 14], [3, 12]], rtol=1e-6)


def test_rows_and_columns_are_not_swapped() -> None:
    layer = random_map(3, 8)
    window = (slice(0, 4), slice(10, 16))
    expected = layer[:, 0:2, 5:8].mean(axis=(1, 2))
    np.testing.assert_allclose(pool_regions(layer, regions(16, window))[0], expected, rtol=1e-5)


def test_a_cell_counts_by_how_much_of_it_belongs_to_the_region() -> None:
    layer = constant(0.0)
    layer[0, :, 1] = 3.0
    # Column 0 in full, column 1 by half: two parts of 0, one part of 3.
    pooled = pool_regions(layer, regions(16, (slice(None), slice(0, 3))))
    assert pooled[0, 0] == pytest.approx(1.0)


def test_many_regions_are_pooled_as_one_by_one() -> None:
    layer = random_map(4, 8)
    many = np.random.default_rng(6).uniform(0, 1, (16, 16, 7)).astype(np.float32)
    alone = [pool_regions(layer, many[:, :, [index]])[0] for index in range(7)]
    np.testing.assert_allclose(pool_regions(layer, many), alone, rtol=1e-5)


def test_an_empty_region_falls_back_to_the_whole() -> None:
    layer = random_map(6, 8)
    empty, left = pool_regions(layer, regions(16, NOWHERE, LEFT_HALF))
    np.testing.assert_allclose(empty, layer.mean(axis=(1, 2)), rtol=1e-5)
    np.testing.assert_allclose(left, layer[:, :, :4].mean(axis=(1, 2)), rtol=1e-5)


@pytest.mark.parametrize(("times", "seen"), [(0.9, False), (1.1, True)])
def test_next_to_empty_is_empty(times: float, seen: bool) -> None:
    layer = constant(0.0)
    layer[0, 0, 0] = 64.0
    faint = np.zeros((16, 16, 1), dtype=np.float32)
    faint[:2, :2] = times * LEAST_SHARE * layer[0].size
    assert pool_regions(layer, faint)[0, 0] == pytest.approx(64.0 if seen else 1.0, rel=1e-5)


# Where the maps lie.


def sight(to_work: NDArray[np.float64]) -> Sight:
    return Sight((constant(0.0, side=24), constant(0.0, side=6)), to_work)


def test_the_raster_is_twice_the_finest_map() -> None:
    assert sight(np.eye(2, 3)).grid_px == 48


def on_work(seen: Sight, grid: NDArray[np.float64]) -> NDArray[np.float32]:
    """Pixels of the working image of points on the raster: `on_grid` the other way round."""
    unit = np.column_stack([grid / seen.grid_px, np.ones(len(grid))])
    return (unit @ seen.to_work.T).astype(np.float32)


@pytest.mark.parametrize("roll_deg", [0.0, 30.0, -115.0])
def test_points_of_a_turned_crop_come_back(roll_deg: float) -> None:
    frame = CropFrame(x=310.0, y=205.5, side=180.0, roll_deg=roll_deg)
    pixels = frame.to_work()
    seen = sight(np.column_stack([pixels[:, :2] * CROP_PX, pixels @ (-0.5, -0.5, 1.0)]))
    grid = np.random.default_rng(7).uniform(0, 48, (20, 2))
    np.testing.assert_allclose(seen.on_grid(on_work(seen, grid)), grid, atol=1e-3)
    middle = np.array([[frame.x, frame.y]], dtype=np.float32)
    np.testing.assert_allclose(seen.on_grid(middle), [[24, 24]], atol=1e-3)
    # A step to the right on the raster is a step along the turn in the picture.
    right = on_work(seen, points((48, 24), (24, 24)))
    turn = np.radians(roll_deg)
    np.testing.assert_allclose(
        right[0] - right[1], [90 * np.cos(turn), 90 * np.sin(turn)], atol=1e-3
    )


@pytest.mark.parametrize(
    ("width", "height"), [(400, 400), (300, 400), (400, 100)], ids=["square", "upright", "across"]
)
def test_points_of_the_detectors_letterbox_come_back(width: int, height: int) -> None:
    side = max(width, height)
    margin = np.array([side - width, side - height]) / 2
    seen = sight(np.column_stack([side * np.eye(2), -margin - 0.5]))
    grid = np.random.default_rng(8).uniform(0, 48, (20, 2))
    np.testing.assert_allclose(seen.on_grid(on_work(seen, grid)), grid, atol=1e-3)
    edges = (CORNERS * [width, height] - 0.5).astype(np.float32)
    expected = (margin + CORNERS * [width, height]) * 48 / side
    np.testing.assert_allclose(seen.on_grid(edges), expected, atol=1e-4)


def test_depth_of_landmarks_is_left_aside() -> None:
    seen = sight(np.array([[100.0, 0.0, -0.5], [0.0, 100.0, -0.5]]))
    flat = np.array([[20.0, 70.0]], dtype=np.float32)
    deep = np.array([[20.0, 70.0, -33.0]], dtype=np.float32)
    np.testing.assert_array_equal(seen.on_grid(deep), seen.on_grid(flat))
