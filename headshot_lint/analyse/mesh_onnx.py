"""Face landmarks and blendshapes on onnxruntime: the networks of MediaPipe's FaceLandmarker."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headshot_lint.analyse.mirror import mirror_points, swap_blendshapes, swap_sides
from headshot_lint.analyse.models import Tensor, network
from headshot_lint.measure.activations import Sight
from headshot_lint.measure.arrays import Points, QuadImage, RgbImage
from headshot_lint.measure.colour import to_unit
from headshot_lint.measure.mesh import Mesh, eye_centres
from headshot_lint.measure.warp import cut

LANDMARKS = "face_landmarks_detector.onnx"
CROP_PX = 256
CROP_MARGIN = 1.5  # crop side by box side, as in MediaPipe's graph
_CROP_MIDDLE = np.full(2, (CROP_PX - 1) / 2)

# The landmarks that the blendshape network reads (MediaPipe's face_blendshapes graph), in order.
BLENDSHAPE_POINTS = (
    0, 1, 4, 5, 6, 7, 8, 10, 13, 14, 17, 21, 33, 37, 39, 40, 46, 52, 53, 54, 55, 58, 61, 63, 65,
    66, 67, 70, 78, 80, 81, 82, 84, 87, 88, 91, 93, 95, 103, 105, 107, 109, 127, 132, 133, 136,
    144, 145, 146, 148, 149, 150, 152, 153, 154, 155, 157, 158, 159, 160, 161, 162, 163, 168, 172,
    173, 176, 178, 181, 185, 191, 195, 197, 234, 246, 249, 251, 263, 267, 269, 270, 276, 282, 283,
    284, 285, 288, 291, 293, 295, 296, 297, 300, 308, 310, 311, 312, 314, 317, 318, 321, 323, 324,
    332, 334, 336, 338, 356, 361, 362, 365, 373, 374, 375, 377, 378, 379, 380, 381, 382, 384, 385,
    386, 387, 388, 389, 390, 397, 398, 400, 402, 405, 409, 415, 454, 466, 468, 469, 470, 471, 472,
    473, 474, 475, 476, 477,
)  # fmt: skip


@dataclass(frozen=True)
class CropFrame:
    """A turned square of the working image.

    Attributes:
        x, y: its centre, pixels of the working image with pixel centres at whole numbers.
        side: its side in the same pixels.
        roll_deg: its turn, clockwise positive.
        mirrored: whether it is seen from behind, its right edge on the left of the picture.
    """

    x: float
    y: float
    side: float
    roll_deg: float
    mirrored: bool = False

    def to_work(self) -> NDArray[np.float64]:
        """2 x 3 matrix from pixels of the crop (centres at whole numbers) to the working image."""
        step, angle = self.side / CROP_PX, np.radians(self.roll_deg)
        cos, sin = step * np.cos(angle), step * np.sin(angle)
        sense = -1.0 if self.mirrored else 1.0
        to_work = np.array([[sense * cos, -sin, self.x], [sense * sin, cos, self.y]])
        to_work[:, 2] -= to_work[:, :2] @ _CROP_MIDDLE
        return to_work


def frame_of_box(box: NDArray[np.float64], roll_deg: float, *, mirrored: bool = False) -> CropFrame:
    """Return the square round a detector's box (x0, y0, x1, y1), turned to level the eyes."""
    return CropFrame(
        x=float(box[0] + box[2]) / 2 - 0.5,
        y=float(box[1] + box[3]) / 2 - 0.5,
        side=float((box[2:] - box[:2]).max()) * CROP_MARGIN,
        roll_deg=roll_deg,
        mirrored=mirrored,
    )


def frame_of_points(points: Points, *, mirrored: bool = False) -> CropFrame:
    """Return the square round landmarks that MediaPipe tracks with: bounding box, 1.5 times."""
    x, y = points[:, 0], points[:, 1]
    left, right, top, bottom = x.min(), x.max(), y.min(), y.max()
    right_eye, left_eye = eye_centres(points)
    gap = left_eye - right_eye
    return CropFrame(
        x=float((left + right) / 2),
        y=float((top + bottom) / 2),
        side=float(max(right - left, bottom - top)) * CROP_MARGIN,
        roll_deg=float(np.degrees(np.arctan2(gap[1], gap[0]))),
        mirrored=mirrored,
    )


