"""Sharpness, grain and proportions of the face."""

from __future__ import annotations

import cv2
import numpy as np

from headshot_lint.analyse.boxes import landmark_box
from headshot_lint.analyse.canonical import canonical_face
from headshot_lint.analyse.grain import measure_grain
from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.patch import FACE_EYE_GAP_PX, FacePatch
from headshot_lint.measure.regions import (
    FACE_OVAL,
    LEFT_BROW,
    LEFT_EYE,
    RIGHT_BROW,
    RIGHT_EYE,
    hull_mask,
)
from headshot_lint.measure.sharpness import beyond_grid_px, directed_blur, find_gradients
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
    gradients = find_gradients(grey)
    blur = directed_blur(gradients, face.oval)
    if blur is None:
        raise Missing("the face shows no edges to read sharpness from")
    eye_areas = (face.points[list(area)] for area in (RIGHT_EYE + RIGHT_BROW, LEFT_EYE + LEFT_BROW))
    eyes = directed_blur(gradients, hull_mask(grey.shape, *eye_areas) & face.inside)
    return Focus(
        face_blur_percent=_percent(blur.most, face),
        least_blur_percent=_percent(blur.least, face),
        eye_blur_percent=None if eyes is None else _percent(eyes.most, face),
        noise=measure_grain(shot),
        width_by_height=width_by_height(shot.mesh.points, canonical_face().vertices),
        magnification=face.magnification,
        face=landmark_box(shot, FACE_OVAL, "face"),
    )


def _percent(blur_px: float, face: FacePatch) -> float:
    """Blur beyond the grid of pixels, in percent of the inter-eye distance."""
    return 100.0 * beyond_grid_px(blur_px, face.magnification) / FACE_EYE_GAP_PX
