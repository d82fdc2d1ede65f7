"""Facts about the file: container, size, metadata, provenance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath

EXTENSIONS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".jpe": "JPEG",
    ".jfif": "JPEG",
    ".mpo": "JPEG",
    ".png": "PNG",
    ".apng": "PNG",
    ".webp": "WEBP",
    ".avif": "AVIF",
    ".heic": "HEIF",
    ".heif": "HEIF",
    ".hif": "HEIF",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".bmp": "BMP",
    ".dib": "BMP",
    ".gif": "GIF",
}
"""The format that a file's extension promises; others promise nothing."""


@dataclass(frozen=True)
class FileFacts:
    """What the container says, apart from what the picture shows.

    Attributes:
        format: JPEG, PNG, WEBP, AVIF, HEIF, TIFF, BMP or GIF by content; "pixels" for an array.
        extension: of the name, lower case with the dot, or an empty string.
        extension_matches: false where the name promises another format than the content.
        size_bytes: of the file; None where the photo came as pixels.
        width, height: of the upright photo at full size, px.
        mode: Pillow's name of the stored pixel layout: RGB, RGBA, CMYK, P, L, I;16 ...
        orientation: EXIF orientation 1-8 as stored, 1 where the decoder itself turns the picture
            (TIFF, HEIF); the pixels that are measured are upright.
        has_gps: the metadata hold a latitude and a longitude.
        icc_name: description of the embedded ICC profile, or None without one.
        is_srgb: the numbers mean sRGB, by profile or for want of one.
        wide_gamut: the profile's primaries span clearly more than sRGB's.
        cmyk: stored in printing inks.
        alpha_share: share of pixels that are not opaque, 0-1.
        frames: pictures in the file; a phone's multi-picture JPEG counts as one.
        c2pa: the file carries a C2PA manifest (present, not verified).
        ai_marking: statements that the picture was generated, one phrase each.
        prompt_chunks: names of metadata entries that hold a generator's prompt or workflow.
        jpeg_quality: estimated from the quantisation tables, 1-100; None for other formats.
        jpeg_subsampling: "4:4:4", "4:2:2" or "4:2:0"; None where unknown.
        notes: what could not be read of the metadata, in words.
    """

    format: str
    extension: str = ""
    extension_matches: bool = True
    size_bytes: int | None = None
    width: int = 0
    height: int = 0
    mode: str = "RGB"
    orientation: int = 1
    has_gps: bool = False
    icc_name: str | None = None
    is_srgb: bool = True
    wide_gamut: bool = False
    cmyk: bool = False
    alpha_share: float = 0.0
    frames: int = 1
    c2pa: bool = False
    ai_marking: tuple[str, ...] = ()
    prompt_chunks: tuple[str, ...] = ()
    jpeg_quality: int | None = None
    jpeg_subsampling: str | None = None
    notes: tuple[str, ...] = ()

    def under(self, path: str) -> FileFacts:
        """The same content under another name: all that depends on the name are two facts."""
        extension = PurePath(path).suffix.lower()
        promised = EXTENSIONS.get(extension, self.format)
        return replace(self, extension=extension, extension_matches=promised == self.format)
