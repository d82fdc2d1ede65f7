"""Every container and pixel layout ends as upright sRGB on white, or is refused with a reason."""

from __future__ import annotations

import contextlib
import io
import os
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import ExifTags, Image, PngImagePlugin

from headshot_lint.photo import Fault, LoadLimits, Photo, Unreadable, load
from headshot_lint.photo.source import read_bytes

SKIN_P3 = (224, 172, 150)
SKIN_SRGB = (234, 169, 146)  # the same colour by littleCMS
RED, GREEN, BLUE, GREY = (200, 30, 30), (30, 200, 30), (30, 30, 200), (90, 90, 90)


def corners() -> Image.Image:
    """160 x 96: red upper left, green upper right, blue lower left, grey lower right."""
    array = np.zeros((96, 160, 3), np.uint8)
    array[:48, :80], array[:48, 80:], array[48:, :80], array[48:, 80:] = RED, GREEN, BLUE, GREY
    return Image.fromarray(array)


def encode(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    block = Image.Exif()
    block[ExifTags.Base.Orientation] = orientation
    return block


def corner_colours(photo: Photo) -> list[NDArray[np.int16]]:
    work = photo.work.astype(np.int16)
    height, width = work.shape[:2]
    y0, y1, x0, x1 = height // 4, 3 * height // 4, width // 4, 3 * width // 4
    return [work[y0, x0], work[y0, x1], work[y1, x0], work[y1, x1]]


def near(colour: NDArray[np.generic], expected: tuple[int, int, int], within: int = 12) -> bool:
    return bool(np.abs(colour.astype(int) - np.array(expected)).max() <= within)


def refusal(source: bytes | str | Path, **options: LoadLimits) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        load(source, **options)
    assert caught.value.reason
    assert caught.value.hint
    return caught.value


# Orientation.

TURNED = {
    1: lambda image: image,
    2: lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    3: lambda image: image.transpose(Image.Transpose.ROTATE_180),
    4: lambda image: image.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    5: lambda image: image.transpose(Image.Transpose.TRANSPOSE),
    6: lambda image: image.transpose(Image.Transpose.ROTATE_90),
    7: lambda image: image.transpose(Image.Transpose.TRANSVERSE),
    8: lambda image: image.transpose(Image.Transpose.ROTATE_270),
}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_orientation_is_applied_once(kind: str, orientation: int) -> None:
    stored = TURNED[orientation](corners())
    photo = load(encode(stored, kind, exif=exif(orientation)))
    assert (photo.width, photo.height) == (160, 96)
    assert photo.work.shape == (96, 160, 3)
    for colour, expected in zip(corner_colours(photo), (RED, GREEN, BLUE, GREY), strict=True):
        assert near(colour, expected)
    # The crop takes its box in the upright picture too.
    assert near(photo.crop(90, 10, 20, 20).mean(axis=(0, 1)), GREEN)
    assert photo.crop(90, 10, 20, 30).shape == (30, 20, 3)


def test_orientation_of_a_reduced_jpeg() -> None:
    stored = TURNED[6](corners().resize((3200, 1920), Image.Resampling.NEAREST))
    photo = load(encode(stored, "JPEG", exif=exif(6)))
    assert (photo.width, photo.height) == (3200, 1920)
    assert photo.decoded_scale == 0.25
    assert photo.work.shape == (480, 800, 3)
    assert photo.scale == pytest.approx(0.25)
    crop = photo.crop(1700, 100, 400, 300)
    assert crop.shape == (75, 100, 3)
    assert near(crop.mean(axis=(0, 1)), GREEN)


def test_nonsense_orientation_is_ignored() -> None:
    assert load(encode(corners(), "JPEG", exif=exif(42))).file.orientation == 1


def test_heif() -> None:
    # Written by pillow-heif, for the extra only reads.
    data = (Path(__file__).parent / "corners.heic").read_bytes()
    photo = load(data, name="ada.jpg")
    assert photo.file.format == "HEIF"
    assert not photo.file.extension_matches
    assert near(corner_colours(photo)[1], GREEN)


def test_heif_without_its_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    data = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64)
    refused = refusal(data)
    assert refused.fault is Fault.NEEDS_EXTRA
    assert "headshot-lint[heif]" in refused.hint


