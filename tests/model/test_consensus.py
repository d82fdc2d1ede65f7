from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headshot_lint.model.consensus import common_shifts, consensus, quartiles, spread_of


def test_one_outlier_moves_neither_the_middle_nor_the_spread() -> None:
    calm = consensus([50, 51, 49, 50, 52, 48, 50], least_sd=0.1)
    wild = consensus([50, 51, 49, 50, 52, 48, 500], least_sd=0.1)
    assert wild.middle == calm.middle
    assert wild.sd == calm.sd
    assert wild.deviation(500) > 100


def test_a_uniform_set_does_not_flag_trifles() -> None:
    even = consensus([50.0] * 6 + [51.0], least_sd=2.0)
    assert even.sd == 2.0
    assert even.deviation(51.0) == 0.5


def test_spread_estimates_a_standard_deviation() -> None:
    normal = [-1.28, -0.84, -0.52, -0.25, 0.0, 0.25, 0.52, 0.84, 1.28]  # deciles
    assert consensus(normal, least_sd=0.01).sd == pytest.approx(0.85, abs=0.1)
    assert spread_of([1.1774] * 50, least_sd=0.1) == pytest.approx(50 / 49.2)


@given(st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=30), st.floats(-1e3, 1e3))
def test_a_common_offset_changes_no_deviation(values: list[float], offset: float) -> None:
    before, after = (consensus([v + add for v in values], least_sd=1.0) for add in (0.0, offset))
    assert after.deviation(values[0] + offset) == pytest.approx(
        before.deviation(values[0]), abs=1e-6
    )


def test_a_shift_common_to_most_signs_counts_and_one_sign_alone_does_not() -> None:
    usual = {"eyes": -1.0, "wall": -0.5, "picture": -2.0}
    capped = usual | {"eyes": -3.5}
    darker = {sign: value - 2.0 for sign, value in usual.items()}
    shifts = common_shifts([usual, usual, usual, capped, darker])
    assert shifts == [0.0, 0.0, 0.0, 0.0, -2.0]


def test_a_sign_at_its_ceiling_says_no_more_than_at_least() -> None:
    usual = {"eyes": -0.6, "wall": -1.0, "picture": -2.0}
    lighter = {"eyes": 0.0, "wall": 0.0, "picture": -0.6}
    dark_hair = lighter | {"picture": -2.0}
    rows = [usual, usual, usual, lighter, dark_hair]
    assert common_shifts(rows) == pytest.approx([0, 0, 0, 1.0, 0.6])
    assert common_shifts(rows, ceiling=-0.1) == pytest.approx([0, 0, 0, 1.4, 1.0])


def test_a_sign_at_its_ceiling_in_every_row_leaves_the_word_to_the_others() -> None:
    usual = {"eyes": -1.0, "wall": 0.0, "picture": -2.0}
    rows = [usual, usual, usual, usual | {"eyes": 0.0, "picture": -1.3}, {"wall": 0.0}]
    assert common_shifts(rows, ceiling=-0.1) == pytest.approx([0, 0, 0, 1.0, 0])


def test_no_row_is_shifted_further_than_a_steady_witness() -> None:
    usual = {"eyes": -1.0, "wall": -0.5, "picture": -2.0}
    dark_coat = usual | {"eyes": -2.4, "picture": -3.2}
    darker = {sign: value - 2.0 for sign, value in usual.items()}
    wall_away = {"eyes": -2.4, "picture": -3.2}
    rows = [usual, usual, usual, usual, dark_coat, darker, wall_away]
    free = common_shifts(rows)
    assert free == pytest.approx([0, 0, 0, 0, -1.2, -2.0, -1.3])
    held = common_shifts(rows, witness="wall", steady=0.3)
    assert held == pytest.approx([0, 0, 0, 0, 0, -2.0, -1.3])


def test_walls_that_differ_all_over_are_no_witness() -> None:
    walls = (-0.5, -2.5, -1.5, -3.5, -0.8)
    rows = [{"eyes": -1.0, "wall": wall, "picture": -2.0} for wall in walls]
    rows[2] |= {"eyes": -2.4, "picture": -3.2}
    assert common_shifts(rows, witness="wall", steady=0.3) == common_shifts(rows)


def test_a_witness_at_its_ceiling_holds_nothing_back() -> None:
    usual = {"eyes": -1.0, "wall": -0.1, "picture": -2.0}
    lighter = {"eyes": 0.0, "wall": 0.0, "picture": -0.8}
    rows = [usual, usual, usual, lighter]
    shifts = common_shifts(rows, ceiling=-0.05, witness="wall", steady=0.3)
    assert shifts == pytest.approx([0, 0, 0, 1.2])


@given(st.lists(st.tuples(*[st.floats(-5, 0)] * 3), min_size=2, max_size=9))
def test_a_ceiling_moves_nothing_down_and_only_what_touches_it(
    values: list[tuple[float, float, float]],
) -> None:
    rows = [dict(zip("abc", each, strict=True)) for each in values]
    for row, free, under in zip(
        rows, common_shifts(rows), common_shifts(rows, ceiling=-0.5), strict=True
    ):
        assert under >= free
        assert under == free or max(row.values()) >= -0.5


def test_signs_that_are_missing_are_left_out() -> None:
    assert common_shifts([{"wall": 1.0}, {"wall": 1.0, "eyes": 5.0}, {}]) == [0.0, 0.0, 0.0]


def test_quartiles_are_values_of_the_set() -> None:
    assert quartiles([5, 1, 4, 2, 3]) == (2, 4)
