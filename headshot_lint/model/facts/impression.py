"""What small learned heads make of the photo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from headshot_lint.model.verdict import Box, Missing

if TYPE_CHECKING:
    from headshot_lint.model.facts import Facts

WORDS = {
    "blur": "blurred or pixelated",
    "drawn": "not a photograph",
    "cover": "face partly covered",
    "expression": "odd expression",
    "busy": "busy background",
    "harsh": "harsh light",
    "cast": "colour cast",
    "tight": "framed too tight",
    "loose": "framed too loose",
    "eyes": "eyes hidden",
    "gaze": "looking away",
    "turned": "face turned",
    "several": "several people",
    "illegible": "hard to recognise when small",
    "dark": "face too dark",
    "bright": "face too bright",
}
"""The learned faults, in the words of a message."""


@dataclass(frozen=True)
class Impression:
    """Estimates of linear heads on the inner activations of the networks that find the face.

    A head has learned how a fault that raters name looks as a whole. It cannot point at the fault,
    and it knows no more than the photographs that it was fitted to (docs/heads.md).

    Attributes:
        overall: the raters' rating as a headshot, 0 (worst) to 100 (best).
        blur, drawn, cover, expression, busy, harsh, cast, tight, loose, eyes, gaze, turned,
            several, illegible, dark, bright: probability, 0-1, that a rater names the fault (see
            `WORDS`).
        face: the outline's box, pixels of the upright full-size photo.
    """

    overall: float
    blur: float
    drawn: float
    cover: float
    expression: float
    busy: float
    harsh: float
    cast: float
    tight: float
    loose: float
    eyes: float
    gaze: float
    turned: float
    several: float
    illegible: float
    dark: float
    bright: float
    face: Box

    @property
    def faults(self) -> dict[str, float]:
        """Probability of each fault by the words of a message, the most probable first."""
        found = {words: float(getattr(self, name)) for name, words in WORDS.items()}
        return dict(sorted(found.items(), key=lambda fault: fault[1], reverse=True))


def second_opinion(facts: Facts, fault: str, *, unknown: float = 0.5) -> float:
    """Return the learned probability, 0-1, of a fault of `Impression`.

    Args:
        facts: of the photo; the rule names `impression` among what it wants.
        fault: a name of `WORDS`.
        unknown: what holds where no head was asked; by default even odds.
    """
    try:
        chance: float = getattr(facts.impression, fault)
    except Missing:
        return unknown
    return chance
