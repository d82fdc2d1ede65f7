"""The same picture is found again; another picture of the same wall is not."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
import skimage.data
from numpy.typing import NDArray

from headshot_lint.analyse.twins import find_twins
from headshot_lint.measure.picture_match import Copy, match, shrunk_luma
from headshot_lint.model.facts import Fingerprint

Rgb = NDArray[np.uint8]
EYES = np.array([[204.0, 108.0], [245.0, 108.0]])
ASTRONAUT: Rgb = skimage.data.astronaut()


def copy_of(picture: Rgb, eyes: NDArray[np.float64] | None) -> Copy:
    luma = shrunk_luma(picture)
    scale = luma.shape[1] / picture.shape[1]
    return Copy(luma, None if eyes is None else (eyes + 0.5) * scale - 0.5)


def print_of(copy: Copy) -> Fingerprint:
    x1, y1, x2, y2 = (None,) * 4 if copy.eyes is None else copy.eyes.ravel().tolist()
    eyes = None if copy.eyes is None else (x1, y1, x2, y2)
    height, width = copy.luma.shape
    return Fingerprint(width, height, copy.luma.tobytes().hex(), eyes)


def _reencoded(picture: Rgb) -> Rgb:
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 40])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), dtype=np.uint8)


CHANGES: dict[str, tuple[Callable[[Rgb], Rgb], Callable[[NDArray[np.float64]], object]]] = {
    "encoded anew": (_reencoded, lambda eyes: eyes),
    "halved": (lambda p: np.asarray(cv2.resize(p, None, fx=0.5, fy=0.5)), lambda eyes: eyes / 2),
    "cut": (lambda p: p[10:460, 50:], lambda eyes: np.subtract(eyes, (50, 10))),
    "paler": (lambda p: (p * 0.6 + 60).astype(np.uint8), lambda eyes: eyes),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_same_picture_is_alike(change: str) -> None:
    picture, eyes = CHANGES[change]
    other = copy_of(picture(ASTRONAUT), np.asarray(eyes(EYES)))
    assert match(copy_of(ASTRONAUT, EYES), other).likeness > 0.9


def test_a_cut_tells_its_share() -> None:
    cut = copy_of(ASTRONAUT[10:460, 50:], np.subtract(EYES, (50, 10)))
    found = match(copy_of(ASTRONAUT, EYES), cut)
    assert found.common_share == pytest.approx(450 * 462 / 512**2, abs=0.06)


def test_a_mirror_image_is_found() -> None:
    flipped = np.ascontiguousarray(ASTRONAUT[:, ::-1])
    eyes = EYES[::-1].copy()
    eyes[:, 0] = 511 - eyes[:, 0]
    prints = [("a", print_of(copy_of(ASTRONAUT, EYES))), ("b", print_of(copy_of(flipped, eyes)))]
    (twin,) = find_twins(prints)
    assert twin.mirrored
    assert twin.likeness > 0.9


def test_another_head_before_the_same_scene_is_another_picture() -> None:
    changed = ASTRONAUT.copy()
    changed[30:190, 160:290] = ASTRONAUT[30:190, 160:290][::-1, ::-1]
    assert match(copy_of(ASTRONAUT, EYES), copy_of(changed, EYES)).likeness < 0.8


def test_a_head_that_moved_a_little_is_another_picture() -> None:
    turn = np.array([[1, 0, 22.0], [0, 1, 6.0]])
    head = cv2.warpAffine(ASTRONAUT, turn, (512, 512))
    mask = np.zeros((512, 512, 1), np.float32)
    cv2.ellipse(mask, (226, 110), (75, 100), 0, 0, 360, 1.0, -1)
    mask = cv2.GaussianBlur(mask, (0, 0), 6)[..., None]
    moved = (head * mask + ASTRONAUT * (1 - mask)).astype(np.uint8)
    assert match(copy_of(ASTRONAUT, EYES), copy_of(moved, np.add(EYES, (22, 6)))).likeness < 0.8


def test_pictures_without_faces_are_compared_as_a_whole() -> None:
    cat, coffee = skimage.data.chelsea(), skimage.data.coffee()
    half = np.asarray(cv2.resize(cat, None, fx=0.5, fy=0.5), dtype=np.uint8)
    prints = [(n, print_of(copy_of(p, None))) for n, p in (("a", cat), ("b", coffee), ("c", half))]
    assert [twin.paths for twin in find_twins(prints)] == [("a", "c")]


def test_flat_pictures_have_nothing_to_compare() -> None:
    flat = np.full((100, 100, 3), 128, np.uint8)
    prints = [(name, print_of(copy_of(flat, None))) for name in "ab"]
    assert not find_twins(prints)
    assert not find_twins([])
