"""Changes of a file that leave what it shows alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from types import MappingProxyType

from PIL import Image, ImageOps

from headshot_lint.photo import Photo

QUALITY = 92
SHRINK = 0.7
TURNED = 6
"""EXIF orientation: the pixels are stored turned a quarter anticlockwise."""

Alteration = Callable[[Image.Image], bytes]
"""From an upright RGB picture to an encoded file."""


def as_png(picture: Image.Image) -> bytes:
    """The picture as it is."""
    return _encoded(picture, "PNG")


def mirrored(picture: Image.Image) -> bytes:
    """Left and right exchanged."""
    return _encoded(ImageOps.mirror(picture), "PNG")


def reencoded(picture: Image.Image) -> bytes:
    """Compressed once more, JPEG of quality 92."""
    return _encoded(picture, "JPEG", quality=QUALITY)


def shrunk(picture: Image.Image) -> bytes:
    """Sides of 0.7 times the length."""
    size = (max(1, round(picture.width * SHRINK)), max(1, round(picture.height * SHRINK)))
    return _encoded(picture.resize(size, Image.Resampling.LANCZOS), "PNG")


def turned(picture: Image.Image) -> bytes:
    """Pixels turned, and an orientation tag that turns them back."""
    exif = Image.Exif()
    exif[0x0112] = TURNED
    return _encoded(picture.transpose(Image.Transpose.ROTATE_90), "PNG", exif=exif)


ALTERATIONS: Mapping[str, Alteration] = MappingProxyType(
    {
        "mirrored": mirrored,
        "JPEG of quality 92": reencoded,
        "shrunk to 0.7": shrunk,
        "turned, with EXIF orientation": turned,
    }
)


def upright(photo: Photo) -> Image.Image:
    """The decoded picture as viewers show it: upright, sRGB, on white."""
    return Image.fromarray(photo.crop(0, 0, photo.width, photo.height))


def _encoded(picture: Image.Image, encoding: str, **options: object) -> bytes:
    stream = BytesIO()
    picture.save(stream, encoding, **options)
    return stream.getvalue()
