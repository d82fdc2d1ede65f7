"""What the networks for face, faces and persons saw of a photo, as one row of numbers."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.activations import (
    SMALLEST_MAP,
    Map,
    Regions,
    Sight,
    draw_hull,
    pool_regions,
    pool_whole,
)
from headshot_lint.measure.arrays import SoftMask
from headshot_lint.measure.regions import FACE_OVAL, LEFT_EYE, OUTER_LIPS, RIGHT_EYE
from headshot_lint.model.verdict import Missing

Row = NDArray[np.float32]

EYE_MARGIN, MOUTH_MARGIN = 6 / 256, 4 / 256
"""Room round eyes and mouth, by the side of the landmark network's crop: lids, lashes, frames."""


def activations(shot: ShotView) -> Row:
    """Return pooled activations of four networks, 23,848 float32.

    Landmark network, detector, segmenter, and the network for everyday pictures.

    Raises:
        Missing: where there is no face to look at.
    """
    regions = _parts_of_picture(shot)
    return np.concatenate(
        [
            _of_face(shot),
            _pooled(shot.scan.sight, regions),
            _of_persons(shot),
            _pooled(shot.overview, regions),
        ]
    )


def _of_face(shot: ShotView) -> Row:
    """Landmark network: eyes (mean, difference), mouth, face, around it, difference of halves."""
    sight = shot.mesh.sight
    if sight is None:
        raise Missing("the face was not found by a network")
    points, side = sight.on_grid(shot.mesh.points), sight.grid_px
    eyes = [_part(points, side, eye, EYE_MARGIN) for eye in (RIGHT_EYE, LEFT_EYE)]
    face = _part(points, side, FACE_OVAL)
    right = np.zeros_like(face)
    right[:, : side // 2] = 1.0
    mouth = _part(points, side, OUTER_LIPS, MOUTH_MARGIN)
    regions = np.dstack([*eyes, mouth, face, 1.0 - face, face * right, face * (1.0 - right)])
    rows = []
    for layer in sight.maps:
        rows.append(pool_whole(layer))
        if layer.shape[1] >= SMALLEST_MAP:
            eye_r, eye_l, lips, oval, around, half_r, half_l = pool_regions(layer, regions)
            pairs = [(eye_r + eye_l) / 2, np.abs(eye_r - eye_l), np.abs(half_r - half_l)]
            rows.append(np.stack([*pairs, lips, oval, around]))
    return _row(rows)


def _part(
    points: NDArray[np.float64], side: int, indices: tuple[int, ...], margin: float = 0.0
) -> Map:
    return draw_hull(points[list(indices)], side, margin_px=margin * side)


def _parts_of_picture(shot: ShotView) -> Regions:
    """Persons, background, and the subject's face, on the detector's square."""
    sight = shot.scan.sight
    side = sight.grid_px
    height, width = shot.work.shape[:2]
    corners = np.array([[-0.5, -0.5], [width - 0.5, height - 0.5]], dtype=np.float32)
    (left, top), (right, bottom) = np.round(sight.on_grid(corners)).astype(int)
    frame = np.zeros((side, side), dtype=np.float32)
    frame[top:bottom, left:right] = 1.0
    person = np.zeros_like(frame)
    person[top:bottom, left:right] = _shrunk(shot.person, (right - left, bottom - top))
    face = draw_hull(sight.on_grid(shot.mesh.points[list(FACE_OVAL)]), side)
    return np.dstack([person, frame - person, face])


def _of_persons(shot: ShotView) -> Row:
    """Segmenter: persons and background."""
    sight = shot.segmentation.sight
    person = _shrunk(shot.person, (sight.grid_px, sight.grid_px))
    return _pooled(sight, np.dstack([person, 1.0 - person]))


def _shrunk(person: SoftMask, size: tuple[int, int]) -> SoftMask:
    small = cv2.resize(person, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32)


def _pooled(sight: Sight, regions: Regions) -> Row:
    return _row(
        [part for layer in sight.maps for part in (pool_whole(layer), pool_regions(layer, regions))]
    )


def _row(parts: list[NDArray[np.float32]]) -> Row:
    return np.concatenate([part.ravel() for part in parts])
