"""A closer search where the plain one finds nothing, with a check on what it brings."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.analyse.detector import Detection, detect
from headshot_lint.analyse.mesh_onnx import find_points, frame_of_box, frame_of_points
from headshot_lint.measure.arrays import QuadImage, RgbImage

PADDING = 0.25
"""Black margin on every side by the picture's size: brings close crops to the detector's scale."""

TURNED_SCORE = 0.7
"""Least confidence in a turned picture: below, paws and letters pass as faces."""

MIN_PRESENCE = 0.5


def look_again(work: RgbImage, *, mirrored: bool = False) -> list[Detection]:
    """Search the picture with a margin, then turned by quarters; only confirmed faces count.

    The margin finds faces that fill the frame (112-250 px crops cut at chin and forehead), the
    turns find pictures saved lying or upside down. The landmark network has the last word.
    """
    for faces in _looks(work, mirrored=mirrored):
        confirmed = [face for face in faces if is_face(work, face, mirrored=mirrored)]
        if confirmed:
            return confirmed
    return []


def is_face(work: RgbImage | QuadImage, face: Detection, *, mirrored: bool = False) -> bool:
    """Whether the landmark network, in two passes, sees a face where the detector does."""
    points, _ = find_points(work, frame_of_box(face.box, face.roll_deg, mirrored=mirrored))
    _, presence = find_points(work, frame_of_points(points, mirrored=mirrored))
    return presence >= MIN_PRESENCE


def _looks(work: RgbImage, *, mirrored: bool) -> Iterator[list[Detection]]:
    height, width = work.shape[:2]
    across, down = int(width * PADDING), int(height * PADDING)
    padded = cv2.copyMakeBorder(work, down, down, across, across, cv2.BORDER_CONSTANT)
    shift = np.array([-across, -down], dtype=np.float64)
    found = detect(np.asarray(padded, dtype=np.uint8), mirrored=mirrored)
    yield [_move(face, np.eye(2), shift) for face in found]
    turns = {
        1: ([[0, -1], [1, 0]], [width, 0]),
        3: ([[0, 1], [-1, 0]], [0, height]),
        2: ([[-1, 0], [0, -1]], [width, height]),
    }
    # A quarter to the left is one to the right in the mirror.
    for quarters in (3, 1, 2) if mirrored else (1, 3, 2):
        turn, offset = turns[quarters]
        turned = np.ascontiguousarray(np.rot90(work, quarters))
        matrix, origin = np.array(turn, dtype=np.float64), np.array(offset, dtype=np.float64)
        found = detect(turned, TURNED_SCORE, mirrored=mirrored)
        yield [_move(face, matrix, origin) for face in found]


def _move(face: Detection, turn: NDArray[np.float64], offset: NDArray[np.float64]) -> Detection:
    corners = face.box.reshape(2, 2) @ turn.T + offset
    box = np.concatenate([corners.min(axis=0), corners.max(axis=0)])
    return Detection(box=box, keypoints=face.keypoints @ turn.T + offset, score=face.score)
