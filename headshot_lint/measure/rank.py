"""Medians and percentiles of many values at once, without sorting them.

NumPy's own functions partition for several places in one go and look for NaN besides, which takes
four times as long; pixels are never NaN.
"""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Values: TypeAlias = NDArray[np.float32] | NDArray[np.float64]
"""Numbers in an array of any shape, at least one, none of them NaN."""


def median(values: Values) -> float:
    """Return the middle value, or the mean of the two middle ones, as `numpy.median` does."""
    return percentile(values, 50.0)


def percentile(values: Values, percent: float) -> float:
    """Return the value below which `percent` of the others lie, as `numpy.percentile` does.

    Args:
        values: in any order.
        percent: 0-100; between two values it is interpolated straight.
    """
    place = (values.size - 1) * percent / 100.0
    upper = math.ceil(place)
    parted = values.flatten()
    parted.partition(upper)
    high = float(parted[upper])
    if upper == place:
        return high
    low = float(parted[:upper].max())
    return low + (high - low) * (place - (upper - 1))
