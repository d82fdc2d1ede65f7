"""MediaPipe's canonical face, to which meshes are compared."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from headshot_lint.analyse.model_files import model_bytes


@dataclass(frozen=True, eq=False)
class CanonicalFace:
    """The mean face of the mesh.

    Attributes:
        vertices: 468 x 3 float64, y up, z towards the camera.
        fit_points: indices of the vertices that a rigid fit uses.
        fit_weights: their weights.
    """

    vertices: NDArray[np.float64]
    fit_points: NDArray[np.int64]
    fit_weights: NDArray[np.float64]


@cache
def canonical_face() -> CanonicalFace:
    """Return the canonical face that the package carries, read once."""
    with np.load(io.BytesIO(model_bytes("canonical.npz"))) as archive:
        return CanonicalFace(
            vertices=archive["V"].astype(np.float64),
            fit_points=archive["idx"].astype(np.int64),
            fit_weights=archive["w"].astype(np.float64),
        )
