"""How far the lids are open."""

from __future__ import annotations

import math

from headshot_lint.measure.arrays import Points

RIGHT_CORNERS = (33, 133)
LEFT_CORNERS = (263, 362)


def lid_gap_ratio(
    points: Points, lid_pairs: tuple[tuple[int, int], ...], corners: tuple[int, int]
) -> float:
    """Return the mean gap between the lids by the distance of the eye's corners.

    The eye aspect ratio of Soukupova and Cech (2016) with three gaps; the width is taken in space,
    so that a turned head does not read as wide eyes. About 0.27 for an open eye, below 0.1 shut.

    Args:
        points: 478 x 3, in any one scale.
        lid_pairs: opposite points of the upper and lower lid.
        corners: outer and inner corner of the same eye.
    """
    gaps = [math.dist(*points[list(pair), :2].tolist()) for pair in lid_pairs]
    width = math.dist(*points[list(corners)].tolist())
    return sum(gaps) / len(gaps) / max(width, 1e-6)
