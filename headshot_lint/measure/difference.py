"""CIEDE2000: how different two colours look."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Values: TypeAlias = NDArray[np.float32]

_CHROMA_KNEE = np.float32(25.0**7)


def ciede2000(one: Values, other: Values) -> Values:
    """Return the CIEDE2000 difference of colours, with all weighting factors 1.

    After Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula: implementation notes,
    supplementary test data, and mathematical observations" (2005); the names are theirs.

    Args:
        one: N x 3 float32, CIELAB.
        other: N x 3 float32, or 3 for one colour against all.

    Returns:
        N differences; 1 is about what can just be seen.
    """
    l1, a1, b1 = one.T
    l2, a2, b2 = other.T
    chroma: Values = (np.hypot(a1, b1) + np.hypot(a2, b2)) / np.float32(2)
    stretch = 1.5 - 0.5 * _knee(chroma)
    c1, h1 = _polar(a1 * stretch, b1)
    c2, h2 = _polar(a2 * stretch, b2)
    mean_l, mean_h = (l1 + l2) / 2, _mean_hue(h1, h2)
    mean_c: Values = (c1 + c2) / np.float32(2)
    turn = h2 - h1
    turn = np.where(np.abs(turn) > np.pi, turn - np.copysign(np.float32(2 * np.pi), turn), turn)
    d_h = 2 * np.sqrt(c1 * c2) * np.sin(turn / 2)
    t = (
        1.0
        - 0.17 * np.cos(mean_h - np.radians(30.0))
        + 0.24 * np.cos(2 * mean_h)
        + 0.32 * np.cos(3 * mean_h + np.radians(6.0))
        - 0.20 * np.cos(4 * mean_h - np.radians(63.0))
    )
    off_l = (mean_l - 50.0) ** 2
    by_l = (l2 - l1) / (1.0 + 0.015 * off_l / np.sqrt(20.0 + off_l))
    by_c = (c2 - c1) / (1.0 + 0.045 * mean_c)
    by_h = d_h / (1.0 + 0.015 * mean_c * t)
    blue = np.radians(60.0) * np.exp(-(((np.degrees(mean_h) - 275.0) / 25.0) ** 2))
    rotation = -2.0 * _knee(mean_c) * np.sin(blue)
    squares = by_l**2 + by_c**2 + by_h**2 + rotation * by_c * by_h
    return np.asarray(np.sqrt(np.maximum(squares, 0.0)), dtype=np.float32)


def _knee(chroma: Values) -> Values:
    seventh = chroma**7
    return np.asarray(np.sqrt(seventh / (seventh + _CHROMA_KNEE)), dtype=np.float32)


def _polar(a: Values, b: Values) -> tuple[Values, Values]:
    """Chroma, and hue in radians from 0 to 2 pi."""
    return np.hypot(a, b), np.arctan2(b, a) % np.float32(2 * np.pi)


def _mean_hue(one: Values, other: Values) -> Values:
    """Hue half-way along the shorter arc, 0 to 2 pi. A grey has none, and no term that asks."""
    middle = (one + other) / 2
    across = np.where(middle < np.pi, np.float32(np.pi), np.float32(-np.pi))
    return np.where(np.abs(one - other) > np.pi, middle + across, middle)
