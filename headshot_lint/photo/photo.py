"""Loading a photo: one decode, upright, sRGB on white, bounded size."""

from __future__ import annotations

import hashlib
import math
import os
import warnings
from dataclasses import dataclass, replace
from os import PathLike

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile

from headshot_lint.measure.arrays import RgbImage, SoftMask
from headshot_lint.model.errors import Unreadable
from headshot_lint.model.facts.file import FileFacts
from headshot_lint.photo import jpeg
from headshot_lint.photo.container import identify, load_pixels, open_image, require_pixels
from headshot_lint.photo.given import image_of, taken
from headshot_lint.photo.icc import Profile, read_profile
from headshot_lint.photo.limits import LoadLimits
from headshot_lint.photo.metadata import Metadata, read_metadata
from headshot_lint.photo.orientation import TURNS
from headshot_lint.photo.pixels import Pixels, full_scale
from headshot_lint.photo.source import read_bytes, within

WORK_LONG_SIDE_PX = 1024

Source = str | PathLike[str] | bytes | Image.Image | NDArray[np.uint8]

TURNED_BY_DECODER = ("TIFF", "HEIF")
"""Pillow turns TIFF while loading, pi-heif while decoding."""

_DRAFT_STEPS = (8, 4, 2)
_NEAR_WORK_PX = WORK_LONG_SIDE_PX * 3 // 4
_DEFAULT_LIMITS = LoadLimits()


@dataclass(frozen=True, eq=False)
class Photo:
    """A loaded photo.

    Attributes:
        path: as given, `-` for standard input; the name given for bytes and arrays.
        sha256: of the file's bytes, or of size and pixels where the photo came as pixels.
        width, height: upright, full size, px.
        work: H x W x 3 uint8 sRGB on white, upright, long side at most 1,024 px, read-only.
        scale: working pixels per full pixel, at most 1.
        alpha: opacity 0-1 in the size of `work`, or None where everything is opaque.
        file: facts about the file.
        decoded_scale: decoded pixels per full pixel; below 1 where a large JPEG was decoded small.
    """

    path: str
    sha256: str
    width: int
    height: int
    work: RgbImage
    scale: float
    alpha: SoftMask | None
    file: FileFacts
    decoded_scale: float
    _pixels: Pixels

    def crop(self, x: float, y: float, width: float, height: float) -> RgbImage:
        """Return the best decoded pixels of a box given in pixels of the full photo.

        H x W x 3 uint8 sRGB on white, at `decoded_scale`; the box is widened to whole pixels and
        clipped to the photo.

        Raises:
            ValueError: the box lies outside of the photo.
        """
        full_width, full_height = self._pixels.turn.size(*self._pixels.image.size)
        step = self.decoded_scale
        left, top = max(0, math.floor(x * step)), max(0, math.floor(y * step))
        right = min(full_width, math.ceil((x + width) * step))
        bottom = min(full_height, math.ceil((y + height) * step))
        if left >= right or top >= bottom:
            raise ValueError(f"the box {x}, {y}, {width}, {height} lies outside of the photo")
        return self._pixels.crop((left, top, right, bottom))


def load(source: Source, *, name: str | None = None, limits: LoadLimits = _DEFAULT_LIMITS) -> Photo:
    """Load a photo from a path, `-` (standard input), bytes, a Pillow image or an array.

    Arrays are H x W, H x W x 3 or H x W x 4 uint8 in sRGB. The result depends on the content
    alone: the same bytes give the same pixels.

    Args:
        source: the photo.
        name: what to call it in reports; its extension is held against the content.
        limits: caps on bytes and pixels, checked before decoding.

    Raises:
        Unreadable: with the reason in words.
    """
    if isinstance(source, Image.Image):
        return _load_pixels(source, name or "<image>", limits)
    if isinstance(source, np.ndarray):
        return _load_pixels(image_of(source), name or "<array>", limits)
    if isinstance(source, bytes | bytearray | memoryview):
        return _load_file(within(bytes(source), limits), name or "<bytes>", limits)
    path = os.fspath(source)
    return _load_file(read_bytes(path, limits), name or path, limits)