# Colour.


def icc_profile(colorants: tuple[tuple[float, float, float], ...], name: str) -> bytes:
    """Write a minimal ICC v4 display profile with sRGB's transfer curve."""

    def fixed(*numbers: float) -> bytes:
        return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)

    def text(value: str) -> bytes:
        words = value.encode("utf-16-be")
        return b"mluc" + struct.pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, len(words), 28) + words

    curve = b"para" + struct.pack(">IHH", 0, 3, 0)
    curve += fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    white = (0.9642, 1.0, 0.8249)
    tags = [(b"desc", text(name)), (b"cprt", text("CC0"))]
    tags.append((b"wtpt", b"XYZ \0\0\0\0" + fixed(*white)))
    for channel, colorant in zip("rgb", colorants, strict=True):
        tags.append((f"{channel}XYZ".encode(), b"XYZ \0\0\0\0" + fixed(*colorant)))
        tags.append((f"{channel}TRC".encode(), curve))
    table, body, at = b"", b"", 132 + 12 * len(tags)
    for signature, value in tags:
        padded = value + bytes(-len(value) % 4)
        table += signature + struct.pack(">II", at + len(body), len(value))
        body += padded
    size = at + len(body)
    header = struct.pack(">I4sI", size, b"lcms", 0x04200000) + b"mntrRGB XYZ "
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + fixed(*white)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
SRGB = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))


def test_wide_gamut_becomes_srgb() -> None:
    data = encode(
        Image.new("RGB", (64, 64), SKIN_P3), "PNG", icc_profile=icc_profile(P3, "Display P3")
    )
    photo = load(data)
    assert near(photo.work[32, 32], SKIN_SRGB, within=2)
    assert near(photo.crop(10, 10, 8, 8)[4, 4], SKIN_SRGB, within=2)
    assert photo.file.icc_name == "Display P3"
    assert photo.file.wide_gamut
    assert not photo.file.is_srgb


def test_srgb_under_another_name_is_srgb() -> None:
    data = encode(Image.new("RGB", (64, 64), SKIN_P3), "PNG", icc_profile=icc_profile(SRGB, "c9"))
    photo = load(data)
    assert photo.file.is_srgb
    assert tuple(photo.work[32, 32]) == SKIN_P3


def test_broken_profile_is_noted() -> None:
    photo = load(encode(corners(), "PNG", icc_profile=b"no profile at all" * 20))
    assert "colour profile ignored" in photo.file.notes[0]
    assert near(corner_colours(photo)[0], RED)


def test_profile_of_another_colour_space_is_noted() -> None:
    photo = load(encode(corners().convert("L"), "PNG", icc_profile=icc_profile(P3, "Display P3")))
    assert "ignored" in photo.file.notes[0]


def test_cmyk() -> None:
    photo = load(encode(corners().convert("CMYK"), "JPEG", quality=95))
    assert photo.file.cmyk
    assert not photo.file.is_srgb
    assert near(corner_colours(photo)[0], RED, within=20)


def test_lab_tiff() -> None:
    lab = Image.merge("LAB", [Image.new("L", (64, 64), value) for value in (128, 128, 128)])
    photo = load(encode(lab, "TIFF"))
    assert np.ptp(photo.work[32, 32].astype(int)) <= 3


# Pixel layouts.


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bit_grey_is_scaled(kind: str) -> None:
    grey = Image.fromarray(np.full((64, 64), 0x8040, np.uint16))
    assert tuple(load(encode(grey, kind)).work[10, 10]) == (0x80, 0x80, 0x80)


