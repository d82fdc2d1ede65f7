"""The subject's face mesh, by one of two engines with the same networks."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np

from headshot_lint.analyse.mesh_alike import find_points_alike
from headshot_lint.analyse.mesh_mediapipe import available, find_points_mediapipe
from headshot_lint.analyse.mesh_onnx import find_points, frame_of_box, refine_mesh
from headshot_lint.analyse.view import LandmarkEngine, ShotView
from headshot_lint.measure.arrays import Points
from headshot_lint.measure.mesh import Mesh
from headshot_lint.model.verdict import Missing

MIN_PRESENCE = 0.5

SURE_PRESENCE = 0.95
"""Presence that ends the search: 99 % of labelled portraits exceed it at the first try."""

LARGEST_TURN_DEG = 60.0
"""Turn against the detector's own reading of the eyes beyond which an unsure reading comes last: in
few and blurred pixels the network sees upside-down faces, with presences of up to 0.9."""

RETRIES = ((1.0, 0.0), (1.25, 0.0), (1.0, 90.0), (1.0, -90.0), (1.0, 180.0))
"""Crops of the first pass in order: times the usual side, and turned by degrees.

The detector finds faces that lie on their side, but not how they lie.
"""


def find_mesh(shot: ShotView) -> Mesh:
    """Find the 478 landmarks and 52 blendshapes of the subject.

    The engines differ in the first pass only: `mediapipe` runs FaceLandmarker on a crop round the
    subject, `onnx` its networks on the same crop. The second pass, which decides the numbers, is
    the same. `auto` is `mediapipe` where it can be imported. Where FaceLandmarker sees no face
    (very close crops, faces lying on their side), the landmark network runs on the subject's box.

    Raises:
        Missing: where there is no subject, or the landmark network sees no face in its place.
        ImportError: `mediapipe` is asked for and not installed.
    """
    found = []
    for points in _first_passes(shot):
        mesh = refine_mesh(shot.quad, points, mirrored=shot.mirrored)
        if mesh.presence >= SURE_PRESENCE:
            return mesh
        if mesh.presence >= MIN_PRESENCE:
            found.append(mesh)
    if not found:
        raise Missing("the landmarks of the face could not be found")
    return max(found, key=lambda mesh: (not _is_turned(mesh, shot), mesh.presence))


def _is_turned(mesh: Mesh, shot: ShotView) -> bool:
    """Whether the landmarks lie far from how the detector saw the eyes."""
    away_deg = mesh.roll_deg - _detector_roll_deg(shot)
    return abs(math.remainder(away_deg, 360.0)) > LARGEST_TURN_DEG


def _detector_roll_deg(shot: ShotView) -> float:
    return shot.faces.faces[shot.subject.index].roll_deg


def _first_passes(shot: ShotView) -> Iterator[Points]:
    """Landmarks to refine, best guess first; later ones are worked out only when asked for."""
    box, scale = shot.subject.box, shot.photo.scale
    edges = np.array([box.x, box.y, box.x + box.width, box.y + box.height]) * scale
    first = find_points_mediapipe if _use_mediapipe(shot.engine) else find_points_alike
    points = first(shot.work, edges, mirrored=shot.mirrored)
    if points is not None:
        yield points
    roll_deg = _detector_roll_deg(shot)
    frame = frame_of_box(edges, roll_deg, mirrored=shot.mirrored)
    sense = -1.0 if shot.mirrored else 1.0
    for wider, turn_deg in RETRIES:
        attempt = replace(frame, side=frame.side * wider, roll_deg=roll_deg + sense * turn_deg)
        yield find_points(shot.quad, attempt)[0]


@cache
def _mediapipe_here() -> bool:
    return available()


def _use_mediapipe(engine: LandmarkEngine) -> bool:
    return engine == "mediapipe" or (engine == "auto" and _mediapipe_here())
