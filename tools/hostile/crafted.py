"""Files built by hand to make a reader work or loop without end, each with what must follow."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping

from PIL import Image, PngImagePlugin

from hostile.bases import (
    PNG_SIGNATURE,
    bases,
    encoded,
    png_chunk,
    png_header,
    portrait,
)

Make = Callable[[], bytes]

# Just below the cap on pixels: the most that is ever decoded.
LARGEST = 8660
_END = png_chunk(b"IEND", b"")


def _flat_png(width: int, height: int, depth: int, colour: int) -> bytes:
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    row = b"\0" + bytes((width * channels * depth + 7) // 8)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    palette = png_chunk(b"PLTE", bytes(768)) if colour == 3 else b""
    return png_header(width, height, depth, colour) + palette + png_chunk(b"IDAT", packed) + _END


def _flat(kind: str, mode: str, **options: object) -> bytes:
    return encoded(Image.new(mode, (LARGEST, LARGEST)), kind, **options)


def _jpeg_claiming(width: int, height: int, base: str = "plain.jpg") -> bytes:
    data = bytearray(bases()[base])
    at = next(at for at in range(2, len(data)) if data[at] == 0xFF and data[at + 1] in (0xC0, 0xC2))
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def _scans(number: int) -> bytes:
    """A progressive JPEG of the largest size, whose last scan comes again and again."""
    data = _jpeg_claiming(LARGEST, LARGEST, "progressive.jpg")
    last = data.rfind(b"\xff\xda")
    return data[:last] + data[last:-2] * number + data[-2:]


def _jpeg_with(segments: bytes) -> bytes:
    data = bases()["plain.jpg"]
    return data[:2] + segments + data[2:]


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def _png_with(chunks: bytes) -> bytes:
    data = bases()["plain.png"]
    return data[:33] + chunks + data[33:]


def _tiff(pages: int, *, cyclic: bool = False, tags: int = 0, shared_bytes: int = 0) -> bytes:
    """A TIFF of 1 x 1 pixels with many directories, a circle of them, or tags that share bytes."""
    entries = [(256, 3, 1, 1), (257, 3, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1)]
    entries += [(273, 4, 1, 8), (277, 3, 1, 1), (278, 4, 1, 1), (279, 4, 1, 1)]
    entries += [(60000 + tag, 7, shared_bytes, 8) for tag in range(tags)]
    size = 2 + 12 * len(entries) + 4
    out = [struct.pack("<2sHI", b"II", 42, 16), bytes(8)]
    for page in range(pages):
        following = 16 + size * (page + 1)
        if page == pages - 1:
            following = 16 if cyclic else 0
        body = b"".join(struct.pack("<HHII", *entry) for entry in entries)
        out.append(struct.pack("<H", len(entries)) + body + struct.pack("<I", following))
    return b"".join(out) + bytes(shared_bytes)


def _exif_sharing(tags: int, size: int) -> bytes:
    """EXIF whose tags all claim the same bytes, so that reading them multiplies those."""
    body = b"".join(struct.pack("<HHII", 50000 + tag, 7, size, 8) for tag in range(tags))
    head = struct.pack("<2sHIH", b"II", 42, 8, tags)
    return head + body + bytes(4 + size)


def _exif_circle() -> bytes:
    """EXIF whose sub-directories are the directory itself."""
    tags = (0x8769, 0x8825, 0xA005)
    body = b"".join(struct.pack("<HHII", tag, 4, 1, 8) for tag in tags)
    return struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + body + struct.pack("<I", 8)


def _exif_text(text: bytes) -> bytes:
    head = struct.pack("<2sHIH", b"II", 42, 8, 1)
    return head + struct.pack("<HHII", 0x010E, 2, len(text), 26) + bytes(4) + text


def _riff(chunks: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def _webp_with(kind: bytes, body: bytes, flags: int) -> bytes:
    width, height = portrait().size
    plain = bases()["exact.webp"]
    head = struct.pack("<I", flags) + (width - 1).to_bytes(3, "little")
    extended = b"VP8X" + struct.pack("<I", 10) + head + (height - 1).to_bytes(3, "little")
    return _riff(extended + plain[12:] + kind + struct.pack("<I", len(body)) + body)


def _gif(frames: int, comment: bytes = b"", blocks: bytes = b"") -> bytes:
    parts = (comment[at : at + 255] for at in range(0, len(comment), 255))
    blocks += b"".join(bytes((len(part),)) + part for part in parts)
    told = b"\x21\xfe" + blocks + b"\0" if blocks else b""
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6)
    return head + told + frame * frames + b";"


def _bmp_claiming(width: int, height: int) -> bytes:
    return struct.pack(
        "<2sIHHIIiiHHIIiiII", b"BM", 54, 0, 0, 54, 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0
    )


def _boxes_claiming(base: str, width: int, height: int) -> bytes:
    data = bases().get(base, b"\0\0\0\x18ftypheic" + bytes(64))
    at = data.find(b"ispe")
    return data[: at + 8] + struct.pack(">II", width, height) + data[at + 16 :]


def _text_png(size: int, *, packed: bool) -> bytes:
    body = b"Comment\0" + (b"\0" + zlib.compress(bytes(size), 9) if packed else bytes(size))
    return _png_with(png_chunk(b"zTXt" if packed else b"tEXt", body))


def _profile_png(size: int) -> bytes:
    return _png_with(png_chunk(b"iCCP", b"big\0\0" + zlib.compress(bytes(size), 9)))


def _searched_png(text: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", text)
    return encoded(portrait(), "PNG", pnginfo=info)


_STEPS = "Steps: 1, " * 90_000
_XMP = b"digitalsourcetype/digitalCapture " * 500_000

READ: Mapping[str, Make] = {
    "largest-rgb.png": lambda: _flat_png(LARGEST, LARGEST, 8, 2),
    "largest-rgba.png": lambda: _flat_png(LARGEST, LARGEST, 8, 6),
    "largest-deep.png": lambda: _flat_png(LARGEST, LARGEST, 16, 6),
    "largest-grey.png": lambda: _flat_png(LARGEST, LARGEST, 16, 0),
    "largest-palette.png": lambda: _flat_png(LARGEST, LARGEST, 8, 3),
    "largest-bits.png": lambda: _flat_png(LARGEST, LARGEST, 1, 0),
    "largest.jpg": lambda: _flat("JPEG", "RGB", subsampling=0),
    "largest-ink.jpg": lambda: _flat("JPEG", "CMYK"),
    "largest-progressive.jpg": lambda: _flat("JPEG", "RGB", progressive=True, subsampling=0),
    "largest.webp": lambda: _flat("WEBP", "RGBA", lossless=True, method=0),
    "largest-lossy.webp": lambda: _flat("WEBP", "RGB", method=0),
    "largest.avif": lambda: _flat("AVIF", "RGB", speed=10),
    "largest.tif": lambda: _flat("TIFF", "RGBA", compression="tiff_lzw"),
    "largest-floats.tif": lambda: _flat("TIFF", "F", compression="tiff_lzw"),
    "largest.gif": lambda: _flat("GIF", "P"),
    "row.png": lambda: _flat_png(30_000, 1, 8, 2),
    "column.png": lambda: _flat_png(1, 30_000, 8, 6),
    "column.jpg": lambda: encoded(Image.new("RGB", (1, 30_000)), "JPEG"),
    "column.tif": lambda: encoded(Image.new("RGB", (1, 30_000)), "TIFF"),
    "row.gif": lambda: encoded(Image.new("P", (30_000, 1)), "GIF"),
    "dot.png": lambda: _flat_png(1, 1, 8, 6),
    "dot.jpg": lambda: encoded(Image.new("L", (1, 1)), "JPEG"),
    "dot.webp": lambda: encoded(Image.new("RGB", (1, 1)), "WEBP"),
    "dot.avif": lambda: encoded(Image.new("RGB", (1, 1)), "AVIF", speed=10),
    "dot.bmp": lambda: encoded(Image.new("1", (1, 1)), "BMP"),
    "dot.gif": lambda: _gif(1),
    "frames.gif": lambda: _gif(1_500_000),
    "comments.gif": lambda: _gif(1, bytes(20_000_000)),
    "searched.gif": lambda: _gif(1, _STEPS.encode()),
    "searched.png": lambda: _searched_png(_STEPS),
    "searched-exif.webp": lambda: _webp_with(b"EXIF", _exif_text(_STEPS.encode()), 8),
    "marked.webp": lambda: _webp_with(b"XMP ", _XMP, 4),
    "circle.tif": lambda: _tiff(50, cyclic=True),
    "pages.tif": lambda: _tiff(400_000),
    "shared-bytes.tif": lambda: _tiff(1, tags=4000, shared_bytes=4_000_000),
    "shared-bytes.webp": lambda: _webp_with(b"EXIF", _exif_sharing(4000, 4_000_000), 8),
    "shared-bytes.png": lambda: _png_with(png_chunk(b"eXIf", _exif_sharing(4000, 4_000_000))),
    "shared-bytes.jpg": lambda: _jpeg_with(
        _segment(0xE1, b"Exif\0\0" + _exif_sharing(2500, 30_000))
    ),
    "exif-circle.jpg": lambda: _jpeg_with(_segment(0xE1, b"Exif\0\0" + _exif_circle())),
    "exif-circle.png": lambda: _png_with(png_chunk(b"eXIf", _exif_circle())),
    "profile-parts.jpg": lambda: _jpeg_with(
        b"".join(
            _segment(0xE2, b"ICC_PROFILE\0" + bytes((part, 255)) + bytes(65_000))
            for part in range(1, 256)
        )
    ),
    "packed-text.png": lambda: _text_png(500_000_000, packed=True),
    "plain-text.png": lambda: _text_png(60_000_000, packed=False),
    "big-profile.webp": lambda: _webp_with(b"ICCP", bytes(60_000_000), 32),
    "chunks.webp": lambda: _webp_with(b"ABCD", b"ABCD\0\0\0\0" * 3_000_000, 0),
}
"""Files that are pictures in spite of all, so that they must be read."""

REFUSED: Mapping[str, Make] = {
    "bomb.png": lambda: _flat_png(30_000, 3_000, 1, 0),
    "bomb-header.png": lambda: png_header(2**31 - 1, 2**31 - 1) + _END,
    "bomb.jpg": lambda: _jpeg_claiming(65_500, 65_500),
    "bomb.bmp": lambda: _bmp_claiming(40_000, 40_000),
    "bomb.avif": lambda: _boxes_claiming("plain.avif", 60_000, 60_000),
    "bomb.heic": lambda: _boxes_claiming("plain.heic", 60_000, 60_000),
    "hollow.bmp": lambda: _bmp_claiming(LARGEST, LARGEST),
    "hollow.png": lambda: png_header(LARGEST, LARGEST, 16, 6) + _END,
    "packed-profile.png": lambda: _profile_png(500_000_000),
    "exif-parts.jpg": lambda: _jpeg_with(_segment(0xE1, b"Exif\0\0" + bytes(65_000)) * 1500),
    "comments.jpg": lambda: _jpeg_with(_segment(0xFE, b"a") * 1_000_000),
    "blocks.gif": lambda: _gif(1, blocks=b"\1a" * 20_000_000),
    "no-rows.png": lambda: png_header(10, 0) + _END,
    "no-columns.png": lambda: png_header(0, 10) + _END,
    "negative.bmp": lambda: _bmp_claiming(-10, 10),
    "chunks.png": lambda: _png_with(png_chunk(b"abCd", b"") * 4_000_000),
    "many-rows.png": lambda: PNG_SIGNATURE + png_chunk(b"IDAT", b"") * 2_000_000 + _END,
    "scans.jpg": lambda: _scans(20_000),
    "padding.jpg": lambda: b"\xff\xd8" + b"\xff" * 90_000_000,
    "padded.jpg": lambda: b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 90_000_000,
    "no-picture.gif": lambda: b"GIF89a" + struct.pack("<HHBBB", 9000, 8000, 0, 0, 0) + b";",
    "nothing.webp": lambda: _riff(b""),
    "deep-boxes.avif": lambda: b"\0\0\0\x14ftypavif\0\0\0\0avif" + b"\0\xff\xff\xffmeta" * 100_000,
}
"""Files that must be refused, and in little time."""

EITHER: Mapping[str, Make] = {
    "hollow.avif": lambda: _boxes_claiming("plain.avif", LARGEST, LARGEST),
    "hollow.jpg": lambda: _jpeg_claiming(LARGEST, LARGEST),
    "hollow-progressive.jpg": lambda: _jpeg_claiming(LARGEST, LARGEST, "progressive.jpg"),
    "half-scans.jpg": lambda: _scans(50),
}
"""Files of which decoders may make a picture or not."""


def crafted() -> Mapping[str, Make]:
    """All of them by name; each file is made when it is called for."""
    return {**READ, **REFUSED, **EITHER}
