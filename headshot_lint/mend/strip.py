"""Taking place and prompts out of a file without touching a pixel: nothing is encoded anew.

Position and prompts are overwritten where they stand, or the segment or chunk that holds nothing
else is left out. Colour profile, orientation, credit lines, content credentials (C2PA) and the
compressed picture are copied byte for byte.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from headshot_lint.mend.credits import TRAINED, source_packet
from headshot_lint.mend.exif import MalformedError, erase_place, erase_prompts
from headshot_lint.model.facts import FileFacts
from headshot_lint.photo import load, png
from headshot_lint.photo.metadata import PROMPT_KEYS, is_prompt

_TIFF_HEAD = re.compile(rb"Exif\0\0(?=II\*\0|MM\0\*)")
_PACKET = re.compile(rb"<(?:x:xmpmeta|rdf:RDF)\b.*?</(?:x:xmpmeta|rdf:RDF)>", re.DOTALL)
_XMP_PLACE = re.compile(
    rb"""<exif:GPS(\w+)\b[^>]*>.*?</exif:GPS\1>|\bexif:GPS\w+\s*=\s*("[^"]*"|'[^']*')""", re.DOTALL
)
_XMP_KEY = b"XML:com.adobe.xmp"
_JPEG_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_COMMENT, _SCAN = 0xFE, 0xDA
_APP0, _APP1 = 0xE0, 0xE1


class CannotStripError(Exception):
    """The format, or this file, does not allow it without encoding the picture anew."""


@dataclass(frozen=True)
class What:
    """What is to go."""

    place: bool = False
    prompts: bool = False


def strip(data: bytes, file: FileFacts, what: What) -> bytes:
    """Return the file without place or prompts; its pixels are the same to the bit.

    Where the prompts were the only sign that the picture was generated, a digital source type of
    IPTC takes their place: taking out text must not make a generated picture pass for a photo.

    Args:
        data: the file.
        file: what is known of it.
        what: is to go.

    Raises:
        CannotStripError: it cannot be done without encoding anew; the message says why.
    """
    stripped = _PER_FORMAT.get(file.format, _in_place)(data, what)
    if what.prompts and file.ai_marking and not _facts(stripped).ai_marking:
        stripped = _marked(stripped, file.format)
    left = _facts(stripped)
    if (what.place and left.has_gps) or (what.prompts and left.prompt_chunks):
        raise CannotStripError(f"it is stored in a way that {file.format} allows only to read")
    return stripped


def _facts(data: bytes) -> FileFacts:
    return load(data).file


def _in_place(data: bytes, what: What) -> bytes:
    """Erase in EXIF and XMP wherever they lie; for every format that stores them plainly."""
    changed = bytearray(data)
    starts = [match.end() for match in _TIFF_HEAD.finditer(data)]
    starts += _bare_starts(data)
    for start in dict.fromkeys(starts):
        _erase(changed, start, what)
    if what.place:
        return _PACKET.sub(_without_place, bytes(changed))
    return bytes(changed)


def _bare_starts(data: bytes) -> list[int]:
    """Where EXIF begins that carries no mark of its own: TIFF itself, WebP and AVIF of some."""
    if data[:4] in (b"II*\0", b"MM\0*"):
        return [0]
    if not (data.startswith(b"RIFF") or data[4:8] == b"ftyp"):
        return []
    return [match.start() for match in re.finditer(rb"II\*\0\x08\0\0\0|MM\0\*\0\0\0\x08", data)]


def _erase(data: bytearray, start: int, what: What) -> None:
    try:
        if what.place:
            erase_place(data, start)
        if what.prompts:
            erase_prompts(data, start)
    except MalformedError:
        return  # what is no sound EXIF tells nobody anything; the file is read again at the end


def _without_place(packet: re.Match[bytes]) -> bytes:
    return _XMP_PLACE.sub(lambda found: b" " * len(found[0]), packet[0])


def _jpeg(data: bytes, what: What) -> bytes:
    kept = [data[:2]]
    end = 2
    for marker, start, end in segments(data):
        body = data[start + 4 : end]
        if what.prompts and marker == _COMMENT and is_prompt(body.decode("latin-1")):
            continue
        kept.append(data[start:end])
    kept.append(data[end:])
    return _in_place(b"".join(kept), what)


def segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of every segment of a JPEG before its first scan."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == _SCAN:
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end > len(data):
            return
        yield marker, at, end
        at = end


def _png(data: bytes, what: What) -> bytes:
    kept = [png.SIGNATURE]
    end = len(png.SIGNATURE)
    for kind, start, end in png.chunks(data):
        body = data[start + 8 : end - 4]
        if kind in png.TEXT_CHUNKS and what.prompts and _is_prompt_chunk(kind, body):
            continue
        if kind == b"eXIf":
            changed = bytearray(body)
            _erase(changed, 0, what)
            body = bytes(changed)
        elif kind == b"iTXt" and what.place and body.startswith(_XMP_KEY + b"\0"):
            body = _xmp_chunk(body)
        kept.append(chunk(kind, body))
    kept.append(data[end:])
    return b"".join(kept)


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    check = zlib.crc32(kind + body)
    return len(body).to_bytes(4, "big") + kind + body + check.to_bytes(4, "big")


def _is_prompt_chunk(kind: bytes, body: bytes) -> bool:
    keyword, _, rest = body.partition(b"\0")
    if keyword.decode("latin-1").lower() in PROMPT_KEYS:
        return True
    if keyword not in (b"Comment", b"Description"):
        return False
    return is_prompt(_chunk_text(kind, rest))


def _chunk_text(kind: bytes, rest: bytes) -> str:
    """The text of a chunk, behind its keyword; empty where it cannot be read."""
    try:
        if kind == b"zTXt":
            return zlib.decompress(rest[1:]).decode("latin-1")
        if kind == b"iTXt":
            packed, text = rest[0], rest[2:].split(b"\0", 2)[2]
            return (zlib.decompress(text) if packed else text).decode("utf-8", "replace")
    except (zlib.error, IndexError):
        return ""
    return rest.decode("latin-1")


def _xmp_chunk(body: bytes) -> bytes:
    """An XMP chunk without place, its text no longer compressed."""
    text = _chunk_text(b"iTXt", body.partition(b"\0")[2]).encode()
    return _XMP_KEY + b"\0\0\0\0\0" + _PACKET.sub(_without_place, text)


def _marked(data: bytes, kind: str) -> bytes:
    """The file with a packet that says it was generated."""
    packet = source_packet(TRAINED)
    if kind == "PNG":
        first = len(png.SIGNATURE) + 25  # behind IHDR, which is always 25 bytes
        itxt = chunk(b"iTXt", _XMP_KEY + b"\0\0\0\0\0" + packet)
        return data[:first] + itxt + data[first:]
    if kind == "JPEG" and _JPEG_XMP not in data:
        at = 2
        for marker, _, end in segments(data):
            if marker not in (_APP0, _APP1):
                break
            at = end
        body = _JPEG_XMP + packet
        segment = b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
        return data[:at] + segment + data[at:]
    raise CannotStripError(
        "the prompt is the only sign that the picture was generated, and no other can be put into"
        f" this {kind}"
    )


_PER_FORMAT: dict[str, Callable[[bytes, What], bytes]] = {"JPEG": _jpeg, "PNG": _png}
