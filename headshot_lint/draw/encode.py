"""Pictures small enough for a file that holds many."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from headshot_lint.measure.arrays import RgbImage

BUDGET_BYTES = 30_000_000
"""Of all pictures of one file: with a third more as Base64, and the findings, it is under 60 MB."""

LARGEST_BYTES = 240_000
MAPS_FROM_BYTES = 22_000
"""An allowance below this goes to the photo alone."""

_LADDER = ((1024, 84), (1024, 74), (800, 74), (640, 72), (512, 68), (384, 62), (256, 55), (160, 40))
"""Long side in pixels and WebP quality, best first; the last holds whatever the allowance."""


@dataclass(frozen=True)
class Allowance:
    """What the pictures of one photo may weigh."""

    photo_bytes: int
    with_maps: bool

    @classmethod
    def among(cls, number: int, twice: int = 0) -> Allowance:
        """Share the budget of a file out among its photos.

        Args:
            number: of photos.
            twice: how many of them may be shown a second time, mended.
        """
        # Maps take a third of a share, so that a second picture is two thirds of one.
        share = min(LARGEST_BYTES, int(BUDGET_BYTES / max(number + twice * 2 / 3, 1)))
        if share < MAPS_FROM_BYTES:
            return cls(BUDGET_BYTES // (number + twice), with_maps=False)
        # Two maps take about 11 kB; a photo of 22 kB shows 512 px well.
        return cls(share - min(share // 3, 24_000), with_maps=True)


def encode_photo(image: RgbImage, allowance: Allowance) -> bytes:
    """Return a picture (H x W x 3 uint8 sRGB) as WebP, as large and good as the allowance holds."""
    data = b""
    for long_side, quality in _steps(image, allowance.photo_bytes):
        data = _webp(image, long_side, quality=quality)
        if len(data) <= allowance.photo_bytes:
            break
    return data


def encode_map(image: RgbImage, *, flat: bool) -> bytes:
    """Return a map (H x W x 3 uint8 sRGB) as WebP, without loss if it has flat colours only."""
    return _webp(image, max(image.shape[:2]), quality=60, lossless=flat)


def _steps(image: RgbImage, allowed: int) -> list[tuple[int, int]]:
    """The ladder without steps that promise more than is allowed, which are slow to try."""
    pixels, long_side = image.size // 3, max(image.shape[:2])

    def hopeless(step: tuple[int, int]) -> bool:
        scale: float = min(1.0, step[0] / long_side)
        return pixels * scale * scale / 40 > allowed  # a plain portrait takes 0.2 bits a pixel

    return [step for step in _LADDER[:-1] if not hopeless(step)] + [_LADDER[-1]]


def _webp(image: RgbImage, long_side: int, *, quality: int, lossless: bool = False) -> bytes:
    from PIL import Image

    picture = Image.fromarray(image)
    if max(picture.size) > long_side:
        picture.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.save(out, "WEBP", quality=quality, lossless=lossless, method=3)
    return out.getvalue()
