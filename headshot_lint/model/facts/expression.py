"""Movement of mouth and eyes."""

from __future__ import annotations

from dataclasses import dataclass

from headshot_lint.model.verdict import Box


@dataclass(frozen=True)
class Expression:
    """What the face does, as cues of 0 (ordinary) to 1 (beyond doubt).

    A smile is no cue: it takes weight from `open_mouth` and `rolled_lips`.

    Attributes:
        smile: mean of both mouth-smile blendshapes, 0-1.
        open_mouth: mouth open without a smile, as in speech.
        pucker: lips pushed forward.
        sideways: mouth or jaw pulled to one side.
        wink: one lid lower than the other.
        rolled_lips: lips drawn in or pressed without a smile.
        stare: eyes torn open.
        mouth: box of the lips, pixels of the upright full-size photo.
    """

    smile: float
    open_mouth: float
    pucker: float
    sideways: float
    wink: float
    rolled_lips: float
    stare: float
    mouth: Box

    @property
    def cues(self) -> dict[str, float]:
        """The cues by the words that a message uses."""
        return {
            "mouth open without a smile": self.open_mouth,
            "puckered lips": self.pucker,
            "mouth pulled to one side": self.sideways,
            "one eye winking": self.wink,
            "lips drawn in": self.rolled_lips,
            "eyes wide open": self.stare,
        }

    @property
    def oddness(self) -> float:
        """The cues together, 0-1: the chance that one at least is real (noisy-or)."""
        calm = 1.0
        for cue in self.cues.values():
            calm *= 1.0 - cue
        return 1.0 - calm
