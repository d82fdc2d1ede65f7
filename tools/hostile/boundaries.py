"""Where the parts of a file begin and end: the places at which cutting it is most telling."""

from __future__ import annotations

from collections.abc import Iterator


def boundaries(data: bytes) -> tuple[int, ...]:
    """Return offsets of segments, chunks, boxes or blocks of a sound file, sorted."""
    if data.startswith(b"\xff\xd8"):
        found = set(_segments(data))
    elif data.startswith(b"\x89PNG"):
        found = set(_sized(data, 8, "big", extra=12))
    elif data.startswith(b"RIFF"):
        found = {8} | set(_sized(data, 12, "little", extra=8, size_at=4, even=True))
    elif data[4:8] == b"ftyp":
        found = set(_sized(data, 0, "big", extra=0))
    elif data[:2] in (b"II", b"MM"):
        found = set(_directory(data))
    else:  # GIF and BMP: header, palette, and the first blocks
        found = {6, 10, 13, 14, 18, 26, 30, 54, 13 + 768, 54 + 1024}
    return tuple(sorted(at for at in found | {1, 2, 4, len(data) - 1} if 0 < at < len(data)))


def _segments(data: bytes) -> Iterator[int]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        yield at
        yield at + 2
        if data[at + 1] == 0xDA:
            yield at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
            return
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")


def _sized(  # noqa: PLR0913 - where a format keeps its sizes
    data: bytes, start: int, order: str, *, extra: int, size_at: int = 0, even: bool = False
) -> Iterator[int]:
    at = start
    while at + 8 <= len(data):
        yield at
        yield at + 8
        field = data[at + size_at : at + size_at + 4]
        size = int.from_bytes(field, "big" if order == "big" else "little") + extra
        at += max(size + (size & 1 if even else 0), 8)


def _directory(data: bytes) -> Iterator[int]:
    order = "little" if data[:2] == b"II" else "big"
    start = int.from_bytes(data[4:8], "little" if order == "little" else "big")
    number = int.from_bytes(data[start : start + 2], "little" if order == "little" else "big")
    yield from (8, start, start + 2)
    yield from (start + 2 + 12 * entry for entry in range(min(number, 50) + 1))
