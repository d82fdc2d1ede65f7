"""CIEDE2000: how different two colours look."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Values: TypeAlias = NDArray[np.float32]


def ciede2000(one: Values, other: Values) -> Values:
    """Return the CIEDE2000 difference of colours, with all weighting factors 1.

    Args:
        one: N x 3 float32, CIELAB.
        other: N x 3 float32, or 3 for one colour against all.

    Returns:
        N differences; 1 is about what can just be seen.
    """
    from skimage.color import deltaE_ciede2000

    alike = np.broadcast_to(other, one.shape)
    return np.asarray(deltaE_ciede2000(one, alike), dtype=np.float32)
