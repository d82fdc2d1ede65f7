"""Colour casts and the absence of colour."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import GreyImage, LabPlanes, Mask
from headshot_lint.measure.rank import median, percentile

SKIN_HUE_DEG = 48.0
"""Hue of skin in portraits without a cast; preferred skin hue is near 46 degrees in the literature
and changes little with skin tone."""
SKIN_CHROMA_MAX = 35.0
"""Nine in ten portraits without a cast stay below; stronger skin is orange or red."""
EYE_WHITE_AB = (7.7, 7.4)
"""Usual a*, b* of eye whites at this scale, where lids and veins tint them; a median."""

CAST_NAMES = (
    (22.5, "red"),
    (67.5, "orange"),
    (112.5, "yellow"),
    (190.0, "green"),
    (240.0, "cyan"),
    (300.0, "blue"),
    (345.0, "magenta"),
    (360.0, "red"),
)
"""Upper ends of hue ranges in CIELAB."""


@dataclass(frozen=True)
class Balance:
    """A colour cast: its strength in CIELAB units and its direction.

    Attributes:
        distance: sum of the hue shift of the skin, its excess chroma, and the tint of eye whites.
        hue_deg: direction of the shift in the a*, b* plane, 0-360.
    """

    distance: float
    hue_deg: float

    @property
    def name(self) -> str:
        """The colour that the picture leans to."""
        return next(name for end, name in CAST_NAMES if self.hue_deg <= end)


def balance(skin_ab: tuple[float, float], white_ab: tuple[float, float] | None) -> Balance:
    """Return the cast from the colour of the skin and, where they show, of the eye whites.

    Skin counts by its hue and by excess of chroma only: pale and very dark skin have little chroma,
    and the shift of their hue counts for as little.
    """
    chroma = float(np.hypot(*skin_ab))
    usual = chroma * np.array([np.cos(np.radians(SKIN_HUE_DEG)), np.sin(np.radians(SKIN_HUE_DEG))])
    turn = np.array(skin_ab) - usual
    excess = max(0.0, chroma - SKIN_CHROMA_MAX)
    distance = float(np.hypot(*turn)) + excess
    shift = turn + excess * np.array(skin_ab) / max(chroma, 1e-6)
    if white_ab is not None:
        tint = np.array(white_ab) - EYE_WHITE_AB
        distance += float(np.hypot(*tint))
        shift = shift + tint
    return Balance(distance, float(np.degrees(np.arctan2(shift[1], shift[0])) % 360.0))


def median_ab(planes: LabPlanes, region: Mask) -> tuple[float, float]:
    """Return the median a*, b* of a region that is not empty."""
    return median(planes[1][region]), median(planes[2][region])


def eye_white_ab(planes: LabPlanes, luminance: GreyImage, opening: Mask) -> tuple[float, float]:
    """Return the mean a*, b* of the lightest part of the eye openings, without catchlights.

    The part between the 70th and the 95th percentile of luminance; `opening` is not empty.
    """
    light = luminance[opening]
    white = (light >= percentile(light, 70)) & (light <= percentile(light, 95))
    return float(planes[1][opening][white].mean()), float(planes[2][opening][white].mean())


def neutral_tint(planes: LabPlanes, region: Mask) -> float | None:
    """Return the chroma of the light, nearly grey part of a region; None where it has none."""
    lightness, a, b = (plane[region] for plane in planes)
    grey = (lightness > 40) & (np.hypot(a, b) < 20)
    if np.count_nonzero(grey) < max(100, 0.1 * len(grey)):
        return None
    return math.hypot(median(a[grey]), median(b[grey]))


def colour_spread(planes: LabPlanes) -> float:
    """Return the spread of a*, b* that lightness does not explain.

    A tinted monochrome picture is a curve through CIELAB: its colour follows from its lightness.
    The root mean square distance of a*, b* from their mean at the same lightness (20 bins) is
    near 0 for grey, sepia and duotone, and above 3 for pictures in colour.
    """
    lightness, a, b = (plane.ravel() for plane in planes)
    bins = np.clip(lightness / 5.0, 0, 19).astype(np.int64)
    count = np.maximum(np.bincount(bins, minlength=20), 1)
    return math.sqrt(_variance_within(a, bins, count) + _variance_within(b, bins, count))


def _variance_within(
    values: NDArray[np.float32], bins: NDArray[np.int64], count: NDArray[np.int64]
) -> float:
    mean = np.bincount(bins, weights=values, minlength=20) / count
    return float(((values - mean[bins]) ** 2).mean())
