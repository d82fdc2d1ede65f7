"""Metadata of an open picture: place, orientation, traces of generators. Never raises."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from PIL import ExifTags, Image, TiffImagePlugin

from headshot_lint.photo import png
from headshot_lint.photo.frames import count_frames

T = TypeVar("T")

# PNG keywords under which generators store prompts or node graphs: A1111 and its forks, ComfyUI,
# InvokeAI, the original Stable Diffusion scripts, NovelAI, Fooocus.
PROMPT_KEYS = frozenset(
    {
        "parameters",
        "prompt",
        "negative_prompt",
        "workflow",
        "dream",
        "sd-metadata",
        "invokeai_metadata",
        "invokeai_graph",
        "invokeai_workflow",
        "generation_data",
        "fooocus_scheme",
    }
)
# ComfyUI writes `prompt:{...}` and `workflow:{...}` into EXIF texts of WebP and AVIF files.
_PROMPT_TEXT = re.compile(r"^(prompt|workflow|parameters)\s*:", re.IGNORECASE)
# A1111's last line is `Steps: 20, Sampler: ...`. Two searches: as one pattern, "steps, anything,
# sampler" takes the square of the text's length.
_STEPS = re.compile(r"\bSteps: \d{1,9}, ")
_SAMPLER = "Sampler: "
_NEGATIVE_PROMPT = "Negative prompt: "
# IPTC digital source types that say the picture, or part of it, was computed and not captured.
_AI_SOURCE_TYPES = {
    b"trainedAlgorithmicMedia": "digital source type trainedAlgorithmicMedia",
    b"compositeWithTrainedAlgorithmicMedia": (
        "digital source type compositeWithTrainedAlgorithmicMedia"
    ),
    b"compositeSynthetic": "digital source type compositeSynthetic",
    b"algorithmicMedia": "digital source type algorithmicMedia",
}
_SOURCE_TYPE = re.compile(rb"digitalsourcetype/(\w{1,64})")
EXIF_TEXT_TAGS = (
    ExifTags.Base.ImageDescription,
    ExifTags.Base.Make,
    ExifTags.Base.Model,
    ExifTags.Base.Software,
)


@dataclass(frozen=True)
class Metadata:
    """What the metadata say; see `FileFacts` for the fields."""

    orientation: int = 1
    has_gps: bool = False
    frames: int = 1
    c2pa: bool = False
    ai_marking: tuple[str, ...] = ()
    prompt_chunks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class _Attempts:
    """Runs readers over hostile bytes; each that breaks leaves a note instead."""

    notes: list[str] = field(default_factory=list)

    def read(self, what: str, reader: Callable[[], T], otherwise: T) -> T:
        try:
            return reader()
        except Exception as error:  # noqa: BLE001 - any decoder error on hostile metadata
            self.notes.append(f"{what} could not be read ({type(error).__name__})")
            return otherwise


def read_metadata(image: Image.Image, data: bytes, *, turned: bool = False) -> Metadata:
    """Read the metadata of a loaded picture.

    Args:
        image: loaded, for PNG and WebP may store EXIF behind the pixels.
        data: the file, empty where there is none.
        turned: the decoder has applied the orientation (TIFF, HEIF).
    """
    attempts = _Attempts()
    exif = _exif(image, attempts)
    stored = attempts.read("orientation", lambda: int(exif.get(ExifTags.Base.Orientation, 1)), 1)
    none: tuple[str, ...] = ()
    chunks = attempts.read("text chunks", lambda: _prompt_chunks(image, exif, data), none)
    return Metadata(
        orientation=1 if turned or stored not in range(1, 9) else stored,
        has_gps=attempts.read("GPS", lambda: _has_gps(image, exif), otherwise=False),
        frames=attempts.read("frame count", lambda: count_frames(image, data), 1),
        c2pa=_has_manifest(data),
        ai_marking=attempts.read("AI marking", lambda: _ai_marking(image, data, chunks), none),
        prompt_chunks=chunks,
        notes=tuple(attempts.notes),
    )


def _exif(image: Image.Image, attempts: _Attempts) -> Image.Exif:
    """EXIF; where it breaks half-way, what was read until then.

    Pillow keeps that part with the image and hands it out from the second call on, so that an image
    that is judged twice would be judged otherwise.
    """
    whole = attempts.read("EXIF", image.getexif, None)
    return attempts.read("EXIF", image.getexif, Image.Exif()) if whole is None else whole


def _has_gps(image: Image.Image, exif: Image.Exif) -> bool:
    # Many cameras write an empty GPS block; only coordinates give a place away.
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    if ExifTags.GPS.GPSLatitude in gps and ExifTags.GPS.GPSLongitude in gps:
        return True
    xmp = _xmp(image)
    return b"GPSLatitude" in xmp and b"GPSLongitude" in xmp


def _xmp(image: Image.Image) -> bytes:
    xmp = image.info.get("xmp", b"")
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        xmp = image.tag_v2.get(700, xmp)
    text = image.info.get("XML:com.adobe.xmp", "")
    return (xmp if isinstance(xmp, bytes) else b"") + (
        text.encode("utf-8", "replace") if isinstance(text, str) else b""
    )


def _prompt_chunks(image: Image.Image, exif: Image.Exif, data: bytes) -> tuple[str, ...]:
    keys = png.text_keys(data) if data.startswith(png.SIGNATURE) else ()
    found = [key for key in keys if key.lower() in PROMPT_KEYS]
    found += [key for key in ("Comment", "Description") if is_prompt(image.info.get(key))]
    found += [tag.name for tag in EXIF_TEXT_TAGS if is_prompt(exif.get(tag))]
    comment = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment)
    if is_prompt(comment):
        found.append("UserComment")
    if is_prompt(image.info.get("comment")):
        found.append("comment")
    return tuple(dict.fromkeys(found))


def is_prompt(value: object) -> bool:
    """Whether a metadata text is a generator's prompt, settings or graph of nodes."""
    if isinstance(value, bytes):
        # EXIF 2.3 marks a UserComment's character code in 8 bytes; UTF-16 leaves NULs between.
        value = value[:8].strip(b"\0") and value.decode("latin-1").replace("\0", "")
    if not isinstance(value, str):
        return False
    text = value.removeprefix("UNICODE").removeprefix("ASCII").lstrip()
    is_graph = text.startswith("{") and ('"prompt"' in text or '"class_type"' in text)
    if is_graph or _PROMPT_TEXT.match(text) or _NEGATIVE_PROMPT in text:
        return True
    steps = _STEPS.search(text) if _SAMPLER in text else None
    return steps is not None and _SAMPLER in text[steps.end() :]


def _has_manifest(data: bytes) -> bool:
    """Whether a JUMBF superbox labelled c2pa is there (C2PA 2.1, section 11)."""
    return data.find(b"jumb") >= 0 and data.find(b"c2pa") >= 0


def _ai_marking(image: Image.Image, data: bytes, chunks: tuple[str, ...]) -> tuple[str, ...]:
    found = [
        _AI_SOURCE_TYPES[name]
        for blob in (data, _xmp(image))
        if blob.find(b"digitalsourcetype/") >= 0
        for name in _SOURCE_TYPE.findall(blob)
        if name in _AI_SOURCE_TYPES
    ]
    found += [f"generator metadata {name}" for name in chunks]
    return tuple(dict.fromkeys(found))
