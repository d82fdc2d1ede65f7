"""What a picture looks like from afar, to find the same picture again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fingerprint:
    """A tiny grey copy of the picture.

    It serves to compare pictures, never faces: where the eyes are says how one picture is to be
    laid over another that was cut otherwise.

    Attributes:
        width, height: of the copy, the longer side 64.
        luma: its 8-bit luma (Rec. 601), row by row, two hexadecimal digits a pixel.
        eyes: x, y of both eye centres in pixels of the copy, the subject's right eye first, pixel
            centres at whole numbers; None without a face.
    """

    width: int
    height: int
    luma: str
    eyes: tuple[float, float, float, float] | None = None
