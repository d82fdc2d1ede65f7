"""Faults of pose and expression, made by moving the landmarks and the pixels with them."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from degrade_optics import to_bytes
from fixture_portraits import Field, Portrait, Rgb
from head_shape import INNER_LIPS, LEFT_EYE, OVAL, RIGHT_EYE, fill, height_field
from scipy.interpolate import LinearNDInterpolator

FINE = 4  # eyes are edited at four times the size

UPPER_LIDS = (
    (33, 246, 161, 160, 159, 158, 157, 173, 133),
    (263, 466, 388, 387, 386, 385, 384, 398, 362),
)
LOWER_LIDS = (
    (33, 7, 163, 144, 145, 153, 154, 155, 133),
    (263, 249, 390, 373, 374, 380, 381, 382, 362),
)
LASH = np.array([58, 42, 36], np.float32)


def turn_head(portrait: Portrait, *, yaw_deg: float = 0.0, pitch_deg: float = 0.0) -> Portrait:
    """Turn the head in space; positive yaw looks to the right of the picture, positive pitch down.

    Every pixel of the head is moved as a point of its height field; the neck follows less and
    less, the body stays. Pixels are drawn from far to near on a grid of twice the density.
    """
    height, width = portrait.alpha.shape
    gap = portrait.eye_gap_px
    dense = 4
    y, x = np.mgrid[0 : height * dense, 0 : width * dense].astype(np.float32) / dense
    depth = cv2.resize(height_field(portrait), (width * dense, height * dense))
    centre = portrait.points[[33, 263, 10, 152], :2].mean(axis=0)
    chin_y = float(portrait.points[152, 1])
    hold = np.clip(1.0 - (y - chin_y + 0.1 * gap) / (0.9 * gap), 0.0, 1.0)
    hold = hold**2 * (3 - 2 * hold)
    yaw, pitch = np.radians(yaw_deg) * hold, np.radians(pitch_deg) * hold
    from_x, from_y, from_z = x - centre[0], y - centre[1], depth
    to_x = from_x * np.cos(yaw) + from_z * np.sin(yaw)
    to_z = -from_x * np.sin(yaw) + from_z * np.cos(yaw)
    to_y = from_y * np.cos(pitch) + to_z * np.sin(pitch)
    to_z = -from_y * np.sin(pitch) + to_z * np.cos(pitch)
    colour = cv2.resize(
        portrait.person, (width * dense, height * dense), interpolation=cv2.INTER_CUBIC
    )
    alpha = cv2.resize(portrait.alpha, (width * dense, height * dense))
    columns = np.round((to_x + centre[0]) * 2).astype(int)
    rows = np.round((to_y + centre[1]) * 2).astype(int)
    kept = (
        (alpha > 0.5) & (columns >= 0) & (rows >= 0) & (columns < 2 * width) & (rows < 2 * height)
    )
    order = np.argsort(to_z[kept], kind="stable")
    canvas = np.zeros((2 * height, 2 * width, 4), np.float32)
    ink = np.dstack([colour, np.full_like(alpha, 255.0)])[kept][order]
    canvas[rows[kept][order], columns[kept][order]] = ink
    person, cover = _close_holes(canvas, (width, height))
    return replace(
        portrait,
        person=person,
        alpha=cover,
        points=_turn_points(portrait, centre, np.radians(yaw_deg), np.radians(pitch_deg)),
    )


def _close_holes(canvas: Field, size: tuple[int, int]) -> tuple[Rgb, Field]:
    """Fill the gaps that stretching left, then shrink to the size of the picture."""
    solid = (canvas[..., 3] > 0).astype(np.uint8)
    closed = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    holes = ((closed > 0) & (solid == 0)).astype(np.uint8)
    colour = cv2.inpaint(to_bytes(canvas[..., :3]), holes, 3, cv2.INPAINT_TELEA)
    alpha = cv2.GaussianBlur(closed.astype(np.float32), (0, 0), 1.2)
    outside = (closed == 0).astype(np.uint8)
    spread = cv2.dilate(colour, np.ones((5, 5), np.uint8))
    colour = np.where(outside[..., None] > 0, spread, colour)
    small = cv2.resize(colour, size, interpolation=cv2.INTER_AREA)
    edge = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8), np.asarray(edge, dtype=np.float32)


def _turn_points(portrait: Portrait, centre: Field, yaw: float, pitch: float) -> Field:
    depth = height_field(portrait)
    at = np.clip(portrait.points[:, :2].round().astype(int), 0, np.array(portrait.size) - 1)
    x, y = (portrait.points[:, :2] - centre).T
    z = depth[at[:, 1], at[:, 0]]
    x, z = x * np.cos(yaw) + z * np.sin(yaw), -x * np.sin(yaw) + z * np.cos(yaw)
    y, z = y * np.cos(pitch) + z * np.sin(pitch), -y * np.sin(pitch) + z * np.cos(pitch)
    return np.asarray(np.column_stack([x + centre[0], y + centre[1], -z]), dtype=np.float32)


def move_points(portrait: Portrait, moves: dict[int, tuple[float, float]]) -> Portrait:
    """Move landmarks by (x, y) in eye gaps; the face between follows, its surroundings stay."""
    goal = portrait.points.copy()
    for index, move in moves.items():
        goal[index, :2] += np.array(move) * portrait.eye_gap_px
    width, height = portrait.size
    centre = portrait.points[list(OVAL), :2].mean(axis=0)
    ring = centre + 1.35 * (portrait.points[list(OVAL), :2] - centre)
    rim = [(0, 0), (width, 0), (0, height), (width, height), (width / 2, 0), (width / 2, height)]
    fixed = np.vstack([ring, np.array(rim, np.float32)])
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    source = LinearNDInterpolator(
        np.vstack([goal[:468, :2], fixed]), np.vstack([portrait.points[:468, :2], fixed])
    )(x, y)
    plain = np.dstack([x, y])
    source = np.where(np.isnan(source), plain, source).astype(np.float32)
    moved = cv2.remap(portrait.person, source[..., 0], source[..., 1], cv2.INTER_CUBIC)
    return replace(portrait, person=np.asarray(moved, dtype=np.uint8), points=goal)


def open_mouth(portrait: Portrait, *, drop: float) -> Portrait:
    """Drop the jaw by `drop` eye gaps and draw the dark of the mouth."""
    points = portrait.points
    line = points[[61, 291], 1].mean()
    chin = points[152, 1]
    moves: dict[int, tuple[float, float]] = {}
    upper = {185, 40, 39, 37, 0, 267, 269, 270, 409, 191, 80, 81, 82, 13, 312, 311, 310, 415}
    lower = {146, 91, 181, 84, 17, 314, 405, 321, 375, 95, 88, 178, 87, 14, 317, 402, 318, 324}
    half = abs(float(points[291, 0] - points[61, 0])) / 2
    middle = float(points[[61, 291], 0].mean())
    for index in range(468):
        x, y = points[index, :2]
        side = float(np.clip(1.0 - ((x - middle) / (half * 1.05)) ** 2, 0.0, 1.0))
        if index in upper:
            moves[index] = (0.0, -0.06 * drop * side)
        elif index in lower:
            moves[index] = (0.0, drop * side**0.5)
        elif y > line:
            share = float(np.clip((y - line) / (chin - line), 0.0, 1.0)) ** 0.7
            moves[index] = (0.0, drop * share * (0.45 + 0.5 * side))
    moved = move_points(portrait, moves)
    return _mouth_inside(moved)


def _mouth_inside(portrait: Portrait) -> Portrait:
    hole = fill(portrait, INNER_LIPS, 0.012 * portrait.eye_gap_px + 0.4)
    x, y = np.meshgrid(np.arange(portrait.size[0]), np.arange(portrait.size[1]))
    low = portrait.points[14, :2]
    gap = portrait.eye_gap_px
    reach = ((x - low[0]) / (0.34 * gap)) ** 2 + ((y - low[1]) / (0.22 * gap)) ** 2
    tongue = np.exp(-(reach**2))[..., None]
    dark = np.array([46, 16, 16]) * (1 - tongue) + np.array([150, 74, 72]) * tongue
    top = portrait.points[13, :2]
    arch = ((x - top[0]) / (0.25 * gap)) ** 4 + ((y - top[1]) / (0.07 * gap)) ** 2
    teeth = 0.75 * np.exp(-arch)[..., None]
    dark = dark * (1 - teeth) + np.array([214, 200, 184]) * teeth
    mixed = portrait.person * (1 - hole[..., None]) + dark * hole[..., None]
    return replace(portrait, person=to_bytes(np.asarray(mixed, dtype=np.float32)))


def lower_lids(portrait: Portrait, *, close: float) -> Portrait:
    """Pull the upper lids down by `close` of the way (1: shut); the lid's skin stretches."""
    width, height = portrait.size
    big = cv2.resize(portrait.person, None, fx=FINE, fy=FINE, interpolation=cv2.INTER_CUBIC)
    large = replace(portrait, points=portrait.points * FINE)
    gap = large.eye_gap_px
    source_x, y = np.meshgrid(
        np.arange(width * FINE, dtype=np.float32), np.arange(height * FINE, dtype=np.float32)
    )
    source_y, lashes = y.copy(), np.zeros_like(y)
    columns = source_x[0]
    for upper, lower, brow in zip(UPPER_LIDS, LOWER_LIDS, (52, 282), strict=True):
        lid, rest = (_curve(large, part, columns) for part in (upper, lower))
        across = np.isfinite(lid)
        lid, rest = np.where(across, lid, 0.0), np.where(across, rest, 0.0)
        crease = lid - 0.55 * (lid - float(large.points[brow, 1]))
        shut = close >= 1.0
        opening = rest - lid
        # A lid that shuts brings only skin down; its lashes are drawn anew as one thin line.
        edge = -0.035 * gap if shut else np.minimum(0.015 * gap, 0.35 * opening)
        lash = lid + edge
        goal = lid + close * opening + (0.03 * gap if shut else 0.0)
        part = np.clip((y - crease) / np.maximum(goal - crease, 1e-3), 0, 1)
        inside = across & (y >= crease) & (y <= goal)
        source_y = np.where(inside, crease + part * (lash - crease), source_y)
        if shut:
            line = np.exp(-(((y - goal) / (0.016 * gap)) ** 2)) * across
            lashes = np.maximum(lashes, line)
    ink = cv2.GaussianBlur(lashes.astype(np.float32), (0, 0), 0.006 * gap)[..., None] * 0.8
    moved = cv2.remap(big, source_x, source_y.astype(np.float32), cv2.INTER_LINEAR)
    inked = to_bytes(np.asarray(moved * (1 - ink) + LASH * ink, dtype=np.float32))
    small = cv2.resize(inked, (width, height), interpolation=cv2.INTER_AREA)
    return replace(portrait, person=np.asarray(small, dtype=np.uint8))


