"""Backdrops to put a sitter in front of, and company in the picture."""

from __future__ import annotations

import cv2
import numpy as np
from degrade_optics import to_bytes
from fixture_portraits import Field, Portrait, Rgb, grey_backdrop, open_source


def plain(size: tuple[int, int], colour: tuple[int, int, int]) -> Rgb:
    """A painted wall with fine grain, lit softly."""
    shape = grey_backdrop(*size).astype(np.float32) / 158.0
    return to_bytes(np.asarray(shape * np.array(colour, np.float32), dtype=np.float32))


def ramp(size: tuple[int, int], left: float, right: float) -> Rgb:
    """A wall that falls from one level to another from left to right."""
    wall = np.linspace(left, right, size[0], dtype=np.float32)[None, :].repeat(size[1], 0)
    grain = np.random.default_rng(5).normal(0.0, 1.0, wall.shape)
    return to_bytes(np.asarray((wall + grain)[..., None].repeat(3, 2), dtype=np.float32))


def bookcase(size: tuple[int, int], *, seed: int, blur_px: float = 0.0) -> Rgb:
    """A shelf full of coloured books with printed spines."""
    width, height = size
    source = np.random.default_rng(seed)
    wall = np.full((height, width, 3), (60, 44, 34), np.uint8)
    shelf = max(40, height // 5)
    for top in range(0, height, shelf):
        left = 0
        while left < width:
            wide = int(source.integers(8, 20))
            drop = int(source.integers(4, shelf // 3))
            colour = tuple(int(c) for c in source.integers(30, 225, 3))
            low = (left + wide - 2, top + shelf - 7)
            cv2.rectangle(wall, (left, top + drop), low, colour, -1)
            label = tuple(255 - c for c in colour)
            for line in range(2):
                y = top + drop + 8 + 9 * line
                cv2.rectangle(wall, (left + 2, y), (left + wide - 5, y + 3), label, -1)
            left += wide
        cv2.rectangle(wall, (0, top + shelf - 6), (width, top + shelf - 1), (120, 88, 60), -1)
    return _soften(wall, blur_px)


def office(size: tuple[int, int], *, blur_px: float) -> Rgb:
    """A room with a window, a door and a plant, far out of focus."""
    width, height = size
    room = np.full((height, width, 3), (168, 163, 155), np.uint8)
    cv2.rectangle(
        room, (int(0.06 * width), 0), (int(0.3 * width), int(0.6 * height)), (214, 220, 224), -1
    )
    cv2.rectangle(
        room, (int(0.17 * width), 0), (int(0.19 * width), int(0.6 * height)), (120, 118, 116), -1
    )
    cv2.rectangle(room, (int(0.8 * width), int(0.1 * height)), (width, height), (134, 112, 92), -1)
    cv2.circle(room, (int(0.72 * width), int(0.7 * height)), int(0.1 * width), (96, 116, 88), -1)
    return _soften(room, blur_px)


def wall_shadow(
    portrait: Portrait, *, shift: tuple[float, float], depth: float, edge_px: float
) -> Rgb:
    """Throw the sitter's shadow on the wall; `shift` in eye gaps."""
    gap = portrait.eye_gap_px
    move = np.array([[1, 0, shift[0] * gap], [0, 1, shift[1] * gap]], dtype=np.float32)
    thrown = cv2.warpAffine(portrait.alpha, move, portrait.size)
    thrown = cv2.GaussianBlur(thrown, (0, 0), edge_px)
    wall = portrait.backdrop * (1.0 - (1.0 - depth) * thrown[..., None])
    return to_bytes(np.asarray(wall, dtype=np.float32))


def window_light(size: tuple[int, int]) -> Rgb:
    """A bright window right behind the sitter: blown out, with a dark cross of frames."""
    width, height = size
    window = np.full((height, width, 3), 252, np.uint8)
    for at in (0.16, 0.84):
        cv2.line(
            window, (int(at * width), 0), (int(at * width), height), (205, 208, 212), width // 40
        )
    return _soften(window, 2.0)


def scenery(name: str, size: tuple[int, int]) -> Rgb:
    """Another photograph, sharp, as any busy scene."""
    scene = cv2.resize(open_source(name), size, interpolation=cv2.INTER_AREA)
    return np.asarray(scene, dtype=np.uint8)


def hang_print(wall: Rgb, name: str, box: tuple[int, int, int, int]) -> Rgb:
    """Hang a framed print on the wall; `box` is x, y, width, height."""
    x, y, width, height = box
    hung = wall.copy()
    cv2.rectangle(hung, (x - 5, y - 5), (x + width + 5, y + height + 5), (84, 70, 56), -1)
    hung[y : y + height, x : x + width] = scenery(name, (width, height))
    return _soften(hung, 1.2)


def paste(canvas: Rgb, guest: Portrait, at: tuple[int, int], *, blur_px: float = 0.0) -> Rgb:
    """Put another sitter into a backdrop, upper left corner at `at`."""
    result = canvas.copy()
    rows, columns = canvas.shape[:2]
    left, top = at
    wide, tall = guest.size
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + wide, columns), min(top + tall, rows)
    part = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
    person: Field = guest.person.astype(np.float32)
    alpha = guest.alpha
    if blur_px > 0:
        person = np.asarray(cv2.GaussianBlur(person, (0, 0), blur_px), dtype=np.float32)
        alpha = np.asarray(cv2.GaussianBlur(alpha, (0, 0), blur_px), dtype=np.float32)
    cover = alpha[part][..., None]
    result[y0:y1, x0:x1] = to_bytes(
        np.asarray(person[part] * cover + result[y0:y1, x0:x1] * (1 - cover), dtype=np.float32)
    )
    return result


def _soften(wall: Rgb, blur_px: float) -> Rgb:
    if blur_px <= 0:
        return wall
    soft = cv2.GaussianBlur(wall, (0, 0), blur_px, borderType=cv2.BORDER_REFLECT)
    grain = np.random.default_rng(11).normal(0.0, 1.2, wall.shape[:2])[..., None]
    return to_bytes(np.asarray(soft + grain, dtype=np.float32))
