"""Traces that picture generators leave in faces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class IrisPair:
    """How both irises compare.

    Attributes:
        size_gap: difference of both diameters over their mean, less what perspective explains in a
            turned head; 0 for equal irises.
        place_gap: distance between the places of both irises within their eyes, in iris diameters;
            0 where both eyes look the same way.
        clarity: how clearly the weaker rim stands out, in stops of luminance across it.
    """

    size_gap: float
    place_gap: float
    clarity: float

    @property
    def gap(self) -> float:
        """The larger of both differences, in iris diameters."""
        return max(self.size_gap, self.place_gap)


@dataclass(frozen=True)
class Render:
    """Artefacts of generated faces; each None with its reason in `absences` where not measured.

    Attributes:
        iris_px: diameter of the irises in pixels of the photo, mean; None without irises.
        irises: comparison of both irises; None where they are too small, hidden or turned away.
        catchlight_iou: overlap (intersection over union) of both eyes' highlights, 0-1, in
            coordinates of the iris; None where an eye has no highlight or the eyes are too small.
        skin_texture: fine texture of the cheeks over that of hair and clothes; low is waxy. None
            where the face is too small, or hair and clothes show no texture either.
        absences: why a measurement is None, by its name.
    """

    iris_px: float | None
    irises: IrisPair | None
    catchlight_iou: float | None
    skin_texture: float | None
    absences: dict[str, str]

    def why_absent(self, name: str) -> str:
        """Why a measurement of that name is None."""
        return self.absences.get(name, "it was not measured")
