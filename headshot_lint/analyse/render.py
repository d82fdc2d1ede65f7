"""Traces of picture generators: unlike irises and highlights, skin without texture."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np

from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.arrays import Points, SoftMask
from headshot_lint.measure.catchlight import catchlight_iou, find_catchlights
from headshot_lint.measure.iris_match import (
    EyePatch,
    Iris,
    cut_eye,
    find_iris,
    place_gap,
    size_gap,
)
from headshot_lint.measure.patch import FACE_SIZE_PX
from headshot_lint.measure.skin_texture import (
    MIN_SKIN_PX,
    around_the_face,
    cheeks,
    richest_tiles,
    spread,
    texture,
)
from headshot_lint.model.facts.render import IrisPair, Render
from headshot_lint.model.verdict import Missing

T = TypeVar("T")

MIN_IRIS_PX = 12.0
"""Diameter below which one pixel of the rim is more than the differences looked for."""

MIN_CATCHLIGHT_IRIS_PX = 20.0
"""About 50 px of eye width; Hu et al. (2021) worked on eyes of about 60 to 100 px."""

MIN_RISE_STOPS = 1.0
"""Rims fainter than this are lids, shade or glasses: there the differences double."""

MIN_OPENING = 0.45
"""Lid gap over iris diameter below which too little of the iris shows."""

MAX_YAW_DEG = 30.0
MIN_SKIN_EYE_GAP_PX = 60.0
MIN_TEXTURE_STOPS = 0.05
"""Texture of hair and clothes below which the whole photo is soft and tells nothing of skin."""


@dataclass(frozen=True)
class _Side:
    """Landmarks of one eye: corners from left to right in the picture, iris, middle of the lids."""

    corners: tuple[int, int]
    iris: tuple[int, ...]
    lids: tuple[int, int]


_EYES = (
    _Side((33, 133), (468, 469, 470, 471, 472), (159, 145)),
    _Side((362, 263), (473, 474, 475, 476, 477), (386, 374)),
)


@dataclass(frozen=True, eq=False)
class _Eye:
    patch: EyePatch
    iris: Iris


def measure_render(shot: ShotView) -> Render:
    """Compare both eyes, and skin with hair and clothes.

    Raises:
        Missing: where the subject has no landmarks.
    """
    points = shot.mesh.points
    absences: dict[str, str] = {}
    eyes = _or_absent("irises", absences, lambda: _both_eyes(shot))
    if eyes is None:
        absences["catchlight_iou"] = absences["irises"]
    found = eyes
    return Render(
        iris_px=sum(_iris_px(points, side) for side in _EYES) / len(_EYES) / shot.photo.scale,
        irises=None if found is None else _compare(found, shot.pose.yaw_deg),
        catchlight_iou=None
        if found is None
        else _or_absent("catchlight_iou", absences, lambda: _catchlights(found)),
        skin_texture=_or_absent("skin_texture", absences, lambda: _skin_texture(shot)),
        absences=absences,
    )


def _or_absent(name: str, absences: dict[str, str], measure: Callable[[], T]) -> T | None:
    try:
        return measure()
    except Missing as absence:
        absences[name] = absence.reason
        return None


def _iris_px(points: Points, side: _Side) -> float:
    """Diameter of one iris as the landmarks have it, in working pixels."""
    centre, *rim = points[list(side.iris), :2].tolist()
    return 2 * sum(math.dist(point, centre) for point in rim) / len(rim)


def _both_eyes(shot: ShotView) -> list[_Eye]:
    """Both irises found by their rims, at the photo's own pixels, the subject's right first."""
    points, scale = shot.mesh.points, shot.photo.scale
    if abs(shot.pose.yaw_deg) > MAX_YAW_DEG:
        raise Missing(f"the head is turned by more than {MAX_YAW_DEG:.0f} degrees")
    if min(_iris_px(points, side) for side in _EYES) / scale < MIN_IRIS_PX:
        raise Missing(f"the irises are smaller than {MIN_IRIS_PX:.0f} px")
    if min(_opening(points, side) for side in _EYES) < MIN_OPENING:
        raise Missing("the lids cover most of the irises")
    eyes = [_eye(shot, side) for side in _EYES]
    if min(eye.iris.rise for eye in eyes) < MIN_RISE_STOPS:
        raise Missing("the rim of an iris cannot be seen")
    return eyes


def _opening(points: Points, side: _Side) -> float:
    """Gap of the lids over the iris's diameter."""
    upper, lower = points[list(side.lids), :2].tolist()
    return math.dist(upper, lower) / max(_iris_px(points, side), 1e-3)


