"""Things in front of the face, and eyes drawn anew."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from degrade_optics import to_bytes
from fixture_portraits import Field, Portrait
from head_shape import LEFT_EYE, RIGHT_EYE, fill
from numpy.typing import NDArray


def lay(portrait: Portrait, mask: Field, paint: Field) -> Portrait:
    """Lay paint (0-255) over the sitter where the mask (0-1) says so."""
    mixed = portrait.person * (1 - mask[..., None]) + paint * mask[..., None]
    alpha = np.maximum(portrait.alpha, mask)
    return replace(portrait, person=to_bytes(np.asarray(mixed, np.float32)), alpha=alpha)


def polygon(portrait: Portrait, outline: Field, soften_px: float = 0.6) -> Field:
    """Fill an outline (N x 2 pixels), 0-1, its edge softened."""
    mask = np.zeros(portrait.alpha.shape, np.float32)
    cv2.fillPoly(mask, [np.round(outline * 16).astype(np.int32)], 1.0, cv2.LINE_8, 4)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), soften_px), dtype=np.float32)


def face_axes(portrait: Portrait) -> tuple[Field, Field, Field]:
    """Midpoint of the eyes, and the face's right and down directions, one eye gap long."""
    right = portrait.points[[33, 133], :2].mean(axis=0)
    left = portrait.points[[263, 362], :2].mean(axis=0)
    across = np.asarray(left - right, dtype=np.float32)
    return (right + left) / 2, across, np.array([-across[1], across[0]], dtype=np.float32)


def rounded(wave: NDArray[np.float64], power: float) -> NDArray[np.float64]:
    """Bend a circle's coordinate towards a rectangle (superellipse)."""
    return np.asarray(np.sign(wave) * np.abs(wave) ** power)


def sunglasses(portrait: Portrait) -> Portrait:
    """Put dark glasses on: two tinted lenses with a sky reflection, bridge and temples."""
    middle, across, down = face_axes(portrait)
    height, width = portrait.alpha.shape
    y = np.mgrid[0:height, 0:width][0].astype(np.float32)
    sky = np.clip(1.0 - (y - middle[1]) / (0.5 * np.linalg.norm(across)), 0, 1)[..., None]
    paint = np.array([16, 16, 20]) + sky * np.array([26, 30, 38])
    shape = np.zeros((height, width), np.float32)
    turn = np.linspace(0, 2 * np.pi, 40)
    arm = np.array([[0.85, -0.16], [1.1, -0.14], [1.1, -0.05], [0.85, -0.04]])
    bridge = np.array([[-0.2, -0.15], [0.2, -0.15], [0.2, -0.06], [-0.2, -0.06]])
    lens = np.column_stack([rounded(np.cos(turn), 0.7) * 0.41, rounded(np.sin(turn), 0.7) * 0.31])
    parts = [bridge]
    for side in (-1.0, 1.0):
        parts += [lens + np.array([side * 0.52, 0.06]), arm * np.array([side, 1.0])]
    for part in parts:
        outline = middle + part[:, :1] * across + part[:, 1:] * down
        shape = np.maximum(shape, polygon(portrait, np.asarray(outline, dtype=np.float32)))
    return lay(portrait, shape, np.asarray(paint, dtype=np.float32))


def surgical_mask(portrait: Portrait) -> Portrait:
    """Cover nose, mouth and chin with a pleated blue mask and its straps."""
    middle, across, down = face_axes(portrait)
    points = portrait.points[:, :2]
    upper = points[[227, 117, 118, 100, 142, 197, 371, 329, 347, 346, 447]]
    lower = points[[367, 364, 394, 395, 369, 396, 175, 171, 140, 170, 169, 135, 138]]
    lower = lower + 0.2 * (lower - points[4]) / 2
    outline = np.vstack([upper, lower]).astype(np.float32)
    mask = polygon(portrait, np.asarray(cv2.convexHull(outline)[:, 0], dtype=np.float32))
    height, width = portrait.alpha.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    gap = float(np.linalg.norm(across))
    drop = (y - middle[1]) / gap
    pleats = 6.0 * np.sin(drop * 26.0) + 10.0 * np.cos((x - middle[0]) / gap * 1.4)
    weave = np.random.default_rng(2).normal(0.0, 2.0, drop.shape)
    paint = np.array([148, 190, 210]) + (pleats + weave)[..., None]
    strap = np.zeros_like(mask)
    for side in (-1, 1):
        for start, end in (((0.8, 0.45), (1.12, 0.2)), ((0.72, 1.3), (1.08, 0.5))):
            ends = [middle + side * a * across + b * down for a, b in (start, end)]
            first, last = (tuple(round(float(v)) for v in point) for point in ends)
            cv2.line(strap, first, last, 1.0, max(1, round(0.035 * gap)), cv2.LINE_AA)
    covered = lay(
        portrait, np.asarray(strap, np.float32), np.full((height, width, 3), 225, np.float32)
    )
    return lay(covered, mask, np.asarray(paint, dtype=np.float32))


