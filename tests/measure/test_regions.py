"""Masks over parts of a face."""

from __future__ import annotations

import numpy as np
import pytest

from headshot_lint.measure.regions import hull_mask, hull_window


@pytest.mark.parametrize("shift", [(0, 0), (-40, 10), (70, 55), (200, 0)])
def test_a_window_holds_the_whole_hull(shift: tuple[int, int]) -> None:
    points = np.random.default_rng(2).uniform(5, 60, (12, 2)) + shift
    window, hull = hull_window((90, 110), points.astype(np.float32))
    mask = np.zeros((90, 110), dtype=bool)
    mask[window] = hull
    np.testing.assert_array_equal(mask, hull_mask((90, 110), points.astype(np.float32)))
