"""Sound pictures of every format and layout, which the corpus damages."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, PngImagePlugin

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
HEIC = FIXTURES.parent / "tests" / "hostile" / "portrait.heic"
PORTRAIT = "HL107-head-tilted/good-friendly.jpg"
SIZE = (90, 120)
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@cache
def portrait() -> Image.Image:
    """A person, in RGB at `SIZE`: small, so that thousands of them take minutes."""
    with Image.open(FIXTURES / PORTRAIT) as image:
        return image.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return the file of a picture."""
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """Return a PNG chunk with its right checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_header(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    """Return signature and IHDR of a PNG."""
    return PNG_SIGNATURE + png_chunk(
        b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    )


def deep_png(pixels: NDArray[np.uint8]) -> bytes:
    """Return a PNG of 16 bits a channel, which Pillow reads and does not write."""
    height, width, _ = pixels.shape
    deep = (pixels.astype(">u2") * 257).reshape(height, -1)
    rows = b"".join(b"\0" + row.tobytes() for row in deep)
    body = png_chunk(b"IDAT", zlib.compress(rows)) + png_chunk(b"IEND", b"")
    return png_header(width, height, depth=16) + body


def exif(orientation: int = 6) -> Image.Exif:
    """A camera's EXIF: turned, with a place."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = "Camera"
    made[0x8825] = {1: "N", 2: (52.0, 31.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)}
    return made


def _jpegs(image: Image.Image) -> dict[str, bytes]:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    grey, ink = image.convert("L"), image.convert("CMYK")
    return {
        "plain.jpg": encoded(image, "JPEG", quality=88),
        "full-chroma.jpg": encoded(image, "JPEG", quality=95, subsampling=0),
        "progressive.jpg": encoded(image, "JPEG", progressive=True),
        "grey.jpg": encoded(grey, "JPEG"),
        "ink.jpg": encoded(ink, "JPEG"),
        "camera.jpg": encoded(image, "JPEG", exif=exif(), icc_profile=srgb, xmp=b"<x:xmpmeta/>"),
        "restarts.jpg": encoded(image, "JPEG", restart_marker_blocks=3),
        "phone.jpg": encoded(image, "MPO", save_all=True, append_images=[image.rotate(180)]),
    }


def _pngs(image: Image.Image) -> dict[str, bytes]:
    text = PngImagePlugin.PngInfo()
    text.add_text("parameters", "a portrait, Steps: 20, Sampler: Euler", zip=True)
    clear = image.copy()
    clear.putalpha(Image.linear_gradient("L").resize(SIZE))
    palette = image.quantize(64)
    deep = np.asarray(image.convert("L")).astype(np.uint16) * 257
    return {
        "plain.png": encoded(image, "PNG"),
        "clear.png": encoded(clear, "PNG"),
        "palette.png": encoded(palette, "PNG"),
        "palette-clear.png": encoded(palette, "PNG", transparency=3),
        "grey.png": encoded(image.convert("L"), "PNG"),
        "grey-clear.png": encoded(clear.convert("LA"), "PNG"),
        "key-colour.png": encoded(image, "PNG", transparency=(200, 190, 180)),
        "deep-grey.png": encoded(Image.fromarray(deep), "PNG"),
        "deep.png": deep_png(np.asarray(image)),
        "bits.png": encoded(image.convert("1"), "PNG"),
        "prompt.png": encoded(image, "PNG", pnginfo=text, exif=exif()),
        "moving.png": encoded(image, "PNG", save_all=True, append_images=[image.rotate(90)]),
    }


def _modern(image: Image.Image) -> dict[str, bytes]:
    clear = image.copy()
    clear.putalpha(128)
    more = [image.rotate(180)]
    return {
        "plain.webp": encoded(image, "WEBP", quality=80, exif=exif()),
        "exact.webp": encoded(image, "WEBP", lossless=True),
        "clear.webp": encoded(clear, "WEBP"),
        "moving.webp": encoded(image, "WEBP", save_all=True, append_images=more, duration=40),
        "plain.avif": encoded(image, "AVIF", quality=70, speed=10, exif=exif()),
        "clear.avif": encoded(clear, "AVIF", speed=10),
        "moving.avif": encoded(image, "AVIF", speed=10, save_all=True, append_images=more),
    }


def _old(image: Image.Image) -> dict[str, bytes]:
    more = [image.rotate(180)]
    deep = Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)
    turned = Image.Exif()  # Pillow cannot write a place into a TIFF
    turned[0x0112] = 6
    return {
        "plain.tif": encoded(image, "TIFF"),
        "turned.tif": encoded(image, "TIFF", exif=turned),
        "lzw.tif": encoded(image, "TIFF", compression="tiff_lzw"),
        "deflate.tif": encoded(image, "TIFF", compression="tiff_adobe_deflate"),
        "jpeg.tif": encoded(image, "TIFF", compression="jpeg"),
        "ink.tif": encoded(image.convert("CMYK"), "TIFF"),
        "deep.tif": encoded(deep, "TIFF"),
        "floats.tif": encoded(image.convert("L").convert("F"), "TIFF"),
        "lab.tif": encoded(Image.new("LAB", SIZE, (150, 128, 128)), "TIFF"),
        "pages.tif": encoded(image, "TIFF", save_all=True, append_images=more),
        "plain.bmp": encoded(image, "BMP"),
        "palette.bmp": encoded(image.quantize(200), "BMP"),
        "plain.gif": encoded(image, "GIF"),
        "clear.gif": encoded(image.quantize(32), "GIF", transparency=2, comment=b"hello"),
        "moving.gif": encoded(image, "GIF", save_all=True, append_images=more, loop=0),
    }


def _heif() -> dict[str, bytes]:
    """The same person as pillow-heif writes it, where the extra `heif` can read it."""
    known = find_spec("pi_heif") is not None
    return {"plain.heic": HEIC.read_bytes()} if known else {}


@cache
def bases() -> Mapping[str, bytes]:
    """Sound files by name; HEIC only where something can decode it."""
    image = portrait()
    return _jpegs(image) | _pngs(image) | _modern(image) | _old(image) | _heif()
