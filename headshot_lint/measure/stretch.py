"""Proportions of a face: whether the picture was squeezed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import Points


def width_by_height(points: Points, canonical: NDArray[np.float64]) -> float:
    """Return the scale of the picture along x by its scale along y, read from a face.

    The affine camera P (2 x 3) that maps the canonical face onto the landmarks best satisfies
    P P^T = s^2 I when the picture is true, however the head is turned, and diag(sx^2, sy^2) s^2
    when it was stretched by sx and sy. So no pose enters; a wide or narrow face does.

    Args:
        points: 478 x 3 landmarks; x, y in pixels of the picture as it stands (roll not taken out).
        canonical: 468 x 3 vertices of the canonical face.
    """
    picture = points[: len(canonical), :2].astype(np.float64)
    picture -= picture.mean(axis=0)
    centred = canonical - canonical.mean(axis=0)
    # Least squares by the normal equations: three unknowns that differ little in size.
    camera = np.linalg.solve(centred.T @ centred, centred.T @ picture)
    scale = np.sqrt((camera**2).sum(axis=0))
    return float(scale[0] / max(scale[1], 1e-9))
