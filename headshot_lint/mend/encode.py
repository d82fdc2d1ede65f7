"""Pictures as files: sRGB said in a profile, and as few bytes as are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Protocol

import numpy as np

from headshot_lint.measure.arrays import RgbImage

WRITTEN = ("JPEG", "PNG", "WEBP", "AVIF")
"""The formats that are written, the most welcome first."""

SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif"}

QUALITIES = (95, 92, 90, 88, 85, 82, 80, 77, 75)
"""Of JPEG and its kin, tried from above. Below 75, blocks show on skin."""

_FULL_CHROMA_FROM = 88
"""Quality from which colour is kept at full resolution: halved, it frays red lips."""

_DATED = slice(24, 36)  # of the header of an ICC profile: when it was made


class Carried(Protocol):
    """Metadata that go along."""

    def for_pillow(self) -> dict[str, bytes]:
        """The arguments `exif` and `xmp` of Pillow's `save`, those that say something."""
        ...


@dataclass(frozen=True)
class Tables:
    """How a JPEG was compressed, so that what is copied from it stays as it was.

    Attributes:
        quantisation: by number, 64 steps each.
        subsampling: as Pillow counts it: 0 none, 1 of 2:1, 2 of 2:1 both ways.
    """

    quantisation: dict[int, list[int]]
    subsampling: int


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """The ICC profile of sRGB, the same bytes every time."""
    from PIL import ImageCms

    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[_DATED] = bytes((0x07, 0xCF, 0, 6, 0, 1, 0, 0, 0, 0, 0, 0))  # June 1999: IEC 61966-2-1
    return bytes(made)


def encode(  # noqa: PLR0913 - what a file is made of
    image: RgbImage,
    kind: str,
    *,
    wanted_bytes: float,
    most_bytes: float,
    carried: Carried,
    tables: Tables | None = None,
) -> bytes | None:
    """Encode a picture; None where it needs more than `most_bytes` at any quality that is fit.

    The best quality is taken that needs at most `wanted_bytes`, or else the lowest that needs at
    most `most_bytes`. Of metadata, the profile and what is carried over are in the file.

    Args:
        image: H x W x 3 uint8 sRGB.
        kind: one of `WRITTEN`.
        wanted_bytes: size of the file beyond which it is compressed more strongly.
        most_bytes: size that it must not exceed.
        carried: metadata that go along.
        tables: of the JPEG that the pixels were copied from, tried first.
    """
    smallest: bytes | None = None
    if tables is not None and kind == "JPEG":
        smallest = _jpeg(image, carried, tables=tables)
        if len(smallest) <= wanted_bytes:
            return smallest
    for quality in QUALITIES:
        data = _encoded(image, kind, quality, carried)
        if len(data) <= wanted_bytes:
            return data
        smallest = data if smallest is None or len(data) < len(smallest) else smallest
        if kind == "PNG":
            break
    return smallest if smallest is not None and len(smallest) <= most_bytes else None


def _encoded(image: RgbImage, kind: str, quality: int, kept: Carried) -> bytes:
    from PIL import Image

    if kind == "JPEG":
        return _jpeg(image, kept, quality=quality)
    out = BytesIO()
    picture = Image.fromarray(np.ascontiguousarray(image))
    said: dict[str, object] = {"icc_profile": srgb_profile(), **kept.for_pillow()}
    if kind == "PNG":
        picture.save(out, format="PNG", optimize=True, **_as_png(said))
    elif kind == "WEBP":
        picture.save(out, format="WEBP", quality=quality, method=6, **said)
    else:
        picture.save(out, format="AVIF", quality=quality, subsampling="4:4:4", **said)
    return out.getvalue()


def _as_png(said: dict[str, object]) -> dict[str, object]:
    from PIL.PngImagePlugin import PngInfo

    packet = said.pop("xmp", None)
    if isinstance(packet, bytes):
        texts = PngInfo()
        texts.add_itxt("XML:com.adobe.xmp", packet.decode())
        said["pnginfo"] = texts
    return said


def _jpeg(
    image: RgbImage, kept: Carried, *, quality: int = 0, tables: Tables | None = None
) -> bytes:
    from PIL import Image

    out = BytesIO()
    if tables is not None:
        how: dict[str, object] = {
            "qtables": tables.quantisation,
            "subsampling": tables.subsampling,
        }
    else:
        how = {"quality": quality, "subsampling": 0 if quality >= _FULL_CHROMA_FROM else 2}
    Image.fromarray(np.ascontiguousarray(image)).save(
        out, format="JPEG", optimize=True, icc_profile=srgb_profile(), **how, **kept.for_pillow()
    )
    return out.getvalue()
