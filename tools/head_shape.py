"""Depth, surface normals and skin of a sitter's head, from the landmarks."""

from __future__ import annotations

import cv2
import numpy as np
from fixture_portraits import Field, Portrait
from scipy.interpolate import LinearNDInterpolator

OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152,
    148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
RIGHT_EYE = (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7)
LEFT_EYE = (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249)
RIGHT_BROW = (70, 63, 105, 66, 107, 55, 65, 52, 53, 46)
LEFT_BROW = (300, 293, 334, 296, 336, 285, 295, 282, 283, 276)
OUTER_LIPS = (
    61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146,
)  # fmt: skip
INNER_LIPS = (
    78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95,
)  # fmt: skip


def fill(portrait: Portrait, indices: tuple[int, ...], soften_px: float = 0.7) -> Field:
    """Fill the polygon of the given landmarks, 0-1, edges softened."""
    mask = np.zeros(portrait.alpha.shape, np.float32)
    outline = np.round(portrait.points[list(indices), :2] * 16).astype(np.int32)
    cv2.fillPoly(mask, [outline], 1.0, cv2.LINE_8, 4)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), soften_px), dtype=np.float32)


def face_mask(portrait: Portrait) -> Field:
    """The oval of the face, 0-1."""
    return fill(portrait, OVAL, 0.06 * portrait.eye_gap_px)


def skin_mask(portrait: Portrait) -> Field:
    """The face without eyes, brows and lips, 0-1."""
    skin = fill(portrait, OVAL, 0.04 * portrait.eye_gap_px)
    for part in (RIGHT_EYE, LEFT_EYE, RIGHT_BROW, LEFT_BROW, OUTER_LIPS):
        hole = fill(portrait, part, 1.0)
        grown = cv2.dilate(hole, np.ones((3, 3), np.uint8), iterations=2)
        skin = np.asarray(skin * (1.0 - grown), dtype=np.float32)
    return skin


def height_field(portrait: Portrait) -> Field:
    """Height towards the camera in pixels: the mesh on the face, an ellipsoid for the head."""
    rows, columns = portrait.alpha.shape
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    points = portrait.points[:468]
    gap = portrait.eye_gap_px
    centre = points[[33, 263, 10, 152], :2].mean(axis=0)
    reach = ((x - centre[0]) / (1.55 * gap)) ** 2 + ((y - centre[1]) / (2.1 * gap)) ** 2
    head = 1.7 * gap * np.sqrt(np.clip(1.0 - reach, 0.0, None))
    at = np.clip(points[list(OVAL), :2].round().astype(int), 0, (columns - 1, rows - 1))
    offset = float(np.mean(head[at[:, 1], at[:, 0]] + points[list(OVAL), 2]))
    inside = LinearNDInterpolator(points[:, :2], offset - points[:, 2])(x, y)
    face = np.where(np.isnan(inside), head, inside).astype(np.float32)
    blend = cv2.GaussianBlur((~np.isnan(inside)).astype(np.float32), (0, 0), 0.12 * gap)
    blend = np.clip(2.0 * blend - 1.0, 0.0, 1.0)
    return np.asarray(blend * face + (1.0 - blend) * head, dtype=np.float32)


def normals(portrait: Portrait) -> Field:
    """Unit surface normals (x right, y down, z towards the camera), H x W x 3."""
    height = cv2.GaussianBlur(height_field(portrait), (0, 0), 0.07 * portrait.eye_gap_px)
    slope_x = cv2.Sobel(height, cv2.CV_32F, 1, 0, ksize=3, scale=0.125)
    slope_y = cv2.Sobel(height, cv2.CV_32F, 0, 1, ksize=3, scale=0.125)
    raw = np.dstack([-slope_x, -slope_y, np.ones_like(height)])
    return np.asarray(raw / np.linalg.norm(raw, axis=2, keepdims=True), dtype=np.float32)
