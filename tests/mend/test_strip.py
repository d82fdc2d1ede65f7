"""Metadata go, pixels stay: to the bit, in every format that allows it."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import ExifTags, Image, TiffImagePlugin, features
from PIL.PngImagePlugin import PngInfo

from headshot_lint.mend.credits import source_packet
from headshot_lint.mend.encode import srgb_profile
from headshot_lint.mend.exif import MalformedError, erase_place
from headshot_lint.mend.strip import CannotStripError, What, segments, strip
from headshot_lint.photo import load

PLACE, PROMPTS = What(place=True), What(prompts=True)
FORMATS = ["JPEG", "PNG", "WEBP", "TIFF", *(["AVIF"] if features.check("avif") else [])]
PROMPT = "a portrait\nNegative prompt: blurry\nSteps: 20, Sampler: Euler, Seed: 7"


def noise(width: int = 64, height: int = 48) -> Image.Image:
    rng = np.random.default_rng(5)
    return Image.fromarray(rng.integers(0, 256, (height, width, 3), dtype=np.uint8))


def an_exif(*, place: bool = True, comment: str = "", description: str = "") -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Artist] = "Ada Photographer"
    exif[ExifTags.Base.Copyright] = "(c) Ada"
    if description:
        exif[ExifTags.Base.ImageDescription] = description
    if place:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLongitudeRef] = "N", "E"
        gps[ExifTags.GPS.GPSLatitude] = (48.0, 12.0, 30.5)
        gps[ExifTags.GPS.GPSLongitude] = (16.0, 22.0, 1.25)
        gps[ExifTags.GPS.GPSProcessingMethod] = b"ASCII\0\0\0HYBRID-FIX"
    if comment:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"ASCII\0\0\0" + (
            comment.encode()
        )
    return exif


def saved(kind: str, **how: object) -> bytes:
    out = BytesIO()
    exif = how.get("exif")
    if kind == "TIFF" and isinstance(exif, Image.Exif):
        # Pillow writes the GPS directory of a TIFF only when it is told so as a tag.
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        for tag, value in exif.items():
            tags[tag] = value
        if gps := dict(exif.get_ifd(ExifTags.IFD.GPSInfo)):
            tags[ExifTags.IFD.GPSInfo] = gps
        how = {"tiffinfo": tags}
    noise().save(out, format=kind, icc_profile=srgb_profile(), **how)  # type: ignore[arg-type]
    return out.getvalue()


def pixels(data: bytes) -> np.ndarray:
    with Image.open(BytesIO(data)) as image:
        return np.asarray(image)


def stripped(data: bytes, what: What) -> bytes:
    done = strip(data, load(data).file, what)
    np.testing.assert_array_equal(pixels(done), pixels(data))
    return done


@pytest.mark.parametrize("kind", FORMATS)
def test_the_place_goes_and_everything_else_stays(kind: str) -> None:
    data = saved(kind, exif=an_exif())
    assert load(data).file.has_gps
    done = stripped(data, PLACE)
    after = load(done).file
    assert not after.has_gps
    assert b"HYBRID-FIX" not in done
    assert len(done) == len(data)
    with Image.open(BytesIO(done)) as image:
        exif = image.getexif()
        assert exif[ExifTags.Base.Artist] == "Ada Photographer"
        assert exif[ExifTags.Base.Copyright] == "(c) Ada"
        assert image.info.get("icc_profile") == srgb_profile()
    assert after.orientation == load(data).file.orientation


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind != "TIFF"])
def test_a_prompt_in_exif_goes_where_another_sign_says_that_it_is_generated(kind: str) -> None:
    sign = source_packet("trainedAlgorithmicMedia")
    data = saved(kind, exif=an_exif(comment=PROMPT), xmp=sign)
    assert load(data).file.prompt_chunks
    done = stripped(data, PROMPTS)
    assert not load(done).file.prompt_chunks
    assert b"Negative prompt" not in done
    assert load(done).file.has_gps


@pytest.mark.parametrize("order", ["II", "MM"])
def test_both_byte_orders_are_read(order: str) -> None:
    exif = an_exif()
    exif.endian = "<" if order == "II" else ">"
    data = saved("JPEG", exif=exif.tobytes())
    assert not load(stripped(data, PLACE)).file.has_gps


@pytest.mark.parametrize("compressed", [False, True])
def test_a_place_in_xmp_goes(compressed: bool) -> None:
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r"><rdf:Description '
        'exif:GPSLatitude="48,12.5N" exif:GPSLongitude="16,22.0E" dc:title="kept">'
        "<exif:GPSAltitude>171/1</exif:GPSAltitude></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    texts = PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", packet, zip=compressed)
    for data in (saved("PNG", pnginfo=texts), saved("JPEG", xmp=packet.encode())):
        assert load(data).file.has_gps
        done = stripped(data, PLACE)
        assert not load(done).file.has_gps
        assert b"171/1" not in done
        assert b'dc:title="kept"' in done


@pytest.mark.parametrize("key", ["parameters", "prompt", "workflow", "Comment"])
@pytest.mark.parametrize("way", ["tEXt", "zTXt", "iTXt"])
def test_prompt_chunks_go_and_other_texts_stay(key: str, way: str) -> None:
    texts = PngInfo()
    text = PROMPT if key != "workflow" else '{"nodes": []}'
    if way == "iTXt":
        texts.add_itxt(key, text)
    else:
        texts.add_text(key, text, zip=way == "zTXt")
    texts.add_text("Author", "Ada")
    done = stripped(saved("PNG", pnginfo=texts), PROMPTS)
    assert not load(done).file.prompt_chunks
    with Image.open(BytesIO(done)) as image:
        assert image.info["Author"] == "Ada"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_that_loses_its_prompt_goes_on_saying_that_it_was_generated(kind: str) -> None:
    texts = PngInfo()
    texts.add_text("parameters", PROMPT)
    data = saved("PNG", pnginfo=texts) if kind == "PNG" else saved("JPEG", comment=PROMPT)
    assert load(data).file.ai_marking
    done = stripped(data, PROMPTS)
    assert load(done).file.ai_marking == ("digital source type trainedAlgorithmicMedia",)
    assert strip(done, load(done).file, PROMPTS) == done


def test_where_no_other_sign_can_be_put_the_prompt_stays() -> None:
    data = saved("WEBP", exif=an_exif(place=False, description="prompt:{}"))
    assert load(data).file.prompt_chunks
    with pytest.raises(CannotStripError, match="only sign"):
        strip(data, load(data).file, PROMPTS)


def test_content_credentials_and_pictures_behind_the_picture_stay() -> None:
    data = saved("JPEG", exif=an_exif())
    manifest = b"\xff\xeb" + (2 + 40).to_bytes(2, "big") + b"JP\0\0jumb c2pa ".ljust(40, b"m")
    data = data[:2] + manifest + data[2:] + saved("JPEG", exif=an_exif())
    done = stripped(data, PLACE)
    assert manifest in done
    assert len(done) == len(data)
    assert b"HYBRID-FIX" not in done


def test_nothing_to_take_out_changes_nothing() -> None:
    for kind in FORMATS:
        data = saved(kind, exif=an_exif(place=False))
        assert strip(data, load(data).file, What(place=True, prompts=True)) == data


def test_segments_end_before_the_scan() -> None:
    data = saved("JPEG", exif=an_exif())
    found = list(segments(data))
    assert data[found[-1][2]] == 0xFF
    assert data[found[-1][2] + 1] == 0xDA


@pytest.mark.parametrize("cut", range(8, 120, 7))
def test_a_broken_block_is_left_alone(cut: int) -> None:
    block = bytearray(an_exif().tobytes()[6 : 6 + cut])
    before = bytes(block)
    with pytest.raises(MalformedError):
        erase_place(block, 0)
    assert bytes(block) == before


def test_a_chain_of_directories_that_bites_its_tail_ends() -> None:
    block = bytearray(b"II*\0\x08\0\0\0" + b"\0\0" + b"\x08\0\0\0")
    erase_place(block, 0)