def _eye(shot: ShotView, side: _Side) -> _Eye:
    """Cut one eye out of the photo's own pixels and find its iris."""
    photo = shot.photo
    # from working pixels, centres at whole numbers, to those of the full photo and of the crop
    full = (shot.mesh.points[:, :2] + 0.5) / photo.scale
    corners, iris = full[list(side.corners)], full[list(side.iris)]
    reach = float(np.linalg.norm(corners[1] - corners[0]))
    low = np.maximum(corners.min(axis=0) - reach, 0.0)
    high = corners.max(axis=0) + reach
    step = photo.decoded_scale
    left, top = np.floor(low * step)
    try:
        crop = photo.crop(*(float(edge) for edge in (*low, *(high - low))))
    except ValueError as outside:
        raise Missing("an eye lies outside of the photo") from outside
    offset = np.array([left, top]) + 0.5
    patch = cut_eye(
        crop,
        (corners * step - offset).astype(np.float32),
        (iris * step - offset).astype(np.float32),
    )
    return _Eye(patch, find_iris(patch))


def _compare(eyes: list[_Eye], yaw_deg: float) -> IrisPair:
    right, left = (eye.iris for eye in eyes)
    return IrisPair(
        size_gap=size_gap(right, left, yaw_deg),
        place_gap=place_gap(right, left),
        clarity=min(right.rise, left.rise),
    )


def _catchlights(eyes: list[_Eye]) -> float:
    """Overlap of both eyes' highlights."""
    if min(eye.iris.width_px for eye in eyes) < MIN_CATCHLIGHT_IRIS_PX:
        raise Missing(f"the irises are smaller than {MIN_CATCHLIGHT_IRIS_PX:.0f} px")
    right, left = (find_catchlights(eye.patch, eye.iris) for eye in eyes)
    if right is None or left is None:
        raise Missing("no clear highlight in both eyes")
    return catchlight_iou(right, left)


def _skin_texture(shot: ShotView) -> float:
    """Texture of the cheeks over that of hair and clothes."""
    face = shot.face
    if shot.mesh.eye_gap_px / shot.photo.scale < MIN_SKIN_EYE_GAP_PX:
        raise Missing(f"the eyes are less than {MIN_SKIN_EYE_GAP_PX:.0f} px apart")
    band = texture(face.luminance)
    skin = cheeks(band.shape, face.points, face.inside)
    if skin.sum() < MIN_SKIN_PX:
        raise Missing("the photo shows too little of the cheeks")
    around = around_the_face(band.shape, face.points, _person_in_face(shot)) & face.inside
    reference = richest_tiles(band, around)
    if reference is None:
        raise Missing("the photo shows too little of hair and clothes")
    if reference < MIN_TEXTURE_STOPS:
        raise Missing("hair and clothes show no fine texture either")
    return spread(band[skin]) / reference


def _person_in_face(shot: ShotView) -> SoftMask:
    """The person mask in pixels of the face patch."""
    to_scene = shot.face.to_work * shot.scene.scale
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    mask = cv2.warpAffine(shot.person, to_scene, FACE_SIZE_PX, flags=flags)
    return np.asarray(mask, dtype=np.float32)
