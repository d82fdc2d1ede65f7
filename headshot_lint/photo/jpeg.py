"""What a JPEG's quantisation tables tell about its quality."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
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


def estimate_quality(table: list[int]) -> int | None:
    """Return the IJG quality (1-100) whose luminance table is nearest to `table`, or None.

    Nearest in the mean of the 64 steps: encoders with tables of their own (cameras, Photoshop)
    get the quality at which libjpeg would discard about as much.
    """
    if len(table) != 64 or min(table) < 1:
        return None
    means = _ijg_means()
    return int(np.argmin(np.abs(means - np.mean(np.minimum(table, 255))))) + 1


@lru_cache(maxsize=1)
def _ijg_means() -> NDArray[np.float64]:
    """Mean step of libjpeg's luminance table at quality 1 to 100 (jcparam.c)."""
    quality = np.arange(1, 101)
    scale = np.where(quality < 50, 5000 // quality, 200 - 2 * quality)
    tables = (np.array(_ANNEX_K)[None, :] * scale[:, None] + 50) // 100
    means: NDArray[np.float64] = np.clip(tables, 1, 255).mean(axis=1)
    return means


def quality_of(image: Image.Image) -> int | None:
    """Return the estimated quality of an open JPEG, None for anything else."""
    tables = getattr(image, "quantization", None)
    return estimate_quality(list(tables[0])) if tables and 0 in tables else None


def subsampling_of(image: Image.Image) -> str | None:
    """Return the chroma subsampling of an open JPEG in the usual notation, None where unknown."""
    if not isinstance(image, JpegImagePlugin.JpegImageFile):
        return None
    return _SUBSAMPLING.get(JpegImagePlugin.get_sampling(image))