@dataclass(frozen=True, eq=False)
class Look:
    """One run of the landmark network.

    Attributes:
        points: 478 x 3 landmarks in pixels of the working image.
        presence: probability that the crop shows a face.
        sight: what the network saw of the crop besides.
    """

    points: Points
    presence: float
    sight: Sight


def find_points(work: RgbImage | QuadImage, frame: CropFrame) -> tuple[Points, float]:
    """Run the landmark network once.

    Returns:
        478 x 3 landmarks in pixels of `work`, and the probability that the crop shows a face.
    """
    to_work = frame.to_work()
    answers = network(LANDMARKS)(_cut(work, to_work))
    return _read(answers, to_work)


def find_points_as_mediapipe(image: RgbImage, frame: CropFrame) -> tuple[Points, float]:
    """Run the landmark network once, on a crop that is cut as MediaPipe cuts it.

    MediaPipe (`image_to_tensor_converter_opencv.cc`) lays the corners of the square on those of its
    crop in coordinates that count pixel centres, and reads landmarks as if it had counted edges: so
    its crop lies off by half of what a pixel of the crop is larger than one of the picture.

    Returns:
        As `find_points`.
    """
    to_work = frame.to_work()
    cut_by = to_work.copy()
    cut_by[:, 2] += 0.5 - to_work[:, :2] @ (0.5, 0.5)
    return _read(network(LANDMARKS)(_cut(image, cut_by)), to_work)


def look(work: RgbImage | QuadImage, frame: CropFrame) -> Look:
    """Run the landmark network once, and keep what it saw besides landmarks."""
    to_work = frame.to_work()
    answers, maps = network(LANDMARKS).with_maps(_cut(work, to_work))
    # Pixel centres of the crop are whole numbers; the unit square begins at its edge.
    unit = np.column_stack([to_work[:, :2] * CROP_PX, to_work @ (-0.5, -0.5, 1.0)])
    return Look(*_read(answers, to_work), Sight(maps, unit))


def _cut(work: RgbImage | QuadImage, to_work: NDArray[np.float64]) -> Tensor:
    return to_unit(cut(work, to_work, (CROP_PX, CROP_PX)))[None]


def _read(answers: list[Tensor], to_work: NDArray[np.float64]) -> tuple[Points, float]:
    """Landmarks in pixels of the working image, and presence, from the network's answers."""
    (cos, minus_sin, x), (sin, turned_cos, y) = to_work.tolist()
    across, down, depth = answers[0].reshape(478, 3).astype(np.float64).T
    # The network counts from the edge of the first pixel.
    across, down = across - 0.5, down - 0.5
    points = np.empty((478, 3), dtype=np.float32)
    points[:, 0] = across * cos + down * minus_sin + x
    points[:, 1] = across * sin + down * turned_cos + y
    points[:, 2] = depth * math.hypot(cos, sin)  # in the scale of the picture plane
    presence = 1.0 / (1.0 + math.exp(-min(max(float(answers[1].item()), -80.0), 80.0)))
    mirrored = cos * turned_cos - minus_sin * sin < 0.0
    return swap_sides(points) if mirrored else points, presence


def find_blendshapes(points: Points, *, mirrored: bool = False) -> NDArray[np.float32]:
    """Return the 52 blendshape weights, 0-1, of 478 landmarks (scale does not matter)."""
    shown = mirror_points(points) if mirrored else points
    chosen = shown[list(BLENDSHAPE_POINTS), :2].astype(np.float32)
    weights = network("face_blendshapes.onnx")(chosen[None])[0].astype(np.float32).ravel()
    return swap_blendshapes(weights) if mirrored else weights


def refine_mesh(work: RgbImage | QuadImage, points: Points, *, mirrored: bool = False) -> Mesh:
    """Find the mesh once more in the square round a first pass's landmarks.

    A single pass carries the noise of the detector's box (0.9-1.8 % of the eye distance, 2 degrees
    of pitch); after the second, two different detectors differ by 0.2-0.5 %.
    """
    seen = look(work, frame_of_points(points, mirrored=mirrored))
    return Mesh(
        points=seen.points,
        blendshapes=find_blendshapes(seen.points, mirrored=mirrored),
        presence=seen.presence,
        sight=seen.sight,
    )
