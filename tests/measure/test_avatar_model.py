"""Legibility through the real landmark network, on the public-domain portrait of skimage."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import pytest
from skimage.data import astronaut

from headshot_lint.measure.arrays import RgbImage
from headshot_lint.model.facts import Avatar
from headshot_lint.photo import load
from headshot_lint.shot import Shot

pytestmark = pytest.mark.model
FACE_X, FACE_Y = 224, 110


@cache
def portrait(side: int, *, mirrored: bool = False) -> Avatar:
    """The portrait cut to a square of that side round the face, always at 256 px."""
    image: RgbImage = astronaut()
    left, top = FACE_X - side // 2, max(0, FACE_Y - side // 2)
    cut = image[top : top + side, max(0, left) : left + side]
    square = cv2.resize(cut, (256, 256), interpolation=cv2.INTER_AREA)
    if mirrored:
        square = np.ascontiguousarray(square[:, ::-1])
    return Shot(load(np.asarray(square, dtype=np.uint8)), engine="onnx").avatar


def test_a_larger_face_is_never_less_legible() -> None:
    needed = [portrait(side).circle_px or 999 for side in (160, 220, 300, 400)]
    assert needed == sorted(needed)
    assert needed[0] < needed[-1]


def test_a_mirrored_photo_reads_within_one_step() -> None:
    ladder = [16, 20, 24, 32, 40, 48, 64, 96, 128]
    for side in (160, 220, 300):
        straight, mirrored = portrait(side).circle_px, portrait(side, mirrored=True).circle_px
        assert straight is not None
        assert mirrored is not None
        assert abs(ladder.index(straight) - ladder.index(mirrored)) <= 1
        assert (straight <= 48) == (mirrored <= 48)


def test_a_face_in_the_circle_reads_alike_in_the_square() -> None:
    avatar = portrait(300)
    assert avatar.circle_px == avatar.square_px
    assert avatar.smallest_px("circle") == avatar.circle_px
    assert avatar.error_at("circle", avatar.circle_px or 0) == avatar.error_at(
        "square", avatar.square_px or 0
    )


def test_a_tiny_file_is_not_enlarged_into_legibility() -> None:
    small = cv2.resize(astronaut()[:300, 74:374], (64, 64), interpolation=cv2.INTER_AREA)
    avatar = Shot(load(np.asarray(small, dtype=np.uint8)), engine="onnx").avatar
    assert avatar.largest_px == 64
    assert max(reading.display_px for reading in avatar.readings) <= 64


def test_the_same_photo_gives_the_same_numbers() -> None:
    image = astronaut()
    first, second = (Shot(load(image), engine="onnx").avatar for _ in range(2))
    assert first == second
