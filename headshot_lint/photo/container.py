"""Which container the bytes are, and opening it: an allow-list by content, never by name.

The plugins of Pillow are called directly: `Image.open` would try every format it knows, and has
pixel limits of its own.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageFile

from headshot_lint.model.errors import Fault, Unreadable
from headshot_lint.photo.limits import LoadLimits
from headshot_lint.photo.png import without_text
from headshot_lint.photo.structure import require_few_scans, require_simple

ALLOWED = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF", "BMP", "GIF")

_MAGIC = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
)
_HEIF_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"mif2", b"msf1"}
)
_UNSUPPORTED = (
    (b"8BPS", "a Photoshop document"),
    (b"%PDF", "a PDF"),
    (b"\0\0\x01\0", "an icon file"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
)
_DETAIL_CHARS = 120
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"


def identify(data: bytes) -> str:
    """Return which of `ALLOWED` the bytes are.

    Raises:
        Unreadable: they are none of them, with what they are as far as the first bytes tell.
    """
    if not data:
        raise Unreadable(Fault.EMPTY, "is empty (0 bytes)", "Export or fetch it again.")
    if data[8:10] == b"CR" and data.startswith(b"II*\0"):
        raise _unsupported("a camera raw file")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        return _identify_boxes(data)
    raise _explain(data)


def _identify_boxes(data: bytes) -> str:
    box_end = min(int.from_bytes(data[:4], "big"), 512)
    brands = {data[at : at + 4] for at in (8, *range(16, box_end, 4))}
    if brands & {b"avif", b"avis"}:
        return "AVIF"
    if brands & _HEIF_BRANDS:
        return "HEIF"
    raise _unsupported("a video")


def _explain(data: bytes) -> Unreadable:
    if data.startswith(_LFS_POINTER):
        return Unreadable(
            Fault.LFS_POINTER,
            "is a Git LFS pointer, not the picture itself",
            "Run `git lfs pull`; in GitHub Actions, set `lfs: true` in actions/checkout.",
        )
    for magic, what in _UNSUPPORTED:
        if data.startswith(magic):
            return _unsupported(what)
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head:
        return _unsupported("an SVG drawing")
    if head.startswith((b"<!doctype html", b"<html")):
        return Unreadable(
            Fault.NO_IMAGE,
            "is a web page, not a picture",
            "The download probably met a log-in or an error page.",
        )
    return Unreadable(Fault.NO_IMAGE, "is not a picture", "Save it as JPEG or PNG.")


def _unsupported(what: str) -> Unreadable:
    return Unreadable(
        Fault.UNSUPPORTED, f"is {what}, which is not supported", "Save it as JPEG or PNG."
    )


def open_image(data: bytes, kind: str, limits: LoadLimits) -> ImageFile.ImageFile:
    """Read the header: nothing is decoded, and the pixel cap is checked.

    Raises:
        Unreadable: a broken header, a missing decoder, more pixels than the cap, or parts that
            would hold the decoder.
    """
    Image.preinit()
    if kind == "HEIF":
        _register_heif()
    elif kind not in Image.OPEN:
        Image.init()
    if kind not in Image.OPEN:
        raise Unreadable(
            Fault.UNSUPPORTED,
            f"is {kind}, which this build of Pillow cannot decode",
            "Install a Pillow wheel from PyPI.",
        )
    require_simple(data, kind)
    try:
        image = _open_header(data, kind)
    except Exception as error:
        raise _corrupt(error) from error
    require_pixels(image.size, limits)
    if kind == "JPEG":
        require_few_scans(data, image.size)
    return image


def require_pixels(size: tuple[int, int], limits: LoadLimits) -> None:
    """Refuse a photo with more pixels than the cap, or none."""
    width, height = size
    if not width * height:
        raise Unreadable(
            Fault.EMPTY, f"has no pixels ({width} x {height})", "Export it from the original."
        )
    if width * height > limits.max_pixels:
        raise Unreadable(
            Fault.TOO_LARGE,
            f"has {width} x {height} pixels, more than the limit of"
            f" {limits.max_pixels / 1e6:.0f} megapixels",
            "Export it smaller: 2000 px on the long side is plenty.",
        )


def _open_header(data: bytes, kind: str) -> ImageFile.ImageFile:
    factory, _ = Image.OPEN[kind]
    try:
        return factory(BytesIO(data), "")
    except ValueError:
        # Pillow refuses a PNG whose compressed text exceeds 1 MB, as large workflows do.
        if kind != "PNG":
            raise
        return factory(BytesIO(without_text(data)), "")


def _register_heif() -> None:
    try:
        import pi_heif
    except ImportError:
        raise Unreadable(
            Fault.NEEDS_EXTRA,
            "is HEIC, which needs an extra decoder",
            "Run `pip install 'headshot-lint[heif]'`, or save the photo as JPEG.",
        ) from None
    if "HEIF" not in Image.OPEN:
        pi_heif.register_heif_opener()


def load_pixels(image: Image.Image) -> None:
    """Decode; a picture that ends early is refused, for half a face must not be measured.

    Raises:
        Unreadable: truncated or corrupt.
    """
    try:
        image.load()
    except Exception as error:
        if "truncated" in str(error).lower() or isinstance(error, EOFError):
            raise Unreadable(
                Fault.TRUNCATED,
                "is truncated: the file ends before the picture does",
                "Copy or download it again.",
            ) from error
        raise _corrupt(error) from error


def _corrupt(error: Exception) -> Unreadable:
    """Word a decoder's complaint; on hostile bytes decoders raise errors of every kind."""
    if isinstance(error, MemoryError | Image.DecompressionBombError):
        return Unreadable(Fault.TOO_LARGE, "does not fit into memory", "Export it smaller.")
    said = "".join(char if char.isprintable() else " " for char in str(error)[:_DETAIL_CHARS])
    detail = said.strip().rstrip(".") or type(error).__name__
    return Unreadable(Fault.CORRUPT, f"is corrupt ({detail})", "Export it again from the original.")
