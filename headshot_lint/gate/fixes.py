"""Repairs that change no pixel; those that do are the caller's to give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headshot_lint.gate.rulebook import Fix
from headshot_lint.gate.words import Finding


def without_metadata(image: Any, _finding: Finding) -> Any:
    """The same pixels without text, EXIF and XMP: position, prompt and workflow are gone.

    Orientation is applied before its tag goes; the colour profile stays, since pixels mean nothing
    without it.
    """
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    bare = upright.copy()
    bare.info = {key: upright.info[key] for key in ("icc_profile",) if key in upright.info}
    return bare


DEFAULT_FIXES: Mapping[str, Fix] = {
    "location-metadata": without_metadata,
    "prompt-leak": without_metadata,
}
