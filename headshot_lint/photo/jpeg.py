"""What a JPEG's quantisation tables tell about its quality."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, JpegImagePlugin

# Luminance table of ISO/IEC 10918-1, Annex K.1, row by row.
_ANNEX_K = (
    *(16, 11, 10, 16, 24, 40, 51, 61),
    *(12, 12, 14, 19, 26, 58, 60, 55),
    *(14, 13, 16, 24, 40, 57, 69, 56),
    *(14, 17, 22, 29, 51, 87, 80, 62),
    *(18, 22, 37, 56, 68, 109, 103, 77),
    *(24, 35, 55, 64, 81, 104, 113, 92),
    *(49, 64, 78, 87, 103, 121, 120, 101),
    *(72, 92, 95, 98, 112, 100, 103, 99),
)
_SUBSAMPLING = {0: "4:4:4", 1: "4:2:2", 2: "4:2:0"}


@lru_cache(maxsize=64)  # a folder's photos come from few encoders
def estimate_quality(table: tuple[int, ...]) -> int | None:
    """Return the IJG quality (1-100) whose luminance table is nearest to `table`, or None.

    Nearest in the mean of the 64 steps: encoders with tables of their own (cameras, Photoshop)
    get the quality at which libjpeg would discard about as much.
    """
    if len(table) != len(_ANNEX_K) or min(table) < 1:
        return None
    mean = sum(min(step, 255) for step in table) / len(table)
    means = _ijg_means()
    return min(range(1, 101), key=lambda quality: abs(means[quality - 1] - mean))


@lru_cache(maxsize=1)
def _ijg_means() -> tuple[float, ...]:
    """Mean step of libjpeg's luminance table at quality 1 to 100 (jcparam.c)."""
    means = []
    for quality in range(1, 101):
        scale = 5000 // quality if quality < 50 else 200 - 2 * quality
        steps = [min(max((step * scale + 50) // 100, 1), 255) for step in _ANNEX_K]
        means.append(sum(steps) / len(steps))
    return tuple(means)


def quality_of(image: Image.Image) -> int | None:
    """Return the estimated quality of an open JPEG, None for anything else."""
    tables = getattr(image, "quantization", None)
    return estimate_quality(tuple(tables[0])) if tables and 0 in tables else None


def subsampling_of(image: Image.Image) -> str | None:
    """Return the chroma subsampling of an open JPEG in the usual notation, None where unknown."""
    if not isinstance(image, JpegImagePlugin.JpegImageFile):
        return None
    return _SUBSAMPLING.get(JpegImagePlugin.get_sampling(image))
