"""Files of a few kilobytes or megabytes that would hold a decoder for minutes, and their limits."""

from __future__ import annotations

import struct
import time
import zlib
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from headshot_lint.model.errors import Fault, Unreadable
from headshot_lint.photo import load
from headshot_lint.photo.frames import MOST_FRAMES
from headshot_lint.photo.icc import MOST_PROFILE_BYTES


def encode(kind: str, **options: object) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (64, 48), (90, 120, 60)).save(buffer, kind, **options)
    return buffer.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        load(data)
    assert caught.value.fault is Fault.TOO_INTRICATE
    assert caught.value.hint
    return caught.value.reason


def chunk(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def in_header(segments: bytes) -> bytes:
    data = encode("JPEG")
    return data[:2] + segments + data[2:]


def claiming(data: bytes, width: int, height: int) -> bytes:
    at = data.index(b"\xff\xc2") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def repeating_its_last_scan(number: int) -> bytes:
    data = encode("JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * number + data[-2:]


def test_a_jpeg_of_many_scans_over_many_pixels() -> None:
    reason = refused(claiming(repeating_its_last_scan(100), 8000, 8000))
    assert "109 scans of 64 megapixels" in reason


def test_many_scans_over_few_pixels_are_harmless() -> None:
    assert load(repeating_its_last_scan(100)).width == 64


def test_scans_of_previews_and_of_what_follows_do_not_count() -> None:
    preview = encode("JPEG", progressive=True)
    data = claiming(encode("JPEG", progressive=True), 8000, 8000)
    ahead = data[:2] + segment(0xE5, preview * 20) + data[2:]
    assert load(ahead + b"\xff\xda\0\0" * 1000).width == 8000


@pytest.mark.parametrize(
    ("segments", "words"),
    [
        (segment(0xFE, b"a") * 11_000, "10,000 segments"),
        (segment(0xE1, b"Exif\0\0" + bytes(60)) * 101, "EXIF in more than 100"),
        (b"\xff" * 110_000, "belong to no segment"),
        (segment(0xE5, b"a") + bytes(110_000), "belong to no segment"),
    ],
)
def test_jpeg_headers_that_take_long(segments: bytes, words: str) -> None:
    assert words in refused(in_header(segments))


def test_a_jpeg_of_nothing_but_padding() -> None:
    assert "belong to no segment" in refused(b"\xff\xd8" + b"\xff" * 200_000)


def test_jpeg_headers_as_cameras_write_them() -> None:
    header = segment(0xE1, b"Exif\0\0" + bytes(60_000)) * 3 + segment(0xFE, b"a" * 60_000) * 30
    assert load(in_header(header + b"\xff" * 200)).width == 64


def test_a_png_of_many_chunks() -> None:
    data = encode("PNG")
    assert "100,000 chunks" in refused(data[:33] + chunk(b"abCd") * 110_000 + data[33:])
    # What stands behind the picture is not read.
    assert load(data + chunk(b"abCd") * 110_000).width == 64


def test_a_gif_of_many_comments() -> None:
    data = encode("GIF")
    at = data.index(b"\x2c", 13)
    assert "blocks ahead" in refused(data[:at] + b"\x21\xfe" + b"\1a" * 110_000 + b"\0" + data[at:])


def test_counting_frames_ends() -> None:
    still = encode("GIF")
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    data = still[:-1] + frame * 300_000 + b";"
    assert load(data).file.frames == MOST_FRAMES
    assert load(still[:-1] + frame * 2 + b";").file.frames == 3
    assert load(still[:-1] + b"\x2c\0").file.frames == 1


@pytest.mark.parametrize("big", [False, True])
def test_counting_pages(big: bool) -> None:
    more = [Image.new("L", (9, 9))] * 2
    data = encode("TIFF", save_all=True, append_images=more, big_tiff=big)
    assert load(data).file.frames == 3


def test_pages_in_a_circle_and_without_end() -> None:
    entries = [(256, 3, 1, 1), (257, 3, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1)]
    entries += [(273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, 1), (279, 4, 1, 1)]
    body = struct.pack("<H", 9) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
    head, size = struct.pack("<2sHI", b"II", 42, 16) + bytes(8), len(body) + 4
    circle = head + body + struct.pack("<I", 16)
    assert load(circle).file.frames == 1
    pages = (body + struct.pack("<I", 16 + size * (page + 1)) for page in range(100_000))
    assert load(head + b"".join(pages)).file.frames == MOST_FRAMES


def test_looking_for_prompts_takes_time_by_the_length_alone() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "Steps: 1, " * 90_000)
    data = encode("PNG", pnginfo=info)
    began = time.process_time()
    assert load(data).file.prompt_chunks == ()
    assert time.process_time() - began < 5  # a search that goes back takes minutes
    info.add_text("Comment", "Steps: 1, " * 9_000 + "Sampler: Euler")
    assert load(encode("PNG", pnginfo=info)).file.prompt_chunks == ("Comment",)


def test_a_profile_beyond_all_measure_is_noted() -> None:
    file = load(encode("WEBP", icc_profile=bytes(MOST_PROFILE_BYTES + 1))).file
    assert file.notes == ("colour profile ignored: 8 MB",)


def test_what_a_decoder_says_fits_on_a_line() -> None:
    from headshot_lint.photo.container import _corrupt

    said = _corrupt(ValueError("bad\n\x1b[31m" + "x" * 1000)).reason
    assert said.isprintable()
    assert len(said) < 150
