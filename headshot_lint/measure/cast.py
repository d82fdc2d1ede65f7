"""Colour casts and the absence of colour."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import GreyImage, LabPlanes, Mask
from headshot_lint.measure.colour import log2
from headshot_lint.measure.rank import median, percentile

AB: TypeAlias = tuple[float, float]
"""Colour as a*, b* of CIELAB."""

SKIN_HUE_DEG = 48.0
"""Hue of skin in portraits without a cast; preferred skin hue is near 46 degrees in the literature
and changes little with skin tone."""
SKIN_CHROMA_MAX = 35.0
"""Nine in ten portraits without a cast stay below; stronger skin is orange or red."""
SKIN_WEIGHT = 2.0
"""Skin is the surest sign, and what a cast spoils."""
USUAL_AB = {
    "eyes": (6.4, 6.2),
    "picture": (4.1, 6.0),
    "lights": (0.0, 1.1),
    "blacks": (1.8, 1.2),
}
"""Usual a*, b* of each sign: medians of photographs that both raters pass. Lids and veins tint eye
whites, faces the whole picture."""

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
        distance: length of the mean shift of all signs; signs that contradict each other cancel.
        hue_deg: direction of the shift in the a*, b* plane, 0-360.
    """

    distance: float
    hue_deg: float

    @property
    def name(self) -> str:
        """The colour that the picture leans to."""
        return next(name for end, name in CAST_NAMES if self.hue_deg <= end)


def balance(skin_ab: AB, signs: Mapping[str, AB]) -> Balance:
    """Return the cast from the colour of the skin and of whatever else tells of the light.

    Skin counts by its hue and by excess of chroma only: pale and very dark skin have little chroma,
    and the shift of their hue counts for as little.

    Args:
        skin_ab: a*, b* of the skin.
        signs: a*, b* of other parts, by their names in `USUAL_AB`.
    """
    shifts = [np.multiply(SKIN_WEIGHT, skin_shift(skin_ab))]
    shifts += [np.subtract(ab, USUAL_AB[name]) for name, ab in signs.items()]
    a, b = np.mean(shifts, axis=0)
    return Balance(float(np.hypot(a, b)), float(np.degrees(np.arctan2(b, a)) % 360.0))


def cast_ab(signs: Mapping[str, AB]) -> AB:
    """Return the cast as a shift of a*, b*, from the signs that a photo's facts keep.

    Args:
        signs: `skin` as `skin_shift` gives it, other signs as they were measured.
    """
    shifts = [
        np.multiply(SKIN_WEIGHT, ab) if name == "skin" else np.subtract(ab, USUAL_AB[name])
        for name, ab in signs.items()
    ]
    a, b = np.mean(shifts, axis=0)
    return float(a), float(b)


def skin_shift(skin_ab: AB) -> AB:
    """Return by how much skin has left its usual hue, and its chroma the usual range."""
    chroma = float(np.hypot(*skin_ab))
    usual = chroma * np.array([np.cos(np.radians(SKIN_HUE_DEG)), np.sin(np.radians(SKIN_HUE_DEG))])
    excess = max(0.0, chroma - SKIN_CHROMA_MAX) / max(chroma, 1e-6)
    a, b = np.array(skin_ab) - usual + excess * np.array(skin_ab)
    return float(a), float(b)


def log_average_ev(lightness: GreyImage) -> float:
    """Return the mean of log2 luminance over a picture, in stops below white.

    Args:
        lightness: L* of CIELAB, H x W. The log-average is the usual measure of a picture's key
            (Reinhard et al., "Photographic tone reproduction", SIGGRAPH 2002, equation 1).
    """
    root = (lightness + np.float32(16.0)) * np.float32(1 / 116.0)  # cube root of luminance
    return 3.0 * float(log2(np.maximum(root, np.float32(0.1))).mean())


def picture_signs(planes: LabPlanes) -> dict[str, AB]:
    """Return a*, b* of the whole picture, of its lightest twentieth and of its darkest tenth.

    The mean (grey world), the lightest part (white patch) and the blacks are the classical guesses
    at the colour of the light (Buchsbaum 1980; Land 1977); each is wrong where it meets a colour.
    """
    lightness, a, b = planes
    dark, light = percentile(lightness, 10), percentile(lightness, 95)
    return {
        "picture": (float(a.mean()), float(b.mean())),
        "lights": median_ab(planes, lightness >= light),
        "blacks": median_ab(planes, lightness <= dark),
    }


def median_ab(planes: LabPlanes, region: Mask) -> AB:
    """Return the median a*, b* of a region that is not empty."""
    return median(planes[1][region]), median(planes[2][region])


def eye_white_ab(planes: LabPlanes, luminance: GreyImage, opening: Mask) -> AB:
    """Return the mean a*, b* of the lightest part of the eye openings, without catchlights.

    The part between the 70th and the 95th percentile of luminance; `opening` is not empty.
    """
    light = luminance[opening]
    white = (light >= percentile(light, 70)) & (light <= percentile(light, 95))
    return float(planes[1][opening][white].mean()), float(planes[2][opening][white].mean())


def neutral_tint(planes: LabPlanes, region: Mask) -> float | None:
    """Return the chroma of the light, nearly grey part of a region; None where it has none."""
    lightness, a, b = planes
    grey = (lightness > 40) & (chroma(planes) < 20) & region
    if np.count_nonzero(grey) < max(100, 0.1 * np.count_nonzero(region)):
        return None
    return math.hypot(median(a[grey]), median(b[grey]))


def chroma(planes: LabPlanes) -> GreyImage:
    """Return the distance of each pixel from grey in a*, b*."""
    return np.asarray(cv2.magnitude(planes[1], planes[2]), dtype=np.float32)


def colour_spread(planes: LabPlanes) -> float:
    """Return the spread of a*, b* that lightness does not explain.

    A tinted monochrome picture is a curve through CIELAB: its colour follows from its lightness.
    The root mean square distance of a*, b* from their mean at the same lightness (20 bins) is
    near 0 for grey, sepia and duotone, and above 3 for pictures in colour.
    """
    lightness, a, b = (plane.ravel() for plane in planes)
    bins = np.minimum(lightness * np.float32(0.2), 19).astype(np.intp)
    count = np.maximum(np.bincount(bins, minlength=20), 1)
    return math.sqrt(_variance_within(a, bins, count) + _variance_within(b, bins, count))


def _variance_within(
    values: NDArray[np.float32], bins: NDArray[np.int64], count: NDArray[np.int64]
) -> float:
    mean = np.bincount(bins, weights=values, minlength=20) / count
    return float(((values - mean[bins]) ** 2).mean())
