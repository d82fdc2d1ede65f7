"""Functional headshot or artistic portrait."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class StyleCue:
    """One departure from a functional headshot.

    Attributes:
        words: what it is, as a message names it ("dramatic light").
        strength: how far it goes, 0-1, times how much it counts.
    """

    words: str
    strength: float


@dataclass(frozen=True)
class Style:
    """What makes the photo a portrait rather than a headshot.

    Attributes:
        cues: the departures found, strongest first; none is stronger than its weight.
        unread: names of the facts that this photo does not yield; their cues are left out.
    """

    cues: tuple[StyleCue, ...]
    unread: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """0 for a plain headshot to 1 for an artistic portrait.

        The chance that no cue holds, complement (noisy-or): several weak departures add up, and no
        number of them exceeds 1.
        """
        return 1.0 - math.prod(1.0 - cue.strength for cue in self.cues)

    def reasons(self, strength: float = 0.15) -> tuple[str, ...]:
        """The words of the cues of at least that strength, strongest first."""
        return tuple(cue.words for cue in self.cues if cue.strength >= strength)