def _curve(portrait: Portrait, indices: tuple[int, ...], columns: Field) -> Field:
    """Height of a lid over every column; NaN beyond the corners."""
    points = portrait.points[list(indices), :2]
    points = points[np.argsort(points[:, 0])]
    curve = np.interp(columns, points[:, 0], points[:, 1], left=np.nan, right=np.nan)
    return np.asarray(curve, dtype=np.float32)


def shift_gaze(portrait: Portrait, *, x: float, y: float = 0.0) -> Portrait:
    """Move both irises within the eyes, by shares of the iris diameter."""
    width, height = portrait.size
    big = cv2.resize(portrait.person, None, fx=FINE, fy=FINE, interpolation=cv2.INTER_CUBIC)
    large = replace(
        portrait,
        points=portrait.points * FINE,
        alpha=np.zeros((height * FINE, width * FINE), np.float32),
    )
    canvas = big.astype(np.float32)
    for eye, iris in ((RIGHT_EYE, 468), (LEFT_EYE, 473)):
        rim = large.points[iris + 1 : iris + 5, :2]
        centre = large.points[iris, :2]
        radius = float(np.linalg.norm(rim - centre, axis=1).mean()) * 1.05
        opening = fill(large, eye, 2.0)
        before = _disc(opening.shape, centre, radius * 1.12, 2.0)
        white = _sclera(canvas, opening, before)
        bare = canvas * (1 - (before * opening)[..., None]) + white * (before * opening)[..., None]
        move = np.array([x, y], dtype=np.float32) * np.float32(2 * radius)
        shift = np.array([[1, 0, move[0]], [0, 1, move[1]]], dtype=np.float32)
        moved = cv2.warpAffine(canvas, shift, opening.shape[::-1], borderMode=cv2.BORDER_REPLICATE)
        after = (_disc(opening.shape, centre + move, radius, 2.0) * opening)[..., None]
        canvas = bare * (1 - after) + moved * after
    small = cv2.resize(to_bytes(canvas), (width, height), interpolation=cv2.INTER_AREA)
    return replace(portrait, person=np.asarray(small, dtype=np.uint8))


def _disc(shape: tuple[int, ...], centre: Field, radius: float, soften_px: float) -> Field:
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    reach = np.hypot(x - centre[0], y - centre[1])
    return np.asarray(np.clip((radius - reach) / soften_px + 0.5, 0, 1), dtype=np.float32)


def _sclera(canvas: Field, opening: Field, iris: Field) -> Field:
    """The white of the eye, shaded darker under the upper lid."""
    rows = np.nonzero(opening.max(axis=1) > 0.5)[0]
    white = canvas[(opening > 0.9) & (iris < 0.1)]
    tone = np.quantile(white, 0.7, axis=0)
    fall = np.clip((np.arange(canvas.shape[0]) - rows[0]) / (rows[-1] - rows[0]), 0, 1)
    shade = (0.72 + 0.28 * np.sqrt(fall))[:, None, None]
    return np.asarray(np.broadcast_to(tone, canvas.shape) * shade, dtype=np.float32)
