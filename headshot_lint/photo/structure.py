"""What a file would cost to read, told from its parts before a decoder sees them.

A few megabytes can hold a decoder for minutes or hours: a JPEG of thousands of passes over all
pixels, a PNG of millions of empty chunks, EXIF in thousands of pieces. Each limit here lies far
above what cameras and programs write, and keeps the time below a second or two.
"""

from __future__ import annotations

import re
from itertools import islice

from headshot_lint.model.errors import Fault, Unreadable
from headshot_lint.photo import gif, png

MOST_CHUNKS = 100_000
"""Of a PNG. A picture of 100 MB in the common pieces of 8 kB has 12,000."""

MOST_SEGMENTS = 10_000
"""Ahead of a JPEG's pixels. A colour profile and a manifest take hundreds at most."""

MOST_EXIF_PARTS = 100
"""Of a JPEG: EXIF beyond 64 kB is continued; 6 MB hold any maker's notes."""

MOST_STRAY_BYTES = 100_000
"""Between a JPEG's segments, where there should be none but some padding."""

MOST_PIXEL_PASSES = 2_000_000_000
"""Scans of a JPEG times its pixels: 26 over 75 megapixels, 160 over 12; programs write 10."""

MOST_BLOCKS = 100_000
"""Ahead of a GIF's first picture: 25 MB of comments."""

_MARKER = re.compile(rb"\xff[^\x00\xff]")
_EXIF = b"Exif\0\0"
_SCAN = b"\xff\xda"
_APP1, _START_OF_SCAN = 0xE1, 0xDA
# Without a length: RST0-7, SOI, EOI, and those of JPEG extensions that nobody uses.
_BARE = frozenset((0x01, *range(0xD0, 0xDA), *range(0xF0, 0xFE)))
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_END_OF_IMAGE = 0xD9


def require_simple(data: bytes, kind: str) -> None:
    """Refuse a file whose parts would hold its decoder.

    Raises:
        Unreadable: with what there is too much of.
    """
    if kind == "JPEG":
        _walk_jpeg(data)
    elif kind == "PNG":
        if any(True for _ in islice(png.chunks(data, to_end=True), MOST_CHUNKS, None)):
            raise _too_many(f"more than {MOST_CHUNKS:,} chunks")
    elif kind == "GIF" and gif.blocks_before_picture(data, MOST_BLOCKS) >= MOST_BLOCKS:
        raise _too_many(f"more than {MOST_BLOCKS:,} blocks ahead of its picture")


def require_few_scans(data: bytes, size: tuple[int, int]) -> None:
    """Refuse a JPEG that makes its decoder go over all pixels again and again.

    Args:
        data: of the file.
        size: by its header, px.

    Raises:
        Unreadable: with the number of scans.
    """
    pixels = max(size[0] * size[1], 1)
    # Seldom more than the true number by a few, and counted in no time.
    if data.count(_SCAN) * pixels <= MOST_PIXEL_PASSES:
        return
    scans = _count_scans(data)
    if scans * pixels > MOST_PIXEL_PASSES:
        raise _too_many(f"{scans:,} scans of {pixels / 1e6:.0f} megapixels")


def _walk_jpeg(data: bytes) -> int:
    """Return where the first scan begins, or the end."""
    at, segments, stray, exif_parts = 2, 0, 0, 0
    while (found := _MARKER.search(data, at)) is not None:
        stray += found.start() - at
        code, at = data[found.end() - 1], found.end()
        segments += 1
        if code == _START_OF_SCAN:
            break
        if code not in _BARE:
            exif_parts += code == _APP1 and data.startswith(_EXIF, at + 2)
            at += max(int.from_bytes(data[at : at + 2], "big"), 2)
        _require_header(segments, stray, exif_parts)
    else:
        stray += len(data) - min(at, len(data))
    _require_header(segments, stray, exif_parts)
    return len(data) if found is None else found.start()


def _require_header(segments: int, stray: int, exif_parts: int) -> None:
    if segments > MOST_SEGMENTS:
        raise _too_many(f"more than {MOST_SEGMENTS:,} segments ahead of its pixels")
    if stray > MOST_STRAY_BYTES:
        raise _too_many(f"more than {MOST_STRAY_BYTES:,} bytes that belong to no segment")
    if exif_parts > MOST_EXIF_PARTS:
        raise _too_many(f"EXIF in more than {MOST_EXIF_PARTS} segments")


def _count_scans(data: bytes) -> int:
    """Return the scans of a JPEG's first picture, without previews ahead and pictures behind."""
    at, scans = _walk_jpeg(data), 0
    while (found := _AFTER_SCAN.search(data, at)) is not None:
        code, at = data[found.end() - 1], found.end()
        if code == _END_OF_IMAGE:
            break
        scans += code == _START_OF_SCAN
        if code not in _BARE:
            at += max(int.from_bytes(data[at : at + 2], "big"), 2)
    return scans


def _too_many(what: str) -> Unreadable:
    return Unreadable(
        Fault.TOO_INTRICATE,
        f"has {what}, which no camera or program writes",
        "Open it in a picture program and save it anew.",
    )
