"""How much a photo may cost before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LoadLimits:
    """Caps checked before anything is decoded.

    Attributes:
        max_bytes: of the file. 100 MB holds any camera's JPEG and a 24 MP 16-bit TIFF less than
            twice over.
        max_pixels: by the header. 75 MP is the default of the thumbor image server, and holds
            8192 x 8192.
    """

    max_bytes: int = 100_000_000
    max_pixels: int = 75_000_000
