"""Facts about the background, from the scene and the person mask."""

from __future__ import annotations

import cv2
import numpy as np

from headshot_lint.analyse.view import ShotView
from headshot_lint.measure import background as measure
from headshot_lint.measure.arrays import Mask, SoftMask
from headshot_lint.measure.colour import split_lab, to_lab
from headshot_lint.measure.framing import Extent, face_extent, head_extent
from headshot_lint.measure.mesh import CHIN
from headshot_lint.measure.patch import Scene
from headshot_lint.measure.rank import median
from headshot_lint.measure.regions import FACE_OVAL
from headshot_lint.measure.separation import outline_difference
from headshot_lint.measure.shrink import area_average
from headshot_lint.model.facts import Background
from headshot_lint.model.verdict import Missing

MIN_FRAME_SHARE = 0.03
"""Below 3 % of the frame what is left is the mask's own error and slivers between hair and edge."""

WALL_EDGE_SHARE, WALL_SPREAD_DE = 0.005, 6.0
"""A wall has fewer hard edges and less spread of colour (nine in ten rater-agreed plain backgrounds
do); in a scene a dark patch beside the head may be anything but a shadow."""

MIN_OUTLINE_POINTS = 12
WEAK_DE = 6.0
"""CIEDE2000 below which two large areas side by side read as one tone at avatar size."""


def measure_background(shot: ShotView) -> Background:
    """Measure texture, evenness, colour, separation and shadow.

    Raises:
        Missing: without a face (which sets the scale), or where the person fills the frame.
    """
    scene, mesh = shot.scene, shot.mesh
    eye_gap_px = mesh.eye_gap_px * scene.scale
    alpha = _scene_alpha(shot)
    mask = measure.background_mask(shot.person, alpha, eye_gap_px)
    frame_share = float(mask.mean())
    if frame_share < MIN_FRAME_SHARE:
        raise Missing("the person fills the frame: there is next to no background to judge")
    face = face_extent(mesh.points[list(FACE_OVAL)] * scene.scale)
    head = head_extent(face, shot.person > 0.5)
    texture = _texture(scene, mask, eye_gap_px)
    even = measure.evenness(scene.lab, mask)
    hair, shoulders, weak = _separation(shot, alpha, eye_gap_px)
    return Background(
        frame_share=frame_share,
        edge_share=texture.edge_share,
        softness=texture.softness,
        text_share=texture.text_share,
        spread_de=even.spread_de,
        spread_p95_de=even.spread_p95_de,
        left_right_l=measure.left_right_l(scene.lab_planes[0], mask, (face.left + face.right) / 2),
        median_lab=even.median_lab,
        hair_de=hair,
        shoulder_de=shoulders,
        weak_outline_share=weak,
        shadow_ev=_shadow(shot, mask, head) if _is_wall(texture, even) else None,
    )


def _scene_alpha(shot: ShotView) -> SoftMask | None:
    """Opacity in the size of the scene; None for an opaque photo."""
    if shot.photo.alpha is None:
        return None
    height, width = shot.scene.image.shape[:2]
    small = cv2.resize(shot.photo.alpha, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32)


def _texture(scene: Scene, mask: Mask, eye_gap_px: float) -> measure.Texture:
    """Texture at the fixed face scale; a smaller face is not enlarged, as that invents nothing."""
    scale = measure.EYE_GAP_PX / max(eye_gap_px, 1.0)
    if scale >= 1.0:
        return measure.texture(scene.lab_planes, mask)
    size = (max(8, round(mask.shape[1] * scale)), max(8, round(mask.shape[0] * scale)))
    small = area_average(scene.image, size)
    inside = cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    return measure.texture(split_lab(to_lab(small)), np.asarray(inside) > 0)


def _separation(
    shot: ShotView, alpha: SoftMask | None, eye_gap_px: float
) -> tuple[float | None, float | None, float | None]:
    """Median difference at the head and at the shoulders, and the weak share of the head."""
    outline = outline_difference(shot.scene.lab, shot.person, alpha, eye_gap_px)
    above = outline.points[:, 1] < shot.mesh.points[CHIN, 1] * shot.scene.scale
    head, body = outline.difference[above], outline.difference[~above]
    hair = median(head) if len(head) >= MIN_OUTLINE_POINTS else None
    shoulders = median(body) if len(body) >= MIN_OUTLINE_POINTS else None
    return hair, shoulders, None if hair is None else float((head < WEAK_DE).mean())


def _is_wall(texture: measure.Texture, even: measure.Evenness) -> bool:
    return texture.edge_share < WALL_EDGE_SHARE and even.spread_de < WALL_SPREAD_DE


def _shadow(shot: ShotView, mask: Mask, head: Extent) -> float | None:
    box = (head.left, head.top, head.right, head.bottom)
    return measure.shadow_ev(shot.scene.luminance, shot.scene.lab_planes, mask, box)