def test_sixteen_bit_grey_large() -> None:
    grey = Image.fromarray(np.full((2100, 2300), 0x8040, np.uint16))
    photo = load(encode(grey, "PNG", compress_level=1))
    assert photo.work.shape[1] == 1024
    assert set(np.unique(photo.work)) == {0x80}


def test_big_endian_sixteen_bits() -> None:
    array = np.full((64, 64), 0x40FF, ">u2")
    assert load(Image.fromarray(array)).work.max() == 0x40


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        pytest.param(np.full((64, 64), 0.5, np.float32), 128, id="float 0-1"),
        pytest.param(np.full((64, 64), 200.0, np.float32), 200, id="float 0-255"),
        pytest.param(np.full((64, 64), 200, np.int32), 200, id="int 8 bits"),
        pytest.param(np.full((64, 64), 0x8000, np.int32), 128, id="int 16 bits"),
        pytest.param(np.full((64, 64), np.nan, np.float32), 0, id="not a number"),
    ],
)
def test_wide_grey_tiff(array: NDArray[np.generic], expected: int) -> None:
    assert load(encode(Image.fromarray(array), "TIFF")).work.max() == expected


def test_one_bit() -> None:
    photo = load(encode(Image.new("1", (64, 64), 1), "PNG"))
    assert photo.work.min() == 255


