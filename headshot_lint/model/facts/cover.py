"""What hides parts of the face."""

from __future__ import annotations

from dataclasses import dataclass

from headshot_lint.model.verdict import Box


@dataclass(frozen=True)
class Cover:
    """Signs that something lies over the face, each 0-1.

    No cue is an area measured exactly: skin over skin (a hand) has no border in colour.

    Attributes:
        doubt: doubt of the landmark network that the crop shows a whole face.
        foreign: colour of one side of the lower face foreign to the other side.
        lower_face: box from the nose to the chin, pixels of the upright full-size photo.
    """

    doubt: float
    foreign: float
    lower_face: Box

    @property
    def score(self) -> float:
        """Both signs together, 0-1 (noisy-or)."""
        return 1.0 - (1.0 - self.doubt) * (1.0 - self.foreign)
