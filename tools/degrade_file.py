"""Files: encoders, metadata, colour profiles and ways to be broken."""

from __future__ import annotations

import hashlib
import struct
from io import BytesIO

from fixture_portraits import Field, Rgb
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

GPS_IFD = 0x8825
D50 = (0.9642, 1.0, 0.8249)
DISPLAY_P3 = ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407))
TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def jpeg(image: Rgb, *, quality: int = 86, **extra: object) -> bytes:
    """Encode as JPEG; `extra` goes to Pillow (exif, xmp, icc_profile)."""
    return _save(Image.fromarray(image), "JPEG", quality=quality, optimize=True, **extra)


def png(image: Rgb, *, text: dict[str, str] | None = None, colours: int = 64) -> bytes:
    """Encode as a small palette PNG with text chunks."""
    info = PngInfo()
    for key, value in (text or {}).items():
        info.add_text(key, value)
    few = Image.fromarray(image).quantize(colours, dither=Image.Dither.NONE)
    return _save(few, "PNG", optimize=True, pnginfo=info)


def png_alpha(image: Rgb, alpha: Field, *, colours: int = 48) -> bytes:
    """Encode as PNG with an alpha channel; few colours keep it small."""
    few = Image.fromarray(image).quantize(colours, dither=Image.Dither.NONE).convert("RGB")
    few.putalpha(Image.fromarray((alpha * 255).round().astype("uint8")))
    return _save(few, "PNG", optimize=True)


def webp(image: Rgb, alpha: Field | None = None, *, quality: int = 82) -> bytes:
    """Encode as lossy WebP, with an alpha channel where one is given."""
    picture = Image.fromarray(image)
    if alpha is not None:
        picture.putalpha(Image.fromarray((alpha * 255).round().astype("uint8")))
    return _save(picture, "WEBP", quality=quality)


def animation(frames: list[Rgb], kind: str) -> bytes:
    """Encode frames as an animated GIF or WebP."""
    first, *rest = [Image.fromarray(frame).quantize(48).convert("RGB") for frame in frames]
    return _save(first, kind, save_all=True, append_images=rest, duration=200, loop=0)


def other(image: Rgb, kind: str, **extra: object) -> bytes:
    """Encode in any container that Pillow writes."""
    return _save(Image.fromarray(image), kind, **extra)


def cmyk(image: Rgb) -> bytes:
    """Encode as JPEG in four printing inks, without a profile."""
    return _save(Image.fromarray(image).convert("CMYK"), "JPEG", quality=82)


def display_p3(image: Rgb) -> bytes:
    """Encode as JPEG in the colour space of telephones and their displays."""
    profile = matrix_profile("Display P3", DISPLAY_P3)
    wide = ImageCms.profileToProfile(
        Image.fromarray(image),
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(BytesIO(profile)),
    )
    if wide is None:
        raise ValueError("colour conversion gave no picture")
    return _save(wide, "JPEG", quality=88, icc_profile=profile)


def srgb_profile() -> bytes:
    """The sRGB profile as an untouched file would carry it."""
    primaries = (
        (0.43607, 0.22249, 0.01392),
        (0.38515, 0.71687, 0.09708),
        (0.14307, 0.06061, 0.7141),
    )
    return matrix_profile("sRGB IEC61966-2.1", primaries)


def matrix_profile(name: str, primaries: tuple[tuple[float, float, float], ...]) -> bytes:
    """Write an ICC 2.4 matrix profile with a gamma near the sRGB curve (ICC.1:2001-04)."""
    label = name.encode("ascii") + b"\0"
    text = b"desc" + bytes(4) + struct.pack(">I", len(label)) + label + bytes(78)
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(2.2 * 256))
    tags = {
        b"desc": text,
        b"cprt": b"text" + bytes(4) + b"CC0\0",
        b"wtpt": _xyz(D50),
        **{
            key: _xyz(value)
            for key, value in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)
        },
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for key, value in tags.items():
        table += key + struct.pack(">II", start + len(body), len(value))
        body += value + bytes(-len(value) % 4)
    size = start + len(body)
    head = struct.pack(">I4sI4s4s4s", size, b"none", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H4s", 2026, 1, 1, 0, 0, 0, b"acsp") + bytes(28)
    head += _fixed(D50) + bytes(128 - 80)
    return head + table + body


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(value)


def _fixed(value: tuple[float, float, float]) -> bytes:
    return struct.pack(">3i", *(round(part * 65536) for part in value))


def exif(*, located: bool) -> bytes:
    """Camera metadata, with or without the place of the shot."""
    data = Image.Exif()
    data[0x010F], data[0x0110], data[0x0132] = "Example", "Camera 1", "2026:01:15 10:30:00"
    if located:
        data[GPS_IFD] = {1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)}
    return data.tobytes()


def xmp(source_type: str) -> bytes:
    """An XMP packet that names the IPTC digital source type."""
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        f'Iptc4xmpExt:DigitalSourceType="{source_type}"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def lfs_pointer(content: bytes) -> bytes:
    """What git checks out instead of a picture where Git LFS is not installed."""
    digest = hashlib.sha256(content).hexdigest()
    return (
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(content)}\n"
    ).encode()


def _save(image: Image.Image, kind: str, **extra: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **extra)
    return buffer.getvalue()
