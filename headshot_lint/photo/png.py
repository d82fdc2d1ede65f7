"""PNG chunks, read without decoding."""

from __future__ import annotations

from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
TEXT_CHUNKS = frozenset({b"tEXt", b"zTXt", b"iTXt"})


def chunks(data: bytes, *, to_end: bool = False) -> Iterator[tuple[bytes, int, int]]:
    """Yield type, start and end of every whole chunk, length field and checksum included.

    Args:
        data: the file.
        to_end: stop where the picture ends, whatever follows.
    """
    at = len(SIGNATURE)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if end > len(data):
            return
        kind = data[at + 4 : at + 8]
        yield kind, at, end
        if to_end and kind == b"IEND":
            return
        at = end


def without_text(data: bytes) -> bytes:
    """Return the PNG without its text chunks; what follows the last whole chunk is kept."""
    kept = [SIGNATURE]
    last = len(SIGNATURE)
    for kind, start, end in chunks(data):
        if kind not in TEXT_CHUNKS:
            kept.append(data[start:end])
        last = end
    kept.append(data[last:])
    return b"".join(kept)


def text_keys(data: bytes) -> tuple[str, ...]:
    """Return the keywords of all text chunks in file order."""
    keys = []
    for kind, start, end in chunks(data):
        if kind in TEXT_CHUNKS:
            keyword = data[start + 8 : min(end - 4, start + 8 + 80)].split(b"\0", 1)[0]
            keys.append(keyword.decode("latin-1"))
    return tuple(keys)
