"""How far the spectrum of a picture reaches: true detail against the number of pixels."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import GreyImage, LumaImage

RINGS = 64
# Rings up to here hold the window's leakage of the mean and of large shapes.
LOWEST = 1 / 16
ROLL_OFF = 0.90
MIN_SIDE_PX = 48
# Share of Nyquist that a sharp photo, reduced to its size with a Lanczos filter, reaches.
FULL_BANDWIDTH = 0.80


def bandwidth(luma: LumaImage) -> float | None:
    """Return the frequency below which 90 % of the detail lies, as a share of Nyquist, 0-1.

    Power is weighted by frequency, which makes octaves of a natural picture about equal (its power
    falls with the square of frequency: Field, JOSA A 4, 1987). A sharp photo reaches about 0.8;
    one that was enlarged k-fold 0.8 / k. The weight is low enough for JPEG artefacts and grain
    added after an enlargement to move the result by less than a tenth.

    Args:
        luma: H x W uint8, gamma-encoded, at native resolution; the centre square is used.

    Returns:
        The share, or None for pictures too small or too plain to have a spectrum.
    """
    side = min(luma.shape)
    if side < MIN_SIDE_PX:
        return None
    while cv2.getOptimalDFTSize(side) != side:  # a side of 257 takes twenty times as long as 256
        side -= 1
    top, left = (luma.shape[0] - side) // 2, (luma.shape[1] - side) // 2
    square = luma[top : top + side, left : left + side].astype(np.float32)
    window, ring_of, ring_size = _rings(side)
    power = _half_power((square - square.mean()) * window)
    mean = np.bincount(ring_of, power.ravel(), RINGS + 1)[:RINGS] / ring_size
    frequency = (np.arange(RINGS) + 0.5) / RINGS
    # Once by frequency for the weight, once for the circumference of the ring.
    detail = np.where(frequency < LOWEST, 0.0, mean * frequency**2)
    total = float(detail.sum())
    if total < 1e-3 * side**2:  # under a tenth of a level in the mean: no detail to speak of
        return None
    return float(np.interp(ROLL_OFF, np.cumsum(detail) / total, frequency + 0.5 / RINGS))


def _half_power(square: GreyImage) -> GreyImage:
    """Return the power of the half spectrum, N x (N + 1) // 2: without the column of Nyquist.

    OpenCV's packed form of a real picture's spectrum takes a quarter of the time of the complex
    one. Real and imaginary parts stand side by side; in the first column one below the other, for
    the upper half of the frequencies, which the lower half mirrors.
    """
    side = len(square)
    packed = np.asarray(cv2.dft(square), dtype=np.float32)
    squared = np.asarray(cv2.multiply(packed, packed), dtype=np.float32)
    power = np.empty((side, (side + 1) // 2), dtype=np.float32)
    pairs = (side - 1) // 2
    np.add(squared[:, 1 : 2 * pairs : 2], squared[:, 2 : 2 * pairs + 1 : 2], out=power[:, 1:])
    power[0, 0] = squared[0, 0]
    column = squared[1 : 2 * pairs : 2, 0] + squared[2 : 2 * pairs + 1 : 2, 0]
    power[1 : pairs + 1, 0] = column
    power[side - pairs :, 0] = column[::-1]
    if side % 2 == 0:
        power[side // 2, 0] = squared[-1, 0]
    return power


@lru_cache(maxsize=4)
def _rings(side: int) -> tuple[GreyImage, NDArray[np.intp], NDArray[np.float64]]:
    """Hann window, ring of every frequency of the half spectrum, and pixels per ring."""
    hann = np.hanning(side).astype(np.float32)
    across = np.arange((side + 1) // 2) * (2.0 / side)
    down = np.abs(np.fft.fftfreq(side) * 2.0)
    radius = np.hypot(down[:, None], across[None, :])
    ring_of = np.minimum((radius * RINGS).astype(np.intp), RINGS).ravel()
    ring_size = np.maximum(np.bincount(ring_of, minlength=RINGS + 1)[:RINGS], 1).astype(np.float64)
    return np.outer(hann, hann), ring_of, ring_size
