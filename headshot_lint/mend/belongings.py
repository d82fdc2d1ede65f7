"""Metadata of a photo that is drawn anew: what was true of the old file and is of the new one."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass

from headshot_lint.mend.credits import Credits, source_kind, source_packet
from headshot_lint.mend.encode import Carried
from headshot_lint.mend.exif import MalformedError, settle
from headshot_lint.mend.strip import CannotStripError, What, strip
from headshot_lint.model.facts import FileFacts
from headshot_lint.photo import LoadLimits
from headshot_lint.photo.container import identify, open_image

_MARK = b"Exif\0\0"
_MOST_BYTES = 60_000
"""What fits into one segment of a JPEG with room to spare; longer metadata stay behind."""

_ORIENTATION = re.compile(rb"""(\btiff:Orientation\s*=\s*["']|<tiff:Orientation>)\d""")


@dataclass(frozen=True)
class Belongings:
    """EXIF and XMP of a photo, upright and without the thumbnail of the old pixels."""

    exif: bytes = b""
    xmp: bytes = b""

    def for_pillow(self) -> dict[str, bytes]:
        """The arguments `exif` and `xmp` of Pillow's `save`, those that say something."""
        said = {"exif": self.exif, "xmp": self.xmp}
        return {name: value for name, value in said.items() if value}


def belongings_of(data: bytes, file: FileFacts, without: What) -> Carried:
    """Return what goes along when a photo is drawn anew.

    Where its metadata cannot be taken over as they are, the credit lines go along alone.

    Args:
        data: the photo's file.
        file: what is known of it.
        without: is to be left behind.
    """
    try:
        clean = strip(data, file, without) if without.place or without.prompts else data
    except CannotStripError:
        return Credits.of(data, file)
    exif, xmp = _raw(clean)
    exif = _settled(exif)
    if max(len(exif), len(xmp)) > _MOST_BYTES:
        return Credits.of(data, file)
    xmp = _ORIENTATION.sub(rb"\g<1>1", xmp)
    kind = source_kind(file)
    # What the content credentials said goes with them, and so does a prompt that is taken out.
    if kind is not None and b"digitalsourcetype/" not in xmp:
        xmp = source_packet(kind)
    return Belongings(exif, xmp)


def _raw(data: bytes) -> tuple[bytes, bytes]:
    """EXIF and XMP as they lie in a file; empty where there is none, or none that can be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            info = open_image(data, identify(data), LoadLimits()).info
    except Exception:  # noqa: BLE001 - any decoder error on hostile metadata
        return b"", b""
    exif = info.get("exif")
    xmp = info.get("xmp") or info.get("XML:com.adobe.xmp")
    packet = xmp.encode() if isinstance(xmp, str) else xmp
    return (
        exif if isinstance(exif, bytes) else b"",
        packet if isinstance(packet, bytes) else b"",
    )


def _settled(exif: bytes) -> bytes:
    bare = bytearray(exif.removeprefix(_MARK))
    try:
        settle(bare, 0)
    except MalformedError:
        return b""
    return _MARK + bytes(bare)
