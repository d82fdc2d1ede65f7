"""How the light falls on the face."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class KeyLight(StrEnum):
    """Where the main light comes from, in a photographer's words; for messages only."""

    EVEN = "even"
    SIDE = "side"
    SPLIT = "split"
    TOP = "top"
    BELOW = "below"


@dataclass(frozen=True)
class Light:
    """Differences of linear luminance in stops (EV, log2).

    Attributes:
        spread_ev: brightest minus darkest of the regions; ratios, so that exposure and an even
            change of skin tone leave it alone.
        within_ev: the largest drop within one region, from its lit part to its median.
        left_right_ev: the subject's left minus its right, of the pair that differs most.
        top_bottom_ev: forehead minus cheeks; None where the forehead is hidden.
        brightest: name of the brightest region.
        darkest: name of the darkest region.
        shadow_edge_ev: luminance step across a fifth of an eye gap that a tenth of the skin
            exceeds.
        background_over_face_ev: bright background, at most a white wall's level, minus the white of
            the darker eye (`Exposure.darker_eye_ev`); None without eyes or without background.
        specular_share: share of the skin under a shine, 0-1.
        key: direction of the main light.
    """

    spread_ev: float
    within_ev: float
    left_right_ev: float
    top_bottom_ev: float | None
    brightest: str
    darkest: str
    shadow_edge_ev: float
    background_over_face_ev: float | None
    specular_share: float
    key: KeyLight
