"""How many pictures a file holds, counted in bounded time."""

from __future__ import annotations

from PIL import Image

from headshot_lint.photo import gif

MOST_FRAMES = 1000
"""Where counting stops: one more or less makes no difference to anybody."""

_MOST_GIF_BLOCKS = 1_000_000


def count_frames(image: Image.Image, data: bytes) -> int:
    """Return the number of pictures, at most `MOST_FRAMES`.

    Args:
        image: opened; PNG, WebP, AVIF and HEIF say the number in their header.
        data: the file, empty where there is none.
    """
    # The second picture of a phone's MPO is a depth or gain map, no animation.
    if image.format in ("JPEG", "MPO"):
        return 1
    if image.format == "GIF" and data:
        return gif.count_frames(data, MOST_FRAMES, _MOST_GIF_BLOCKS)
    if image.format == "TIFF" and data:
        return _count_pages(data)
    return min(int(getattr(image, "n_frames", 1)), MOST_FRAMES)


def _count_pages(data: bytes) -> int:
    """Follow the chain of a TIFF's directories; one that comes again ends it."""
    little = data.startswith(b"II")

    def number(at: int, size: int) -> int:
        return int.from_bytes(data[at : at + size], "little" if little else "big")

    big = number(2, 2) == 43  # BigTIFF: wider offsets, counts and entries
    offset, count, entry = (8, 8, 20) if big else (4, 2, 12)
    at = number(8 if big else 4, offset)
    seen: set[int] = set()
    while 0 < at < len(data) and at not in seen and len(seen) < MOST_FRAMES:
        seen.add(at)
        at = number(at + count + entry * number(at, count), offset)
    return max(len(seen), 1)
