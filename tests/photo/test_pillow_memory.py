"""Pixels read where Pillow keeps them are those that Pillow would copy out."""

from __future__ import annotations

import gc
import io

import numpy as np
import pytest
from PIL import Image

from headshot_lint.photo.pillow_memory import view_rgb


def _noise(width: int, height: int, seed: int = 0) -> Image.Image:
    values = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(values)


@pytest.mark.parametrize("size", [(1, 1), (1, 999), (999, 1), (37, 23), (1155, 866), (2000, 1500)])
def test_the_view_equals_a_copy(size: tuple[int, int]) -> None:
    image = _noise(*size)
    seen = view_rgb(image)
    assert seen is not None
    assert seen.shape == (size[1], size[0], 4)
    assert np.array_equal(seen[..., :3], np.asarray(image))


def test_the_view_outlives_the_picture() -> None:
    image = _noise(700, 500)
    expected = np.asarray(image).copy()
    seen = view_rgb(image)
    assert seen is not None
    image.close()
    del image
    gc.collect()
    others = [_noise(700, 500, seed) for seed in range(1, 20)]
    assert np.array_equal(seen[..., :3], expected)
    assert len(others) == 19


def test_the_view_is_read_only() -> None:
    seen = view_rgb(_noise(8, 8))
    assert seen is not None
    with pytest.raises(ValueError, match="read-only"):
        seen[0, 0, 0] = 1
    with pytest.raises(ValueError, match="WRITEABLE"):
        seen.flags.writeable = True


def test_decoded_pictures_are_seen_too() -> None:
    out = io.BytesIO()
    _noise(641, 480).save(out, "JPEG", quality=90)
    image = Image.open(out)
    image.load()
    seen = view_rgb(image)
    assert seen is not None
    assert np.array_equal(seen[..., :3], np.asarray(image))


def test_a_picture_in_several_blocks_has_no_view() -> None:
    assert view_rgb(Image.new("RGB", (4100, 4100))) is None


def test_other_modes_are_refused() -> None:
    with pytest.raises(ValueError, match="mode RGB is needed, this is L"):
        view_rgb(Image.new("L", (8, 8)))


def test_a_view_leaves_no_memory_behind() -> None:
    resource = pytest.importorskip("resource")
    for _ in range(20):
        view_rgb(_noise(1000, 1000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(100):
        view_rgb(_noise(1000, 1000))
    grown_mib = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown_mib < 40  # a hundred pictures are 380 MB
