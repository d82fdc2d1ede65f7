"""Images that a program hands over, and that no file could hold."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import ExifTags, Image

from headshot_lint.photo import Fault, Unreadable, load


@pytest.mark.parametrize("size", [(0, 0), (0, 3), (3, 0)])
@pytest.mark.parametrize("mode", ["L", "RGB", "F", "P"])
def test_an_image_without_pixels_is_refused(mode: str, size: tuple[int, int]) -> None:
    with pytest.raises(Unreadable, match=r"has no pixels \(\d x \d\)") as caught:
        load(Image.new(mode, size))
    assert caught.value.fault is Fault.EMPTY


def test_grey_multiplied_by_its_opacity_is_laid_on_white() -> None:
    straight = Image.new("LA", (2, 2), (100, 128))
    assert np.array_equal(load(straight.convert("La")).work, load(straight).work)


@pytest.mark.parametrize("entry", [b"abc", "x", None, (1, 2), 10**30])
def test_an_entry_for_transparency_of_another_mode_is_told(entry: object) -> None:
    image = Image.new("RGB", (3, 3))
    image.info["transparency"] = entry
    with pytest.raises(Unreadable, match="entry for transparency") as caught:
        load(image)
    assert "info['transparency']" in caught.value.hint


def test_an_image_whose_metadata_break_half_way_is_read_alike_twice() -> None:
    image = Image.new("RGB", (3, 3))
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {ExifTags.GPS.GPSLatitude: (1.0, 2.0, 3.0), ExifTags.GPS.GPSLongitude: (1.0, 2.0, 3.0)}
    )
    image.info.update(exif=exif.tobytes(), xmp="text where bytes belong")
    assert [load(image).file.has_gps for _ in range(2)] == [True, True]


def test_what_an_open_file_tells_is_read_of_its_image() -> None:
    out = BytesIO()
    frames = [Image.new("L", (4, 4), grey) for grey in (0, 90, 200)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    with Image.open(out) as image:
        assert load(image).file.frames == 3


def test_a_photo_stays_when_the_image_changes() -> None:
    image = Image.new("RGB", (30, 30), (10, 20, 30))
    photo = load(image)
    image.paste((255, 0, 0), (0, 0, 30, 30))
    assert photo.crop(0, 0, 9, 9)[0, 0].tolist() == [10, 20, 30]
