"""One sound file becomes a broken one: each kind of damage takes bytes and chance."""

from __future__ import annotations

import struct
from collections.abc import Callable
from random import Random

from hostile.bases import bases, png_chunk
from hostile.boundaries import boundaries

Damage = Callable[[bytes, Random], bytes]

_EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_TAGS = (0x0112, 0x010E, 0x010F, 0x8769, 0x8825, 0xA005, 0x927C, 0x9286, 0x02BC, 0x0111, 0x0201)
_APPENDED = (
    b"PK\x03\x04" + bytes(60),
    b"<script>alert(1)</script>",
    b"%PDF-1.7\n",
    b"#!/bin/sh\necho hostile\n",
    b"GIF89a" + bytes(40),
)


def cut(data: bytes, chance: Random) -> bytes:
    """End early: at a boundary, beside one, or anywhere."""
    if chance.random() < 0.6:
        at = chance.choice(boundaries(data)) + chance.choice((-1, 0, 0, 1))
    else:
        at = chance.randrange(1, len(data))
    return data[: max(at, 1)]


def flip(data: bytes, chance: Random) -> bytes:
    """Turn over 1 to 16 bits, half of the time in the header."""
    out = bytearray(data)
    end = min(len(out), 400) if chance.random() < 0.5 else len(out)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        out[chance.randrange(end)] ^= 1 << chance.randrange(8)
    return bytes(out)


def overwrite(data: bytes, chance: Random) -> bytes:
    """Write zeros, ones or noise over a stretch, as bad blocks of a disk do."""
    at, size = chance.randrange(len(data)), chance.choice((1, 4, 16, 64, 512))
    filling = chance.choice((bytes(size), b"\xff" * size, chance.randbytes(size)))
    return (data[:at] + filling + data[at + size :])[: len(data)]


def shift(data: bytes, chance: Random) -> bytes:
    """Lose, repeat or insert a stretch, so that all offsets behind it are wrong."""
    at, size = chance.randrange(len(data)), chance.choice((1, 2, 13, 100))
    kind = chance.randrange(3)
    middle = (b"", data[at : at + size] * 2, chance.randbytes(size) + data[at : at + size])[kind]
    return data[:at] + middle + data[at + size :]


def exaggerate(data: bytes, chance: Random) -> bytes:
    """Set a field of the header, or near a boundary, to an extreme of 1, 2 or 4 bytes."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3))):
        near = chance.choice(boundaries(data)) + chance.randrange(12)
        at = near if chance.random() < 0.6 else chance.randrange(min(len(out), 300))
        size = chance.choice((1, 2, 4))
        value = chance.choice(_EXTREMES) & (256**size - 1)
        order = "big" if chance.random() < 0.5 else "little"
        field = value.to_bytes(size, "big" if order == "big" else "little")
        out[at : at + size] = field
    return bytes(out[: max(len(data), 1)])


def splice(data: bytes, chance: Random) -> bytes:
    """Join the head of a file to the tail of one of another kind."""
    other = chance.choice(tuple(bases().values()))
    return data[: chance.choice(boundaries(data))] + other[chance.choice(boundaries(other)) :]


def _directory(chance: Random) -> bytes:
    """EXIF as nobody would write it: any tag, type, count and offset; some of them in circles."""
    order = chance.choice("<>")
    number = chance.choice((0, 1, 3, 12, 60))
    entries = b"".join(
        struct.pack(
            f"{order}HHII",
            chance.choice(_TAGS) if chance.random() < 0.8 else chance.randrange(65536),
            chance.choice((*range(15), 129, 65535)),
            chance.choice((0, 1, 2, 4, 255, 65535, *_EXTREMES[-3:])),
            chance.choice((0, 4, 8, 20, 26, 100, *_EXTREMES)),
        )
        for _ in range(number)
    )
    head = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}HI", 42, 8)
    told = number if chance.random() < 0.8 else chance.choice((65535, number + 9))
    link = struct.pack(f"{order}I", chance.choice((0, 8, 2**32 - 1)))
    return head + struct.pack(f"{order}H", told) + entries + link + chance.randbytes(64)


def _profile(chance: Random) -> bytes:
    sound = bases()["camera.jpg"]
    start = sound.index(b"ICC_PROFILE\0") + 14
    profile = sound[start : start + 500]
    return flip(profile, chance) if chance.random() < 0.7 else chance.randbytes(200)


def _packet(chance: Random) -> bytes:
    words = (b"<x:xmpmeta>", b"&lol;", b"<!ENTITY lol 'lol'>", b"digitalsourcetype/", b"\0", b"]]>")
    return b"".join(chance.choice(words) for _ in range(chance.choice((1, 50, 2000))))


def absurd_metadata(data: bytes, chance: Random) -> bytes:
    """Add EXIF, a colour profile or XMP that make no sense; files without room for it get junk."""
    kind = chance.randrange(3)
    body = (_directory, _profile, _packet)[kind](chance)
    if data.startswith(b"\xff\xd8"):
        lead = (b"Exif\0\0", b"ICC_PROFILE\0\1\1", b"http://ns.adobe.com/xap/1.0/\0")[kind]
        part = (lead + body)[:65533]
        marker = b"\xff\xe2" if kind == 1 else b"\xff\xe1"
        return data[:2] + marker + struct.pack(">H", len(part) + 2) + part + data[2:]
    if data.startswith(b"\x89PNG"):
        import zlib

        name = (b"eXIf", b"iCCP", b"iTXt")[kind]
        lead = (b"", b"odd\0\0", b"XML:com.adobe.xmp\0\0\0\0\0")[kind]
        part = lead + (zlib.compress(body) if kind == 1 else body)
        return data[:33] + png_chunk(name, part) + data[33:]
    if data.startswith(b"RIFF"):
        name = (b"EXIF", b"ICCP", b"XMP ")[kind]
        part = name + struct.pack("<I", len(body)) + body + (b"\0" if len(body) & 1 else b"")
        return b"RIFF" + struct.pack("<I", len(data) - 8 + len(part)) + data[8:] + part
    at = data.find(b"Exif" if kind == 0 else b"II*\0")
    return data[: at + 8] + body + data[at + 8 + len(body) :] if at >= 0 else data + body


def append(data: bytes, chance: Random) -> bytes:
    """Put another file behind the picture: it is two things at once, and the same picture."""
    return data + chance.choice(_APPENDED)
