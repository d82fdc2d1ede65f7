"""Repairs: by default those that change no pixel; others are asked for."""

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


def crop_to(profile: str) -> Fix:
    """Return a fix that crops a picture to what a profile asks of framing.

    Where the picture has no such crop, it stays as it is, and is generated anew.

    >>> Gate("linkedin", on_fail={"framing": "fix"}, fixes={"framing": crop_to("linkedin")})
    ... # doctest: +SKIP
    """

    def cropped(image: Any, _finding: Finding) -> Any:
        from io import BytesIO

        from PIL import Image

        from headshot_lint.mend.calls import crop
        from headshot_lint.mend.crop import Cropped

        file = BytesIO()
        image.save(file, format="PNG")
        made = crop(file.getvalue(), profile)
        return Image.open(BytesIO(made.data)) if isinstance(made, Cropped) else image

    return cropped


DEFAULT_FIXES: Mapping[str, Fix] = {
    "location-metadata": without_metadata,
    "prompt-leak": without_metadata,
}