def phone(portrait: Portrait) -> Portrait:
    """Hold a dark telephone in front of one half of the face, as in a mirror selfie."""
    middle, across, down = face_axes(portrait)
    centre = middle + 0.55 * across + 0.75 * down
    turn = np.linspace(0, 2 * np.pi, 60)
    wide = rounded(np.cos(turn), 0.25) * 0.68
    tall = rounded(np.sin(turn), 0.25) * 1.35
    tilt = 0.12
    outline = centre + (wide + tilt * tall)[:, None] * across + (tall - tilt * wide)[:, None] * down
    held = lay(
        portrait,
        polygon(portrait, outline),
        np.full((*portrait.alpha.shape, 3), (38, 39, 43), np.float32),
    )
    gap = portrait.eye_gap_px
    lens = centre - 0.5 * across - 1.0 * down
    for place, size, tone in ((0.0, 0.13, 12), (0.0, 0.07, 58), (0.3, 0.12, 12), (0.3, 0.06, 58)):
        at = lens + place * down
        ring = at + np.column_stack([np.cos(turn), np.sin(turn)]) * size * gap
        held = lay(held, polygon(held, ring), np.full((*held.alpha.shape, 3), tone, np.float32))
    return held


def microphone(portrait: Portrait) -> Portrait:
    """Hold a microphone under the mouth: its mesh ball touches the chin only."""
    middle, across, down = face_axes(portrait)
    height, width = portrait.alpha.shape
    ball = middle + 0.1 * across + 2.15 * down
    gap = portrait.eye_gap_px
    turn = np.linspace(0, 2 * np.pi, 60)
    ring = ball + np.column_stack([np.cos(turn), np.sin(turn)]) * 0.36 * gap
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    light = np.exp(
        -(((x - ball[0] + 0.12 * gap) ** 2 + (y - ball[1] + 0.14 * gap) ** 2) / (0.2 * gap) ** 2)
    )
    mesh = 12 * ((np.floor(x / 2) + np.floor(y / 2)) % 2)
    steel = (52 + 80 * light + mesh)[..., None].repeat(3, 2)
    handle = np.array([[-0.2, 0.25], [0.2, 0.25], [0.28, 2.4], [-0.02, 2.4]])
    stick = ball + handle[:, :1] * across + handle[:, 1:] * down
    held = lay(portrait, polygon(portrait, stick), np.full((height, width, 3), 30, np.float32))
    return lay(held, polygon(held, ring), np.asarray(steel, dtype=np.float32))


@dataclass(frozen=True)
class Iris:
    """How one eye is drawn: offsets and radii in iris radii of the sitter."""

    shift: tuple[float, float] = (0.0, 0.0)
    size: float = 1.0
    flat: float = 1.0
    catchlights: tuple[tuple[float, float, float], ...] = ((-0.35, -0.4, 0.26),)


def draw_eyes(portrait: Portrait, right: Iris, left: Iris) -> Portrait:
    """Draw both irises anew and crisply; eyes must be large for render faults to show."""
    height, width = portrait.alpha.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    radius = float(
        np.linalg.norm(portrait.points[469:473, :2] - portrait.points[468, :2], axis=1).mean()
    )
    canvas = portrait.person.astype(np.float32)
    for eye, index, spec in ((RIGHT_EYE, 468, right), (LEFT_EYE, 473, left)):
        opening = fill(portrait, eye, 1.2)
        centre = portrait.points[index, :2] + np.array(spec.shift) * radius
        across, along = (
            (x - centre[0]) / radius / spec.size,
            (y - centre[1]) / radius / spec.size / spec.flat,
        )
        reach = np.hypot(across, along)
        spokes = 0.5 + 0.5 * np.sin(np.arctan2(along, across) * 31 + 3 * np.sin(7 * reach))
        tone = (
            np.array([112, 84, 58])
            * (0.75 + 0.35 * spokes[..., None])
            * (1.1 - 0.2 * reach[..., None])
        )
        rim = np.clip((reach - 0.84) / 0.16, 0, 1)[..., None]
        tone = tone * (1 - 0.7 * rim)
        pupil = np.clip((0.42 - reach) * radius / 1.5 + 0.5, 0, 1)[..., None]
        tone = tone * (1 - pupil) + 12 * pupil
        lid = float(portrait.points[list(eye), 1].min())
        tone = tone * (0.55 + 0.45 * np.clip((y - lid) / (0.7 * radius), 0, 1))[..., None]
        for at_x, at_y, size in spec.catchlights:
            spot = np.hypot(x - centre[0] - at_x * radius, y - centre[1] - at_y * radius)
            light = np.clip((size * radius - spot) / 1.2 + 0.5, 0, 1)[..., None]
            tone = tone * (1 - light) + 250 * light
        white = (
            np.array([222, 214, 208]) * (0.7 + 0.3 * np.clip((y - lid) / radius, 0, 1))[..., None]
        )
        disc = np.clip((1.0 - reach) * radius / 2.0 + 0.5, 0, 1)[..., None]
        drawn = white * (1 - disc) + tone * disc
        canvas = canvas * (1 - opening[..., None]) + drawn * opening[..., None]
    return replace(portrait, person=to_bytes(np.asarray(canvas, dtype=np.float32)))
