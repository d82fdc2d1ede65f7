"""Ranks against NumPy's own."""

from __future__ import annotations

import numpy as np
import pytest

from headshot_lint.measure.rank import median, percentile


@pytest.mark.parametrize("count", [1, 2, 3, 10, 101, 4096])
def test_the_ranks_are_those_of_numpy(count: int) -> None:
    values = np.random.default_rng(count).normal(50, 20, count)
    assert median(values) == pytest.approx(np.median(values), abs=1e-12)
    for percent in (0, 2, 25, 50, 85, 95, 100):
        expected = np.percentile(values, percent)
        assert percentile(values, percent) == pytest.approx(expected, abs=1e-12)


def test_values_stay_in_place() -> None:
    values = np.array([3.0, 1.0, 2.0], dtype=np.float32)
    assert median(values) == 2.0
    assert values.tolist() == [3.0, 1.0, 2.0]
