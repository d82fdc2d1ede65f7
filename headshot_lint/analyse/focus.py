"""Sharpness, grain and proportions of the face."""

from __future__ import annotations

import cv2
import numpy as np

from headshot_lint.analyse.boxes import landmark_box
from headshot_lint.analyse.canonical import canonical_face
from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.arrays import GreyImage, Mask
from headshot_lint.measure.noise import noise_sd
from headshot_lint.measure.patch import FACE_EYE_GAP_PX, FacePatch
from headshot_lint.measure.regions import (
    FACE_OVAL,
    FOREHEAD,
    LEFT_BROW,
    LEFT_CHEEK,
    LEFT_EYE,
    RIGHT_BROW,
    RIGHT_CHEEK,
    RIGHT_EYE,
    hull_mask,
)
from headshot_lint.measure.sharpness import Edges, beyond_grid_px, edge_blur_px, find_edges
from headshot_lint.measure.stretch import width_by_height
from headshot_lint.model.facts import Focus
from headshot_lint.model.verdict import Missing


def measure_focus(shot: ShotView) -> Focus:
    """Measure blur, noise and proportions of the subject's face.

    Raises:
        Missing: where the face shows no edges at all.
    """
    face = shot.face.closeup
    grey = np.asarray(cv2.cvtColor(face.image, cv2.COLOR_RGB2GRAY), dtype=np.float32)
    edges = find_edges(grey)
    blur = _blur_percent(edges, hull_mask(grey.shape, face.points[list(FACE_OVAL)]), face)
    if blur is None:
        raise Missing("the face shows no edges to read sharpness from")
    eyes = _hulls(grey, face, (RIGHT_EYE + RIGHT_BROW, LEFT_EYE + LEFT_BROW))
    return Focus(
        face_blur_percent=blur,
        eye_blur_percent=_blur_percent(edges, eyes, face),
        noise=_noise(grey, face),
        width_by_height=width_by_height(shot.mesh.points, canonical_face().vertices),
        magnification=face.magnification,
        face=landmark_box(shot, FACE_OVAL, "face"),
    )


def _blur_percent(edges: Edges, region: Mask, face: FacePatch) -> float | None:
    blur_px = edge_blur_px(edges, region & face.inside)
    if blur_px is None:
        return None
    return 100.0 * beyond_grid_px(blur_px, face.magnification) / FACE_EYE_GAP_PX


def _noise(grey: GreyImage, face: FacePatch) -> float | None:
    """Grain of cheeks and forehead in CIELAB, lightness counted half."""
    skin = _hulls(grey, face, (RIGHT_CHEEK, LEFT_CHEEK, FOREHEAD)) & face.inside
    parts = [noise_sd(np.ascontiguousarray(face.lab[..., i]), skin) for i in range(3)]
    if any(part is None for part in parts):
        return None
    lightness, green_red, blue_yellow = (part or 0.0 for part in parts)
    return float(np.sqrt((lightness / 2) ** 2 + green_red**2 + blue_yellow**2))


def _hulls(grey: GreyImage, face: FacePatch, groups: tuple[tuple[int, ...], ...]) -> Mask:
    mask = np.zeros(grey.shape, dtype=bool)
    for group in groups:
        mask |= hull_mask(grey.shape, face.points[list(group)])
    return mask
