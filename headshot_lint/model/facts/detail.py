"""Facts about compression and true detail, whatever the picture shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Detail:
    """Traces of compression and enlargement.

    Attributes:
        blockiness: luma steps across the 8-px grid over steps inside its blocks; 1 is no grid.
            None where the pixels do not allow it; `blockiness_reason` says why.
        blockiness_reason: empty where `blockiness` is a number.
        bandwidth: how far detail reaches in the most detailed parts, as a share of Nyquist, 0-1:
            about 0.8 in a sharp photo, 0.8 / k in one enlarged k-fold. None in a picture too plain
            or too small to say. Of the pixels as decoded: above them for large JPEGs.
        effective_short_px: short side of the smallest picture that would hold the same detail, px.
    """

    blockiness: float | None
    bandwidth: float | None
    effective_short_px: float
    blockiness_reason: str = ""
