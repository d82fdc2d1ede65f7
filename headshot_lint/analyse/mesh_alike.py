"""FaceLandmarker's answer without MediaPipe: its networks on onnxruntime, fed as it feeds them.

Landmarks differ from MediaPipe's by 0.05 % of the eye distance (median of labelled photos; less
than 0.2 % in nine of ten), where those from another detector's box differ by 1.3 %.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.analyse.detector import Anchors, Detection, read_faces
from headshot_lint.analyse.mesh_onnx import find_points_as_mediapipe, frame_of_box
from headshot_lint.analyse.models import Tensor, network
from headshot_lint.analyse.surroundings import Surroundings
from headshot_lint.measure.arrays import Points, RgbImage

MODEL = "face_detection_short_range.onnx"
ANCHORS = Anchors.of(128, (16, 2), (8, 6))
"""As `face_detector_graph.cc` sets them: strides of 8, 16, 16 and 16, two anchors each."""

MIN_PRESENCE = 0.5
"""FaceLandmarker's default: below, it reports no face."""


def find_points_alike(
    work: RgbImage, box: NDArray[np.float64], *, mirrored: bool = False
) -> Points | None:
    """Find the landmarks of the face in `box`; None where FaceLandmarker would see none there.

    Args:
        work: the working image.
        box: x0, y0, x1, y1 of the subject's face, pixels of `work`.
        mirrored: whether the networks are shown the mirror image.

    Returns:
        478 x 3 landmarks in pixels of `work`.
    """
    round_it = Surroundings.of(work, box, mirrored=mirrored)
    faces = _detect(round_it.shown)
    if not faces:
        return None
    frame = frame_of_box(faces[0].box, faces[0].roll_deg)
    points, presence = find_points_as_mediapipe(round_it.shown, frame)
    if presence < MIN_PRESENCE:
        return None
    height, width = round_it.shown.shape[:2]
    from_edges = points + np.array([0.5, 0.5, 0.0])
    return round_it.in_work(from_edges / (width, height, width))


def _detect(shown: RgbImage) -> list[Detection]:
    """Faces, surest first."""
    return read_faces(network(MODEL)(_letterbox(shown)), shown.shape, ANCHORS)


def _letterbox(shown: RgbImage) -> Tensor:
    """The picture in the middle of the network's square, sampled as MediaPipe samples it.

    It is not smoothed before it is reduced, and lies off as `find_points_as_mediapipe` says. A
    smoothed one, or one in its place, leads to landmarks that differ by 0.75 % of the eye distance.
    """
    side, (height, width) = ANCHORS.input_px, shown.shape[:2]
    step = max(height, width) / side
    to_shown = np.array(
        [
            [step, 0.0, (width - step * side) / 2],
            [0.0, step, (height - step * side) / 2],
        ]
    )
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    canvas = np.asarray(cv2.warpAffine(shown, to_shown, (side, side), flags=how))
    return canvas[None].astype(np.float32) / np.float32(127.5) - np.float32(1.0)
