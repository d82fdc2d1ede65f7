"""Faults of light, made in linear light on the shape of the head."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from degrade_optics import to_bytes
from fixture_portraits import Field, Portrait, Rgb
from head_shape import INNER_LIPS, LEFT_EYE, RIGHT_EYE, face_mask, fill, normals


def to_linear(image: Rgb) -> Field:
    """Linear light, 0-1."""
    code = np.arange(256) / 255.0
    curve = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
    return np.asarray(curve[image], dtype=np.float32)


def to_srgb(linear: Field) -> Rgb:
    """Encode linear light; what exceeds 1 clips."""
    light = np.clip(linear, 0.0, 1.0)
    code = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return to_bytes(np.asarray(code * 255.0, dtype=np.float32))


def expose(image: Rgb, stops: float) -> Rgb:
    """Expose the whole picture longer or shorter; highlights clip, shadows crush."""
    linear = to_linear(image) * 2.0**stops
    floor = 0.004 if stops < 0 else 0.0  # what a camera's tone curve swallows
    return to_srgb(np.asarray(np.maximum(linear - floor, 0.0), dtype=np.float32))


def expose_person(portrait: Portrait, stops: float) -> Portrait:
    """Change the light on the person only."""
    return replace(portrait, person=expose(portrait.person, stops))


def shade(portrait: Portrait, light: Field) -> Portrait:
    """Multiply the linear light that falls on the person by a field."""
    lit = to_linear(portrait.person) * light[..., None]
    return replace(portrait, person=to_srgb(np.asarray(lit, dtype=np.float32)))


def side_light(
    portrait: Portrait, *, fill: float, direction: tuple[float, float, float]
) -> Portrait:
    """Light the head from one side.

    Args:
        portrait: the sitter under even light.
        fill: light that reaches the far side, as a share of the key light.
        direction: towards the key light: x right, y down, z towards the camera.
    """
    towards = np.array(direction, dtype=np.float32)
    towards /= np.linalg.norm(towards)
    lambert = np.clip(normals(portrait) @ towards, 0.0, None)
    light = fill + (1.0 - fill) * lambert
    level = float(np.quantile(light[face_mask(portrait) > 0.5], 0.9))
    return shade(portrait, np.asarray(1.05 * light / level, dtype=np.float32))


def dappled(portrait: Portrait, *, depth: float, seed: int, edge_px: float) -> Portrait:
    """Cast the shadow of leaves: patches `depth` times as bright, edges `edge_px` wide."""
    width, height = portrait.size
    rough = np.random.default_rng(seed).normal(0.0, 1.0, (height, width)).astype(np.float32)
    blobs = cv2.GaussianBlur(rough, (0, 0), portrait.eye_gap_px * 0.2)
    leaves = blobs > np.median(blobs[face_mask(portrait) > 0.5])
    shadow = cv2.GaussianBlur(leaves.astype(np.float32), (0, 0), edge_px)
    light = 1.25 - (1.25 - depth) * shadow
    return shade(portrait, np.asarray(light, dtype=np.float32))


def cast(image: Rgb, gains: tuple[float, float, float]) -> Rgb:
    """Multiply the channels in linear light, as a wrong white balance does."""
    return to_srgb(np.asarray(to_linear(image) * np.array(gains), dtype=np.float32))


def veil(image: Rgb, *, contrast: float, level: float) -> Rgb:
    """Pull every code towards `level`, as haze or a raised black point does."""
    return to_bytes(np.asarray(level + contrast * (image.astype(np.float32) - level), np.float32))


def shine(portrait: Portrait, *, strength: float) -> Portrait:
    """Add the gloss of a flash on forehead, nose and cheeks."""
    height, width = portrait.alpha.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    gap = portrait.eye_gap_px
    gloss = np.zeros((height, width), np.float32)
    spots = (
        (151, 0.36, 0.2),
        (4, 0.12, 0.12),
        (50, 0.24, 0.17),
        (280, 0.24, 0.17),
        (199, 0.14, 0.08),
    )
    for index, wide, tall in spots:
        centre = portrait.points[index, :2]
        gap_x, gap_y = (x - centre[0]) / (wide * gap), (y - centre[1]) / (tall * gap)
        gloss += np.exp(-((gap_x**2 + gap_y**2) ** 2))
    patch = np.random.default_rng(3).normal(0.0, 1.0, gloss.shape).astype(np.float32)
    rough = cv2.GaussianBlur(patch, (0, 0), 0.03 * gap)
    gloss *= np.clip(1.0 + 0.25 * rough / rough.std(), 0.2, 1.6)
    lit = to_linear(portrait.person) + strength * (gloss * face_mask(portrait))[..., None]
    return replace(portrait, person=to_srgb(np.asarray(lit, dtype=np.float32)))


def vignette(image: Rgb, *, strength: float) -> Rgb:
    """Darken towards the corners by up to `strength` stops."""
    height, width = image.shape[:2]
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    fall = 2.0 ** (-strength * (x**2 + y**2) / 2)
    return to_srgb(np.asarray(to_linear(image) * fall[..., None], dtype=np.float32))


def deep_skin(portrait: Portrait) -> Portrait:
    """Give the head the reflectance of deep skin and black hair under unchanged light.

    Highlights stay, because gloss comes from the light; eyes and teeth keep their colour.
    """
    points, gap = portrait.points, portrait.eye_gap_px
    height, width = portrait.alpha.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    centre = points[[33, 263, 10, 152], :2].mean(axis=0)
    reach = ((x - centre[0]) / (2.0 * gap)) ** 2 + ((y - centre[1]) / (2.4 * gap)) ** 2
    head = np.clip((1.1 - reach) / 0.1, 0, 1) * np.clip((points[152, 1] + 0.4 * gap - y) / 4, 0, 1)
    for part in (RIGHT_EYE, LEFT_EYE, INNER_LIPS):
        head = head * (1.0 - 0.8 * fill(portrait, part, 0.8))
    linear = to_linear(portrait.person)
    light = cv2.GaussianBlur(linear.mean(axis=2), (0, 0), 0.02 * gap)
    level = float(np.quantile(light[face_mask(portrait) > 0.5], 0.75))
    gloss = 0.35 * np.clip(light - level, 0.0, None)[..., None] + 0.004
    deep = linear * np.array([0.30, 0.20, 0.145]) + gloss
    mixed = linear * (1 - head[..., None]) + deep * head[..., None]
    return replace(portrait, person=to_srgb(np.asarray(mixed, dtype=np.float32)))
