"""Whatever is handed to `load` becomes a photo or is refused in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import FORMATS, arrays, encoded, examples, files, images, names, pictures, png, sources
from numpy.typing import NDArray
from PIL import Image

from headshot_lint import load
from headshot_lint.photo import LoadLimits, Photo, Source, Unreadable

LIMITS = LoadLimits(1_000_000, 2_000_000)


def loaded(source: Source, name: str | None = None) -> Photo | str:
    """The photo, or why there is none."""
    try:
        photo = load(source, name=name, limits=LIMITS)
    except Unreadable as refusal:
        said = refusal
    else:
        return whole(photo)
    assert said.reason.isprintable()
    assert said.hint
    return said.reason


def whole(photo: Photo) -> Photo:
    """The photo, whose parts go together."""
    assert photo.work.dtype == np.uint8
    assert photo.work.ndim == 3
    assert photo.work.shape[2] == 3
    assert 1 <= max(photo.work.shape[:2]) <= 1024
    assert photo.width >= 1
    assert photo.height >= 1
    assert 0 < photo.scale <= 1
    assert photo.alpha is None or photo.alpha.shape == photo.work.shape[:2]
    return photo


def alike(left: Photo | str, right: Photo | str) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        return left == right
    # Of EXIF that is broken, Pillow tells but once.
    files = [replace(photo.file, notes=()) for photo in (left, right)]
    same = files[0] == files[1] and left.sha256 == right.sha256
    return same and bool(np.array_equal(left.work, right.work))


@examples(100)
@given(arrays)
def test_an_array_is_a_photo_or_refused(array: NDArray[np.uint8]) -> None:
    photo = loaded(array)
    is_picture = array.ndim == 2 or (array.ndim == 3 and array.shape[2] in (3, 4))
    assert isinstance(photo, Photo) == (array.dtype == np.uint8 and is_picture and array.size > 0)


@examples(100)
@given(images())
def test_an_image_of_any_mode_is_a_photo_or_refused(image: Image.Image) -> None:
    before = image.mode, image.size, dict(image.info)
    assert alike(loaded(image), loaded(image))
    assert (image.mode, image.size, image.info) == before


@examples(200)
@given(files(), names)
def test_bytes_are_a_photo_or_refused(data: bytes, name: str) -> None:
    assert alike(loaded(data, name), loaded(data, name))


@examples(100)
@given(sources, names)
def test_what_is_loaded_is_left_as_it_was(source: Source, name: str) -> None:
    before = source.tobytes() if isinstance(source, np.ndarray) else None
    loaded(source, name)
    assert before is None or source.tobytes() == before  # type: ignore[union-attr]


@examples(100)
@given(pictures())
def test_an_array_gives_the_pixels_of_its_png(array: NDArray[np.uint8]) -> None:
    from_pixels, from_file = load(array), load(png(array))
    assert np.array_equal(from_pixels.work, from_file.work)
    assert (from_pixels.alpha is None) == (from_file.alpha is None)
    if from_pixels.alpha is not None and from_file.alpha is not None:
        assert np.array_equal(from_pixels.alpha, from_file.alpha)


@examples(60)
@given(pictures(), st.sampled_from(["C", "F", "sliced", "reversed", "read-only"]))
def test_the_layout_of_an_array_means_nothing(array: NDArray[np.uint8], layout: str) -> None:
    same = {
        "C": array.copy(),
        "F": np.asfortranarray(array),
        "sliced": np.repeat(array, 2, axis=0)[::2],
        "reversed": array[::-1].copy()[::-1],
        "read-only": array.copy(),
    }[layout]
    same.flags.writeable = layout != "read-only"
    assert alike(loaded(array), loaded(same))


@examples(40)
@given(pictures(), st.booleans())
def test_a_photo_stays_whatever_becomes_of_its_source(
    array: NDArray[np.uint8], as_image: bool
) -> None:
    image = Image.fromarray(array).copy()
    photo = load(image if as_image else array)
    before = photo.crop(0, 0, photo.width, photo.height).copy()
    array ^= 255
    image.frombytes(array.tobytes())
    assert np.array_equal(photo.crop(0, 0, photo.width, photo.height), before)


@pytest.mark.parametrize("kind", FORMATS)
def test_bytes_may_come_in_any_vessel(kind: str) -> None:
    data = encoded(Image.linear_gradient("L").convert("RGB"), kind)
    assert alike(loaded(data), loaded(bytearray(data)))  # type: ignore[arg-type]  # taken, too
    assert alike(loaded(data), loaded(memoryview(data)))  # type: ignore[arg-type]


@examples(80)
@given(names)
def test_a_path_that_leads_nowhere_is_refused(name: str) -> None:
    if name not in {"", ".", "-"}:
        assert isinstance(loaded(name), str)
