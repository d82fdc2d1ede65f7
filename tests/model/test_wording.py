from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headshot_lint.model.wording import beside


@pytest.mark.parametrize(
    ("value", "limit", "decimals", "shown"),
    [
        (87.2, 60, 0, "87"),
        (60.3, 60, 0, "60.3"),
        (59.96, 60, 0, "59.96"),
        (27.6, 28.0, 0, "27.6"),
        (2.04, 2.0, 1, "2.04"),
        (2.5, 2.0, 1, "2.5"),
        (0.5004, 0.5, 2, "0.5004"),
        (60.0, 60.0, 0, "60"),
        (60.00001, 60.0, 0, "60.0000"),
    ],
)
def test_as_many_decimals_as_tell_the_sides_apart(
    value: float, limit: float, decimals: int, shown: str
) -> None:
    assert beside(value, limit, decimals) == shown


@given(st.floats(-1e4, 1e4), st.integers(-1000, 1000), st.integers(0, 3))
def test_what_is_shown_lies_where_the_value_lies(value: float, limit: int, decimals: int) -> None:
    shown = float(beside(value, limit, decimals))
    if abs(value - limit) > 1e-3:
        assert (shown > limit) == (value > limit)
        assert shown != limit
