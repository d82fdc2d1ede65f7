"""Faults of lens, sensor and encoder, made on finished pictures."""

from __future__ import annotations

import cv2
import numpy as np
from fixture_portraits import Field, Rgb


def to_bytes(image: Field) -> Rgb:
    """Round 0-255 floats to uint8."""
    return np.asarray(np.clip(np.round(image), 0, 255), dtype=np.uint8)


def defocus(image: Rgb, sigma_px: float) -> Rgb:
    """Blur evenly, as a lens focused elsewhere."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma_px), dtype=np.uint8)


def motion(image: Rgb, length_px: int, angle_deg: float) -> Rgb:
    """Smear along a line, as a hand-held camera at a long exposure."""
    kernel = np.zeros((length_px, length_px), np.float32)
    kernel[length_px // 2] = 1.0
    middle = (length_px - 1) / 2
    turn = cv2.getRotationMatrix2D((middle, middle), angle_deg, 1.0)
    kernel = np.asarray(cv2.warpAffine(kernel, turn, (length_px, length_px)), dtype=np.float32)
    return np.asarray(cv2.filter2D(image, -1, kernel / kernel.sum()), dtype=np.uint8)


def shake(image: Rgb, reach_px: float) -> Rgb:
    """Smear along a half circle, as an unsteady hand does: no direction stays sharp."""
    size = 2 * int(reach_px) + 3
    turn = np.linspace(0.0, np.pi * 1.25, 400)
    path = np.column_stack([np.cos(turn), 0.8 * np.sin(turn)]) * reach_px + size // 2
    kernel, _, _ = np.histogram2d(path[:, 1], path[:, 0], bins=size, range=[[0, size], [0, size]])
    soft = cv2.GaussianBlur(kernel.astype(np.float32), (0, 0), 0.8)
    return np.asarray(cv2.filter2D(image, -1, soft / soft.sum()), dtype=np.uint8)


def sensor_noise(
    image: Rgb, spread: float, *, seed: int, chroma: float = 0.5, coarse_px: float = 0.6
) -> Rgb:
    """Add noise of a small sensor at high gain: stronger in the shadows, slightly grainy.

    Args:
        image: the picture.
        spread: standard deviation in 8-bit codes in the mid-tones.
        seed: of the generator.
        chroma: share of the noise that differs between the channels.
        coarse_px: size of the grain; 0 for independent pixels.
    """
    source = np.random.default_rng(seed)
    shared = source.normal(0.0, 1.0, (*image.shape[:2], 1))
    own = source.normal(0.0, 1.0, image.shape)
    grain = (1 - chroma) * shared + chroma * own
    if coarse_px > 0:
        grain = np.asarray(cv2.GaussianBlur(grain, (0, 0), coarse_px) * 2.0, dtype=np.float64)
    weight = 1.3 - 0.6 * image.mean(axis=2, keepdims=True) / 255.0
    return to_bytes(np.asarray(image + spread * weight * grain, dtype=np.float32))


def upscale(image: Rgb, small: int) -> Rgb:
    """Throw detail away down to a long side of `small` pixels and enlarge back."""
    height, width = image.shape[:2]
    scale = small / max(height, width)
    size = (round(width * scale), round(height * scale))
    reduced = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(reduced, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def squeeze(image: Rgb, ratio: float) -> Rgb:
    """Make the picture `ratio` times as wide, its height kept."""
    height, width = image.shape[:2]
    size = (round(width * ratio), height)
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def cartoon(image: Rgb, *, levels: int = 5) -> Rgb:
    """Redraw as flat areas of colour with ink lines."""
    flat = cv2.pyrMeanShiftFiltering(image, 14, 36)
    for _ in range(3):
        flat = cv2.bilateralFilter(flat, 9, 50, 7)
    lab = cv2.cvtColor(flat, cv2.COLOR_RGB2LAB).astype(np.float32)
    step = 255.0 / (levels - 1)
    lab[..., 0] = np.round(lab[..., 0] / step) * step
    lab[..., 1:] = 128 + np.round((lab[..., 1:] - 128) * 1.5 / 14) * 14
    paint = cv2.cvtColor(to_bytes(lab), cv2.COLOR_LAB2RGB)
    calm = cv2.bilateralFilter(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), 9, 45, 5)
    ink = cv2.adaptiveThreshold(calm, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 15, 9)
    ink = cv2.medianBlur(ink, 3)
    return to_bytes(np.asarray(paint * (0.1 + 0.9 * ink[..., None] / 255.0), dtype=np.float32))


def pencil(image: Rgb, *, fine: bool = False) -> Rgb:
    """Redraw as a pencil sketch: paper white, lines where the luminance turns."""
    grey_image = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    calm = cv2.bilateralFilter(grey_image, 9, 40, 5).astype(np.float32) + 24.0
    soft = cv2.GaussianBlur(calm, (0, 0), 2.0 if fine else 4.0)
    lines = np.clip(calm / soft, 0.0, 1.0) ** (6 if fine else 3)
    paper = 0.2 if fine else 0.0
    lines = np.clip((lines - paper) / (1.0 - paper), 0.0, 1.0) * 250.0
    return to_bytes(np.asarray(lines[..., None].repeat(3, 2), dtype=np.float32))


def grey(image: Rgb) -> Rgb:
    """Take the colour out."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)[..., None].repeat(3, 2), np.uint8)


def wax(image: Rgb, where: Field, *, strength: float) -> Rgb:
    """Iron the texture out of the masked skin, as retouching filters and generators do."""
    smooth = image
    for _ in range(4):
        smooth = np.asarray(cv2.bilateralFilter(smooth, 15, 60, 7), dtype=np.uint8)
    smooth = np.asarray(cv2.GaussianBlur(smooth, (0, 0), 1.6), dtype=np.uint8)
    mix = strength * where[..., None]
    return to_bytes(np.asarray(image * (1 - mix) + smooth * mix, dtype=np.float32))


def bars(image: Rgb, *, top: float, sides: float, colour: tuple[int, int, int]) -> Rgb:
    """Lay uniform bars over the borders; `top` and `sides` are shares of height and width."""
    framed = image.copy()
    height, width = image.shape[:2]
    rows, columns = round(top * height), round(sides * width)
    framed[:rows] = framed[height - rows :] = colour
    framed[:, :columns] = framed[:, width - columns :] = colour
    return framed


def fade_colour(image: Rgb, keep: float) -> Rgb:
    """Keep a share of the chroma."""
    bare = grey(image).astype(np.float32)
    return to_bytes(np.asarray(bare + keep * (image - bare), dtype=np.float32))
