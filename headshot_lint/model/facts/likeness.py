"""Whether the subject is a photographed person."""

from __future__ import annotations

from dataclasses import dataclass

from headshot_lint.model.verdict import Box


@dataclass(frozen=True)
class Likeness:
    """Signs against a photograph, each 0-1.

    Attributes:
        flat: areas of the face without any texture, as in line art and vector drawings.
        palette: few distinct colours on the face.
        face: the outline's box, pixels of the upright full-size photo.
    """

    flat: float
    palette: float
    face: Box

    @property
    def cues(self) -> dict[str, float]:
        """The signs by the words that a message uses."""
        return {
            "flat areas without texture": self.flat,
            "few colours": self.palette,
        }

    @property
    def photo(self) -> float:
        """Photo-likeness, 0-1: the chance that no sign is real (noisy-or, complement)."""
        likeness = 1.0
        for cue in self.cues.values():
            likeness *= 1.0 - cue
        return likeness
