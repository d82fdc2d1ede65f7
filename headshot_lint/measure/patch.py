"""Crops on which measures run: the face at a fixed scale, and the scene made small.

Measuring at a fixed face scale keeps verdicts independent of the file's pixel size, and small
crops keep colour conversions cheap.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import (
    GreyImage,
    LabImage,
    LabPlanes,
    LinearImage,
    Mask,
    Points,
    QuadImage,
    RgbImage,
)
from headshot_lint.measure.colour import luminance, split_lab, to_lab, to_linear
from headshot_lint.measure.lighting import cheek_mask
from headshot_lint.measure.mesh import Mesh
from headshot_lint.measure.regions import FACE_OVAL, hull_mask
from headshot_lint.measure.shrink import area_average
from headshot_lint.measure.skin import eye_opening_masks, skin_mask
from headshot_lint.measure.warp import cut_with_room

FACE_EYE_GAP_PX = 64.0
FACE_SIZE_PX = (320, 384)  # width, height: about five by six eye gaps, hair to collar
FACE_EYE_MID_PX = (160.0, 176.0)
CLOSEUP_MARGIN_PX = 24
"""Room round the landmarks: more than the widest filter reaches that is read at their edge."""

SCENE_LONG_SIDE_PX = 384


@dataclass(frozen=True, eq=False)
class Patch:
    """A small picture with its colour forms worked out on demand.

    Attributes:
        image: H x W x 3 uint8 sRGB.
    """

    image: RgbImage

    @cached_property
    def linear(self) -> LinearImage:
        """Linear light, 0-1."""
        return to_linear(self.image)

    @cached_property
    def luminance(self) -> GreyImage:
        """Relative luminance Y, 0-1."""
        return luminance(self.linear)

    @cached_property
    def lab(self) -> LabImage:
        """CIELAB D65."""
        return to_lab(self.image)

    @cached_property
    def lab_planes(self) -> LabPlanes:
        """L*, a* and b* of `lab` apart: each lies in memory as whole rows."""
        return split_lab(self.lab)


@dataclass(frozen=True, eq=False)
class FacePatch(Patch):
    """The face, roll taken out, eyes 64 px apart.

    Attributes:
        points: 478 x 3 landmarks in pixels of this patch.
        to_work: 2 x 3 matrix from patch pixels to pixels of the working image.
        magnification: patch pixels per working pixel; above 1 the face was enlarged.
        inside: H x W bool, false where the patch reaches beyond the photo.
    """

    points: Points
    to_work: NDArray[np.float64]
    magnification: float
    inside: Mask

    @cached_property
    def skin(self) -> Mask:
        """The face without eyes, brows, lips and nostrils."""
        return skin_mask(self.points, self.inside)

    @cached_property
    def cheeks(self) -> Mask:
        """Both cheeks and the bridge of the nose."""
        return cheek_mask(self.points, self.inside)

    @cached_property
    def oval(self) -> Mask:
        """The face to its outline, features included."""
        return hull_mask(self.inside.shape, self.points[list(FACE_OVAL)]) & self.inside

    @cached_property
    def each_eye(self) -> tuple[Mask, Mask]:
        """The right and the left eye up to the lids."""
        return eye_opening_masks(self.points, self.inside)

    @cached_property
    def eye_openings(self) -> Mask:
        """Both eyes up to the lids."""
        right, left = self.each_eye
        return right | left

    @cached_property
    def closeup(self) -> FacePatch:
        """The same without hair and collar: a third of the pixels for what measures skin."""
        height, width = self.image.shape[:2]
        low = self.points[:, :2].min(axis=0) - CLOSEUP_MARGIN_PX
        high = self.points[:, :2].max(axis=0) + CLOSEUP_MARGIN_PX
        left, top = (int(v) for v in np.clip(low, 0, (width - 1, height - 1)))
        right, bottom = (int(v) + 1 for v in np.clip(high, (left, top), (width - 1, height - 1)))
        points = self.points - np.array([left, top, 0], dtype=np.float32)
        to_work = self.to_work.copy()
        to_work[:, 2] += to_work[:, :2] @ (left, top)
        return FacePatch(
            image=np.ascontiguousarray(self.image[top:bottom, left:right]),
            points=points,
            to_work=to_work,
            magnification=self.magnification,
            inside=np.ascontiguousarray(self.inside[top:bottom, left:right]),
        )


@dataclass(frozen=True, eq=False)
class Scene(Patch):
    """The whole picture made small.

    Attributes:
        scale: scene pixels per working pixel.
    """

    scale: float


def cut_face(work: RgbImage | QuadImage, mesh: Mesh) -> FacePatch:
    """Cut the face out of the working image at the fixed scale.

    Faces larger than the patch are reduced with area averaging first, so that no detail aliases.
    """
    magnification = FACE_EYE_GAP_PX / max(mesh.eye_gap_px, 1e-3)
    shrink = 1.0
    source = work
    if magnification < 0.5:
        shrink = 2.0 * magnification
        height, width = work.shape[:2]
        size = (max(1, round(width * shrink)), max(1, round(height * shrink)))
        source = np.asarray(cv2.resize(work, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    angle = np.radians(mesh.roll_deg)
    step = 1.0 / magnification
    rotation = step * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    origin = mesh.eye_mid[:2].astype(np.float64) - rotation @ np.array(FACE_EYE_MID_PX)
    to_work = np.hstack([rotation, origin[:, None]])
    points = mesh.points.copy()
    # The inverse of a turn and a scaling by s is its transpose over s squared.
    points[:, :2] = (mesh.points[:, :2] - origin) @ (rotation * magnification**2)
    points[:, 2] *= magnification
    return FacePatch(
        image=cut_with_room(source, to_work * shrink, FACE_SIZE_PX),
        points=points.astype(np.float32),
        to_work=to_work,
        magnification=magnification,
        inside=_inside(to_work, work),
    )


def _inside(to_work: NDArray[np.float64], work: RgbImage | QuadImage) -> NDArray[np.bool_]:
    width, height = FACE_SIZE_PX
    inside = np.ones((height, width), dtype=bool)
    x, y = np.arange(width), np.arange(height)[:, None]
    for (by_x, by_y, start), limit in zip(to_work.tolist(), work.shape[1::-1], strict=True):
        across, down = by_x * x + start, by_y * y
        # Both grow one way: a side of the photo that no corner of the patch passes hides nothing.
        if across.min() + down.min() < -0.5:
            inside &= across >= -0.5 - down
        if across.max() + down.max() > limit - 0.5:
            inside &= across <= limit - 0.5 - down
    return inside


def shrink_scene(work: RgbImage, half: RgbImage) -> Scene:
    """Reduce the working image to a long side of at most 384 px by area averaging.

    Args:
        work: the working image.
        half: the same at half its size: what `area_average` begins with.
    """
    height, width = work.shape[:2]
    scale = min(1.0, SCENE_LONG_SIDE_PX / max(height, width))
    if scale == 1.0:
        return Scene(image=work, scale=1.0)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    large = work if max(half.shape[:2]) < SCENE_LONG_SIDE_PX else half
    return Scene(image=area_average(large, size), scale=scale)
