"""The subject's face mesh, by one of two engines with the same networks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from headshot_lint.analyse.mesh_mediapipe import available, find_points_mediapipe
from headshot_lint.analyse.mesh_onnx import CROP_MARGIN, CropFrame, find_points, refine_mesh
from headshot_lint.measure.mesh import Mesh
from headshot_lint.model.verdict import Box, Missing

if TYPE_CHECKING:
    from headshot_lint.shot import Shot

LandmarkEngine: TypeAlias = Literal["auto", "mediapipe", "onnx"]

MIN_PRESENCE = 0.5


def find_mesh(shot: Shot) -> Mesh:
    """Find the 478 landmarks and 52 blendshapes of the subject.

    The engines differ in the first pass only: `mediapipe` runs FaceLandmarker on a crop round the
    subject, `onnx` runs its landmark network on the subject's box. The second pass, which decides
    the numbers, is the same. `auto` is `mediapipe` where it can be imported. Where FaceLandmarker
    sees no face (very close crops, faces lying on their side), the first pass of `onnx` steps in.

    Raises:
        Missing: where there is no subject, or the landmark network sees no face in its place.
        ImportError: `mediapipe` is asked for and not installed.
    """
    box = _work_box(shot)
    points = find_points_mediapipe(shot.work, box) if _use_mediapipe(shot.engine) else None
    mesh = refine_mesh(shot.work, points) if points is not None else None
    if mesh is None or mesh.presence < MIN_PRESENCE:
        roll_deg = shot.faces.faces[shot.subject.index].roll_deg
        points, _ = find_points(shot.work, frame_of_box(box, roll_deg))
        mesh = refine_mesh(shot.work, points)
    if mesh.presence < MIN_PRESENCE:
        raise Missing("the landmarks of the face could not be found")
    return mesh


def frame_of_box(box: Box, roll_deg: float) -> CropFrame:
    """Return the square round a detector's box, turned so that the eyes are level."""
    return CropFrame(
        x=box.x + box.width / 2 - 0.5,
        y=box.y + box.height / 2 - 0.5,
        side=max(box.width, box.height) * CROP_MARGIN,
        roll_deg=roll_deg,
    )


def _work_box(shot: Shot) -> Box:
    box, scale = shot.subject.box, shot.photo.scale
    return Box(box.x * scale, box.y * scale, box.width * scale, box.height * scale)


@cache
def _mediapipe_here() -> bool:
    return available()


def _use_mediapipe(engine: LandmarkEngine) -> bool:
    return engine == "mediapipe" or (engine == "auto" and _mediapipe_here())
