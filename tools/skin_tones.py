"""Give the skin in a photograph another reflectance, to learn what must not matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import RgbImage
from headshot_lint.measure.colour import to_linear
from headshot_lint.measure.skin import face_mask, skin_mask
from headshot_lint.photo import Photo
from headshot_lint.shot import Shot

MONK_TONES = {3: "f7ead0", 5: "d7bd96", 7: "825c43", 8: "604134", 9: "3a312a", 10: "292420"}
"""Monk skin tone scale, sRGB (skintone.google)."""

MOVES = ((5, 7), (3, 7), (5, 9), (3, 9), (3, 10))
"""From which tone to which: skin is multiplied by the ratio of their reflectances."""


def retoned(shot: Shot, moves: Sequence[tuple[int, int]] = MOVES) -> Iterator[Shot]:
    """Yield the shot once per move, with the skin of the face in another tone.

    Linear light of the skin is multiplied channel by channel, so shading keeps its ratios; eyes,
    lips, clothes and background stay.
    """
    face, work = shot.face, shot.work
    mask = skin_mask(face.points, face.inside) | face_mask(face.points, face.inside)
    size = (work.shape[1], work.shape[0])
    back = cv2.warpAffine(mask.astype(np.float32), face.to_work, size, flags=cv2.INTER_LINEAR)
    soft = cv2.GaussianBlur(np.asarray(back, dtype=np.float64), (0, 0), 1.0)[..., None]
    linear = to_linear(work).astype(np.float64)
    for lighter, darker in moves:
        ratio = reflectance(darker) / reflectance(lighter)
        yield _shot(_encode(linear * (1.0 + soft * (ratio - 1.0))))


def reflectance(tone: int) -> NDArray[np.float64]:
    """Linear reflectance of a tone of the Monk scale, one number a channel."""
    code = np.frombuffer(bytes.fromhex(MONK_TONES[tone]), dtype=np.uint8)
    return np.asarray(to_linear(code.reshape(1, 1, 3))[0, 0], dtype=np.float64)


def _encode(linear: NDArray[np.float64]) -> RgbImage:
    light = np.clip(linear, 0.0, 1.0)
    code = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.round(code * 255.0).astype(np.uint8)


def _shot(work: RgbImage) -> Shot:
    height, width = work.shape[:2]
    photo = SimpleNamespace(work=work, width=width, height=height, scale=1.0)
    return Shot(cast("Photo", photo), engine="onnx")