def with_hidden_red(side: int) -> Image.Image:
    """Return opaque blue on the left; on the right red that full transparency hides."""
    array = np.zeros((side, side, 4), np.uint8)
    array[:, : side // 2] = (*BLUE, 255)
    array[:, side // 2 :] = (255, 0, 0, 0)
    return Image.fromarray(array)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("side", [63, 1500, 2500])
def test_hidden_colours_stay_hidden(kind: str, side: int) -> None:
    data = encode(with_hidden_red(side), kind, **({"lossless": True} if kind == "WEBP" else {}))
    photo = load(data)
    assert photo.alpha is not None
    assert photo.alpha.shape == photo.work.shape[:2]
    assert photo.alpha.dtype == np.float32
    assert photo.file.alpha_share == pytest.approx(0.5, abs=0.02)
    # Between blue and white red never exceeds green; the hidden red would lift it.
    work = photo.work.astype(int)
    assert (work[..., 0] - work[..., 1]).max() <= 1
    assert near(work[5, -3], (255, 255, 255), within=0)
    assert near(photo.crop(side - 8, 0, 8, 8)[4, 4], (255, 255, 255), within=0)


def test_half_transparent_is_laid_on_white() -> None:
    photo = load(Image.new("RGBA", (64, 64), (0, 0, 0, 128)))
    assert near(photo.work[3, 3], (127, 127, 127), within=1)


def test_opaque_alpha_is_no_alpha() -> None:
    photo = load(encode(corners().convert("RGBA"), "PNG"))
    assert photo.alpha is None
    assert photo.file.alpha_share == 0.0


def test_palette_with_transparency() -> None:
    palette = Image.new("P", (64, 64), 0)
    palette.putpalette([*BLUE, 255, 0, 0])
    palette.paste(1, (32, 0, 64, 64))
    photo = load(encode(palette, "PNG", transparency=1))
    assert near(photo.work[10, 10], BLUE, within=1)
    assert near(photo.work[10, 50], (255, 255, 255), within=0)
    assert photo.file.mode == "P"


def test_grey_with_alpha_and_transparent_key_colour() -> None:
    grey = Image.new("LA", (64, 64), (40, 0))
    assert load(encode(grey, "PNG")).work.min() == 255
    keyed = encode(Image.new("RGB", (64, 64), RED), "PNG", transparency=RED)
    assert load(keyed).work.min() == 255


def test_bmp_and_gif() -> None:
    for kind in ("BMP", "GIF"):
        photo = load(encode(corners(), kind))
        assert photo.file.format == kind
        assert near(corner_colours(photo)[3], GREY)


# Frames.


def test_phone_multi_picture_is_a_jpeg() -> None:
    data = encode(corners(), "MPO", save_all=True, append_images=[corners()])
    photo = load(data, name="phone.jpg")
    assert (photo.file.format, photo.file.frames) == ("JPEG", 1)
    assert photo.file.extension_matches


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF", "AVIF"])
def test_first_frame_counts(kind: str) -> None:
    second = Image.new("RGB", (160, 96), GREEN)
    photo = load(encode(corners(), kind, save_all=True, append_images=[second]))
    assert photo.file.frames == 2
    assert near(corner_colours(photo)[0], RED)


# Size.


@pytest.mark.parametrize("size", [(1024, 700), (1025, 700), (2047, 900), (700, 2049), (5000, 10)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_working_size(kind: str, size: tuple[int, int]) -> None:
    photo = load(encode(Image.new("RGB", size, SKIN_P3), kind))
    assert (photo.width, photo.height) == size
    assert max(photo.work.shape[:2]) == 1024
    assert photo.scale == pytest.approx(1024 / max(size))
    assert near(photo.work[0, 0], SKIN_P3, within=3)
    assert not photo.work.flags.writeable


def test_small_photos_are_not_enlarged() -> None:
    photo = load(encode(Image.new("RGB", (40, 30), RED), "PNG"))
    assert photo.work.shape == (30, 40, 3)
    assert photo.scale == 1.0


def test_crop_is_clipped_and_refuses_the_outside() -> None:
    photo = load(corners())
    assert photo.crop(-10, -10, 30, 30).shape == (20, 20, 3)
    with pytest.raises(ValueError, match="outside"):
        photo.crop(500, 500, 10, 10)


# Sources.


def test_all_sources_give_the_same_pixels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = encode(corners(), "PNG")
    file = tmp_path / "Ada.PNG"
    file.write_bytes(data)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    photos = [
        load(file),
        load(str(file)),
        load(data),
        load("-"),
        load(corners()),
        load(np.asarray(corners())),
    ]
    for photo in photos[1:]:
        assert np.array_equal(photo.work, photos[0].work)
    assert len({photo.sha256 for photo in photos[:4]}) == 1
    assert [photo.path for photo in photos[1:4]] == [str(file), "<bytes>", "-"]
    assert (photos[0].file.extension, photos[0].file.size_bytes) == (".png", len(data))
    assert (photos[5].file.format, photos[5].file.size_bytes) == ("pixels", None)


def test_arrays_that_are_no_picture() -> None:
    with pytest.raises(Unreadable, match="float64"):
        load(np.zeros((8, 8, 3)))  # type: ignore[arg-type]
    assert load(np.zeros((20, 20), np.uint8)).work.shape == (20, 20, 3)
    assert load(np.zeros((20, 20, 4), np.uint8)).work.min() == 255


# Refusals.

LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"


@pytest.mark.parametrize(
    ("data", "fault", "words"),
    [
        pytest.param(b"", Fault.EMPTY, "0 bytes", id="empty"),
        pytest.param(b"<!DOCTYPE html><html>", Fault.NO_IMAGE, "web page", id="html"),
        pytest.param(LFS, Fault.LFS_POINTER, "Git LFS pointer", id="lfs"),
        pytest.param(b"\n<svg xmlns='x'/>", Fault.UNSUPPORTED, "SVG", id="svg"),
        pytest.param(b"8BPS" + bytes(50), Fault.UNSUPPORTED, "Photoshop", id="psd"),
        pytest.param(b"\0\0\0\x18ftypmp42" + bytes(40), Fault.UNSUPPORTED, "video", id="mp4"),
        pytest.param(b"hello world", Fault.NO_IMAGE, "not a picture", id="text"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(99), Fault.CORRUPT, "corrupt", id="jpeg"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(9), Fault.CORRUPT, "corrupt", id="png"),
        pytest.param(b"RIFF\x40\0\0\0WEBPVP8 " + bytes(64), Fault.CORRUPT, "corrupt", id="webp"),
    ],
)
def test_refused_by_content(tmp_path: Path, data: bytes, fault: Fault, words: str) -> None:
    file = tmp_path / "ada.jpg"
    file.write_bytes(data)
    refused = refusal(file)
    assert refused.fault is fault
    assert words in refused.message
    assert refused.size == len(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF"])
def test_truncated(kind: str) -> None:
    rng = np.random.default_rng(1)
    noise = Image.fromarray(rng.integers(0, 256, (200, 200, 3), dtype=np.uint8))
    data = encode(noise, kind)
    assert refusal(data[: len(data) // 2]).fault in (Fault.TRUNCATED, Fault.CORRUPT)


def test_truncated_jpeg_is_named_so_even_when_decoded_small() -> None:
    rng = np.random.default_rng(1)
    noise = Image.fromarray(rng.integers(0, 256, (1200, 2400, 3), dtype=np.uint8))
    data = encode(noise, "JPEG")
    refused = refusal(data[: len(data) // 2])
    assert refused.fault is Fault.TRUNCATED
    assert "ends before the picture does" in refused.reason


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds next to nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = kind + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(999)))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(30_000, 30_000), (9000, 9000), (12_000, 12_000)])
def test_bomb_is_refused_by_its_header(size: tuple[int, int]) -> None:
    refused = refusal(png_of(*size))
    assert refused.fault is Fault.TOO_LARGE
    assert f"{size[0]} x {size[1]}" in refused.reason


def test_caps(tmp_path: Path) -> None:
    data = encode(corners(), "PNG")
    file = tmp_path / "ada.png"
    file.write_bytes(data)
    for source in (data, file):
        refused = refusal(source, limits=LoadLimits(max_bytes=len(data) - 1))
        assert refused.fault is Fault.TOO_HEAVY
    assert refusal(data, limits=LoadLimits(max_pixels=999)).fault is Fault.TOO_LARGE
    with pytest.raises(Unreadable, match="megapixels"):
        load(corners(), limits=LoadLimits(max_pixels=999))


@pytest.mark.skipif(sys.platform != "linux", reason="reads a file that tells no size")
def test_a_file_that_holds_more_than_it_tells_is_read_to_the_end() -> None:
    status = Path("/proc/self/mounts")
    assert status.stat().st_size == 0
    assert read_bytes(status, LoadLimits()) == status.read_bytes() != b""
    with pytest.raises(Unreadable, match="heavier"):
        read_bytes(status, LoadLimits(max_bytes=9))


def test_paths_without_a_photo(tmp_path: Path) -> None:
    missing = refusal(tmp_path / "none.jpg")
    assert (missing.fault, missing.exit_code) == (Fault.MISSING, 2)
    assert refusal(tmp_path).fault is Fault.DIRECTORY
    assert refusal("a\0b").fault is Fault.MISSING


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_and_devices_never_block(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    assert refusal(pipe).fault is Fault.SPECIAL
    assert refusal("/dev/zero").fault is Fault.SPECIAL


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_no_permission(tmp_path: Path) -> None:
    file = tmp_path / "ada.png"
    file.write_bytes(encode(corners(), "PNG"))
    file.chmod(0)
    assert refusal(file).fault is Fault.PERMISSION


# Metadata.


def test_jpeg_quality_and_subsampling() -> None:
    for quality in (20, 50, 75, 85, 92, 98):
        file = load(encode(corners(), "JPEG", quality=quality, subsampling=2)).file
        assert file.jpeg_quality == quality
        assert file.jpeg_subsampling == "4:2:0"
    assert load(encode(corners(), "PNG")).file.jpeg_quality is None


def gps(coordinates: dict[int, object]) -> Image.Exif:
    block = Image.Exif()
    block.get_ifd(ExifTags.IFD.GPSInfo).update(coordinates)
    return block


def test_gps_needs_coordinates() -> None:
    place = {1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)}
    assert load(encode(corners(), "JPEG", exif=gps(place))).file.has_gps
    assert not load(encode(corners(), "JPEG", exif=gps({0: b"\2\3\0\0"}))).file.has_gps


def text(**entries: str) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    for key, value in entries.items():
        info.add_text(key, value)
    return info


def test_prompt_chunks() -> None:
    leaking = text(parameters="a man, Steps: 20", Author="Ada", workflow="{}")
    file = load(encode(corners(), "PNG", pnginfo=leaking)).file
    assert file.prompt_chunks == ("parameters", "workflow")
    assert file.ai_marking == (
        "generator metadata parameters",
        "generator metadata workflow",
    )
    assert load(encode(corners(), "PNG", pnginfo=text(Author="Ada"))).file.prompt_chunks == ()


def test_prompt_in_exif_texts() -> None:
    prompt = "portrait of a man\nNegative prompt: blurry\nSteps: 20, Sampler: Euler a"
    block = Image.Exif()
    block.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"UNICODE\0" + prompt.encode(
        "utf-16-be"
    )
    assert load(encode(corners(), "JPEG", exif=block)).file.prompt_chunks == ("UserComment",)
    block = Image.Exif()
    block[ExifTags.Base.Make] = 'workflow:{"nodes": []}'
    assert load(encode(corners(), "WEBP", exif=block)).file.prompt_chunks == ("Make",)


XMP = b'<x:xmpmeta><rdf Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/%s"/>'


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_digital_source_type(kind: str) -> None:
    generated = XMP % b"digitalsourcetype/trainedAlgorithmicMedia"
    options = {"xmp": generated}
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_itxt("XML:com.adobe.xmp", generated.decode(), zip=True)
        options = {"pnginfo": info}
    if kind == "TIFF":
        options = {"tiffinfo": {700: generated}}
    file = load(encode(corners(), kind, **options)).file
    assert file.ai_marking == ("digital source type trainedAlgorithmicMedia",)


def test_a_captured_photo_is_not_marked() -> None:
    captured = XMP % b"digitalsourcetype/digitalCapture"
    assert load(encode(corners(), "JPEG", xmp=captured)).file.ai_marking == ()


def test_c2pa_manifest_is_seen() -> None:
    data = encode(corners(), "JPEG")
    superbox = (
        b"\0\0\0\x20jumb" + b"\0\0\0\x18jumdc2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71\3c2pa\0"
    )
    body = b"JP\0\1\0\0\0\1" + superbox
    segment = b"\xff\xeb" + struct.pack(">H", len(body) + 2) + body
    assert load(data[:2] + segment + data[2:]).file.c2pa
    assert not load(data).file.c2pa


def test_hostile_exif_becomes_a_note_or_nothing() -> None:
    rng = np.random.default_rng(3)
    whole = encode(corners(), "JPEG", exif=gps({1: "N", 2: (52.0, 31.0, 12.0)}))
    start = whole.index(b"Exif\0\0") + 6
    end = whole.index(b"\xff\xdb", start)  # the next segment: quantisation tables
    for _ in range(200):
        data = bytearray(whole)
        for at in rng.integers(start, end, 6):
            data[at] = rng.integers(0, 256)
        assert load(bytes(data)).work.shape == (96, 160, 3)


def test_compressed_text_beyond_the_decoders_cap_is_set_aside() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("workflow", "x" * 2_000_000, zip=True)
    photo = load(encode(corners(), "PNG", pnginfo=info))
    assert photo.file.prompt_chunks == ("workflow",)
    assert near(corner_colours(photo)[0], RED)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "BMP", "GIF"])
def test_damaged_files_are_read_or_refused(kind: str) -> None:
    rng = np.random.default_rng(5)
    whole = encode(corners(), kind)
    for _ in range(60):
        data = bytearray(whole)
        for at in rng.integers(0, len(data), 4):
            data[at] = rng.integers(0, 256)
        with contextlib.suppress(Unreadable):
            load(bytes(data))
