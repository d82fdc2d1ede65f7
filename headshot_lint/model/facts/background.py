"""What lies behind the person, and how the person stands out from it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from headshot_lint.model.swatch import difference_de, lab_of_hex


@dataclass(frozen=True)
class Background:
    """The part of the picture outside the person, measured at a fixed face scale.

    Transparent pixels are no background: a round cut-out is judged by what it shows.

    Attributes:
        frame_share: background over the whole frame, 0-1; little background tells little.
        edge_share: share of the background covered by hard edges, 0-1; a blurred scene has none.
        softness: how much of the background's gradients survives a blur, 0-1; about 1 for a blurred
            scene or a gradient, below 0.5 for detail in focus (and for grain on a plain wall).
        text_share: share of the background covered by rows of letter-like strokes, 0-1.
        spread_de: mean CIEDE2000 difference from the median colour; 0 is a single tone.
        spread_p95_de: 95th percentile of the same.
        left_right_l: median L* left of the head less that right of it; None where one side shows
            next to no background.
        median_lab: L*, a*, b* of the background's median colour (D65).
        hair_de: median CIEDE2000 difference across the outline of the head, above the chin; None
            where too little of the outline lies inside the frame.
        shoulder_de: the same below the chin.
        weak_outline_share: share of the head's outline whose difference is below 6, 0-1.
        shadow_ev: how much darker the background is beside the head than further out on the same
            side, in stops, worse side, at equal colour; 0 without a shadow; None where the
            background is too structured or too narrow to tell.
    """

    frame_share: float
    edge_share: float
    softness: float
    text_share: float
    spread_de: float
    spread_p95_de: float
    left_right_l: float | None
    median_lab: tuple[float, float, float]
    hair_de: float | None
    shoulder_de: float | None
    weak_outline_share: float | None
    shadow_ev: float | None

    @property
    def chroma(self) -> float:
        """C*ab of the median colour; 0 is neutral."""
        _, a, b = self.median_lab
        return math.hypot(a, b)

    def away_from(self, colour: str) -> float:
        """CIEDE2000 difference of the median colour from an sRGB code such as `#0057b8`."""
        return difference_de(self.median_lab, lab_of_hex(colour))
