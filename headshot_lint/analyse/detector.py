"""MediaPipe's full-range face detector on onnxruntime."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.analyse.mirror import KEYPOINTS
from headshot_lint.analyse.models import Tensor, network
from headshot_lint.measure.activations import Sight
from headshot_lint.measure.arrays import RgbImage

MODEL = "face_detection_full_range.onnx"
INPUT_PX = 192
GRID = 48
MIN_SCORE = 0.5
OVERLAP = 0.3


@dataclass(frozen=True, eq=False)
class Detection:
    """One face.

    Attributes:
        box: x0, y0, x1, y1, float64, pixels of the picture searched, edges at whole numbers.
        keypoints: 6 x 2: right eye, left eye, nose tip, mouth, right and left ear.
        score: 0-1.
    """

    box: NDArray[np.float64]
    keypoints: NDArray[np.float64]
    score: float

    @property
    def area(self) -> float:
        """Area of the box in square pixels."""
        return float((self.box[2] - self.box[0]) * (self.box[3] - self.box[1]))

    @property
    def roll_deg(self) -> float:
        """Angle of the line through both eyes; positive when the head tips to its left."""
        gap = self.keypoints[1] - self.keypoints[0]
        return float(np.degrees(np.arctan2(gap[1], gap[0])))

    def enlarged(self, grow: NDArray[np.float64]) -> Detection:
        """The same face where the picture is wider and higher by two factors."""
        return Detection(self.box * np.tile(grow, 2), self.keypoints * grow, self.score)


@dataclass(frozen=True, eq=False)
class Scan:
    """One run of the detector.

    Attributes:
        faces: the surest first.
        sight: what the network saw besides faces.
        shown: what it was shown: the picture, letterboxed, 1 x 192 x 192 x 3 float32, -1 to 1.
    """

    faces: tuple[Detection, ...]
    sight: Sight
    shown: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Anchors:
    """Where a detector of this family looks for faces.

    Attributes:
        input_px: side of the square that the network takes in.
        centres: N x 2, in shares of that square, in the order of the network's answers.
    """

    input_px: int
    centres: NDArray[np.float64]

    @classmethod
    def of(cls, input_px: int, *grids: tuple[int, int]) -> Anchors:
        """Anchors on square grids, each given by its side and the anchors that share a cell."""
        centres = []
        for side, shared in grids:
            y, x = np.mgrid[0:side, 0:side]
            cells = (np.stack([x.ravel(), y.ravel()], axis=1) + 0.5) / side
            centres.append(np.repeat(cells, shared, axis=0))
        return cls(input_px, np.concatenate(centres))


_FULL_RANGE = Anchors.of(INPUT_PX, (GRID, 1))


def detect(
    image: RgbImage, min_score: float = MIN_SCORE, *, mirrored: bool = False
) -> list[Detection]:
    """Find faces, the surest first.

    Args:
        image: H x W x 3 uint8 RGB of any size.
        min_score: least confidence of a face, 0-1; MediaPipe's own default is 0.5.
        mirrored: whether the network is shown the mirror image; the answer is of the image itself.
    """
    answers = network(MODEL)(_letterbox(image, mirrored=mirrored))
    return read_faces(answers, image.shape, _FULL_RANGE, min_score, mirrored=mirrored)


def scan(scene: RgbImage, work_size: tuple[int, int], *, mirrored: bool = False) -> Scan:
    """Run the detector once, and keep what it saw besides faces.

    Args:
        scene: the picture made small, about twice what the network takes in: H x W x 3 uint8 RGB.
        work_size: width and height of the working image, in whose pixels the answer is.
        mirrored: as in `detect`.
    """
    shown = _letterbox(scene, mirrored=mirrored)
    answers, maps = network(MODEL).with_maps(shown)
    if mirrored:
        maps = tuple(layer[:, :, ::-1] for layer in maps)
    grow = np.array(work_size) / scene.shape[1::-1]
    faces = read_faces(answers, scene.shape, _FULL_RANGE, mirrored=mirrored)
    side = max(scene.shape[:2]) * grow
    sight = Sight(maps, np.column_stack([np.diag(side), (work_size - side - 1) / 2]))
    return Scan(tuple(face.enlarged(grow) for face in faces), sight, shown)


def read_faces(
    answers: list[Tensor],
    shape: tuple[int, ...],
    anchors: Anchors,
    min_score: float = MIN_SCORE,
    *,
    mirrored: bool = False,
) -> list[Detection]:
    """Faces in pixels of a picture of that shape, surest first, from a network's answers.

    The network was shown the picture, or its mirror image, in the middle of its square.
    """
    regressors, logits = answers[0][0], answers[1][0, :, 0]
    keep = np.flatnonzero(logits >= math.log(min_score / (1.0 - min_score)))
    if not keep.size:
        return []
    scores = 1.0 / (1.0 + np.exp(-np.minimum(logits[keep].astype(np.float64), 80)))
    height, width = shape[:2]
    side = max(height, width)
    margin = np.array([(side - width) / 2, (side - height) / 2])
    # Rows of `found`: box centre, box size, six key points; anchors shift all but the size.
    found = regressors[keep].astype(np.float64).reshape(-1, 8, 2) / anchors.input_px
    found[:, 0] += anchors.centres[keep]
    found[:, 2:] += anchors.centres[keep][:, None]
    centre = found[:, 0] * side - margin
    size = found[:, 1] * side
    keypoints = found[:, 2:] * side - margin
    if mirrored:
        keypoints = keypoints[:, list(KEYPOINTS)]
        centre[:, 0], keypoints[:, :, 0] = width - centre[:, 0], width - keypoints[:, :, 0]
    boxes = np.concatenate([centre - size / 2, centre + size / 2], axis=1)
    return _merge(boxes, keypoints, scores)


def _letterbox(image: RgbImage, *, mirrored: bool) -> NDArray[np.float32]:
    """Fit the picture into the detector's square, black around it; values -1 to 1, a batch of 1."""
    height, width = image.shape[:2]
    scale = INPUT_PX / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    how = cv2.INTER_AREA if scale <= 0.5 else cv2.INTER_LINEAR
    canvas = np.zeros((INPUT_PX, INPUT_PX, 3), dtype=np.uint8)
    left, top = (INPUT_PX - size[0]) // 2, (INPUT_PX - size[1]) // 2
    small = cv2.resize(image, size, interpolation=how)
    canvas[top : top + size[1], left : left + size[0]] = small[:, ::-1] if mirrored else small
    unit = canvas[None].astype(np.float32)
    unit /= np.float32(127.5)
    unit -= np.float32(1.0)
    return unit


def _merge(
    boxes: NDArray[np.float64], keypoints: NDArray[np.float64], scores: NDArray[np.float64]
) -> list[Detection]:
    """Blend overlapping boxes by score, as MediaPipe's weighted non-maximum suppression does."""
    order = np.argsort(-scores, kind="stable")
    merged = []
    while len(order):
        same = overlap(boxes[order[0]], boxes[order]) > OVERLAP
        same[0] = True
        group = order[same]
        weight = scores[group] / scores[group].sum()
        merged.append(
            Detection(
                box=(boxes[group] * weight[:, None]).sum(axis=0),
                keypoints=(keypoints[group] * weight[:, None, None]).sum(axis=0),
                score=float(scores[order[0]]),
            )
        )
        order = order[~same]
    return merged


def overlap(box: NDArray[np.float64], boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Intersection over union of one box with N x 4 others."""
    corner = np.minimum(box[2:], boxes[:, 2:]) - np.maximum(box[:2], boxes[:, :2])
    shared = np.clip(corner, 0, None).prod(axis=1)
    areas = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    union: NDArray[np.float64] = (box[2:] - box[:2]).prod() + areas - shared
    ratio: NDArray[np.float64] = shared / np.maximum(union, 1e-9)
    return ratio
