"""Embedded colour profiles: what they are called, and the way from them to sRGB."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import numpy as np
from PIL import Image, ImageCms

# Levels within which a profile counts as sRGB under another name (probed on a colour cube).
SRGB_TOLERANCE = 3
# Area of the primaries' triangle in CIE xy over that of sRGB: Display P3 and Adobe RGB have
# about 1.35.
WIDE_GAMUT_RATIO = 1.15
MOST_PROFILE_BYTES = 8_000_000
"""Beyond this a profile is set aside: the largest for printing take half of it."""

_NAME_CHARS = 80
_COLOUR_SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}


@dataclass(frozen=True, eq=False)
class Profile:
    """What an embedded profile amounts to for one pixel layout.

    Attributes:
        name: the profile's description.
        is_srgb: no conversion is needed.
        wide_gamut: its primaries span clearly more than sRGB's.
        transform: to sRGB; None where none is needed or possible.
        note: why the profile was ignored, or an empty string.
    """

    name: str
    is_srgb: bool = False
    wide_gamut: bool = False
    transform: ImageCms.ImageCmsTransform | None = None
    note: str = ""


def read_profile(icc: bytes, mode: str) -> Profile:
    """Read an ICC profile for pictures of mode L, RGB or CMYK; a broken one is only noted."""
    if len(icc) > MOST_PROFILE_BYTES:
        return Profile("oversize", note=f"colour profile ignored: {len(icc) / 1e6:.0f} MB")
    return _read_profile(icc, mode)


@lru_cache(maxsize=16)
def _read_profile(icc: bytes, mode: str) -> Profile:
    try:
        opened = ImageCms.ImageCmsProfile(BytesIO(icc))
        name = (opened.profile.profile_description or "").strip("\0 \n")[:_NAME_CHARS] or "unnamed"
        space = opened.profile.xcolor_space.strip()
    except Exception as error:  # noqa: BLE001 - hostile bytes; littleCMS raises OSError, PyCMSError
        return Profile("unreadable", note=f"colour profile ignored: {error or 'unreadable'}")
    if space != _COLOUR_SPACES[mode]:
        note = f"colour profile {name} ignored: it is for {space}, the picture is {mode}"
        return Profile(name, is_srgb=True, note=note)
    if mode == "RGB" and "srgb" in name.lower():
        return Profile(name, is_srgb=True)
    try:
        transform = ImageCms.buildTransform(opened, _srgb(), mode, "RGB")
        is_srgb = mode != "CMYK" and _is_identity(transform, mode)
        wide = mode == "RGB" and _is_wide(opened)
    except Exception as error:  # noqa: BLE001 - as above
        return Profile(name, note=f"colour profile {name} ignored: {error}")
    return Profile(name, is_srgb, wide, None if is_srgb else transform)


@lru_cache(maxsize=1)
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def _is_identity(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    steps = np.linspace(0, 255, 6).astype(np.uint8)
    if mode == "L":
        probe = Image.fromarray(steps[None, :])
    else:
        cube = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(6, 36, 3)
        probe = Image.fromarray(np.ascontiguousarray(cube))
    before = np.asarray(probe.convert("RGB")).astype(np.int16)
    after = np.asarray(ImageCms.applyTransform(probe, transform)).astype(np.int16)
    return bool(np.abs(after - before).max() <= SRGB_TOLERANCE)


def _is_wide(profile: ImageCms.ImageCmsProfile) -> bool:
    return _triangle(profile) > WIDE_GAMUT_RATIO * _triangle(_srgb())


def _triangle(profile: ImageCms.ImageCmsProfile) -> float:
    """Area of the triangle of the three colorants in CIE xy; 0 for profiles made of tables."""
    core = profile.profile
    colorants = (core.red_colorant, core.green_colorant, core.blue_colorant)
    if any(colorant is None for colorant in colorants):
        return 0.0
    (rx, ry, _), (gx, gy, _), (bx, by, _) = (colorant[1] for colorant in colorants if colorant)
    return float(abs(rx * (gy - by) + gx * (by - ry) + bx * (ry - gy)) / 2)


def lab_to_srgb(image: Image.Image) -> Image.Image:
    """Return an RGB picture in sRGB of one in CIELAB, which Pillow does not convert by itself."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    converted = ImageCms.profileToProfile(image, lab, _srgb(), outputMode="RGB")
    return image.convert("RGB") if converted is None else converted


def to_srgb(image: Image.Image, profile: Profile | None) -> Image.Image:
    """Return an RGB picture in sRGB; without a usable profile CMYK is converted naively."""
    if profile is not None and profile.transform is not None:
        converted = ImageCms.applyTransform(image, profile.transform)
        if converted is not None:
            return converted
    return image.convert("RGB")