def _load_file(data: bytes, path: str, limits: LoadLimits) -> Photo:
    try:
        with warnings.catch_warnings():
            # Pillow warns of every odd tag; what matters of it is in the facts' notes.
            warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _decode(data, path, limits)
    except Unreadable as refusal:
        refusal.size = len(data)
        raise


def _decode(data: bytes, path: str, limits: LoadLimits) -> Photo:
    kind = identify(data)
    image = open_image(data, kind, limits)
    mode, full_size = image.mode, image.size
    _decode_small(image)
    load_pixels(image)
    turned = kind in TURNED_BY_DECODER
    metadata = read_metadata(image, data, turned=turned)
    if turned:
        full_size = image.size
    container = FileFacts(
        format=kind,
        size_bytes=len(data),
        mode=mode,
        jpeg_quality=jpeg.quality_of(image),
        jpeg_subsampling=jpeg.subsampling_of(image),
    ).under(path)
    sha256 = hashlib.sha256(data).hexdigest()
    return _assemble(image, container, metadata, full_size=full_size, path=path, sha256=sha256)


def _decode_small(image: ImageFile.ImageFile) -> None:
    """Have a large JPEG decoded at 1/2, 1/4 or 1/8, never far below the working size.

    Three quarters of it is near enough: a 12-megapixel photo is read at 1000 px instead of being
    read at 2000 px and reduced, which costs half as much again.
    """
    width, height = image.size
    for step in _DRAFT_STEPS:
        if max(width, height) // step >= _NEAR_WORK_PX:
            image.draft(None, (max(1, width // step), max(1, height // step)))
            return


def _load_pixels(image: Image.Image, path: str, limits: LoadLimits) -> Photo:
    require_pixels(image.size, limits)
    load_pixels(image)
    metadata = read_metadata(image, b"")
    image = taken(image)
    digest = hashlib.sha256(f"{image.mode} {image.size}".encode())
    digest.update(image.tobytes())
    facts = FileFacts(format="pixels", mode=image.mode)
    return _assemble(
        image, facts, metadata, full_size=image.size, path=path, sha256=digest.hexdigest()
    )


def _assemble(  # noqa: PLR0913 - the parts of a photo, joined once
    image: Image.Image,
    container: FileFacts,
    metadata: Metadata,
    *,
    full_size: tuple[int, int],
    path: str,
    sha256: str,
) -> Photo:
    profile = profile_of(image)
    turn = TURNS[metadata.orientation]
    pixels = Pixels(image, turn, profile, full_scale(image))
    work, alpha = pixels.shrink(WORK_LONG_SIDE_PX)
    work.flags.writeable = False
    width, height = turn.size(*full_size)
    note = () if profile is None or not profile.note else (profile.note,)
    file = replace(
        container,
        width=width,
        height=height,
        orientation=metadata.orientation,
        has_gps=metadata.has_gps,
        icc_name=None if profile is None else profile.name,
        is_srgb=container.mode != "CMYK" and (profile is None or profile.is_srgb),
        wide_gamut=profile is not None and profile.wide_gamut,
        cmyk=container.mode == "CMYK",
        alpha_share=0.0 if alpha is None else float(np.mean(alpha < 1.0)),
        frames=metadata.frames,
        c2pa=metadata.c2pa,
        ai_marking=metadata.ai_marking,
        prompt_chunks=metadata.prompt_chunks,
        notes=(*metadata.notes, *note),
    )
    return Photo(
        path=path,
        sha256=sha256,
        width=width,
        height=height,
        work=work,
        scale=max(work.shape[:2]) / max(width, height),
        alpha=alpha,
        file=file,
        decoded_scale=max(image.size) / max(full_size),
        _pixels=pixels,
    )


def profile_of(image: Image.Image) -> Profile | None:
    """Return the ICC profile that a picture carries, read for its pixel layout."""
    icc = image.info.get("icc_profile")
    if not isinstance(icc, bytes) or not icc:
        return None
    layouts = {"CMYK": "CMYK", "1": "L", "L": "L", "LA": "L", "I": "L", "F": "L"}
    mode = "L" if image.mode.startswith("I;16") else layouts.get(image.mode, "RGB")
    return read_profile(icc, mode)
