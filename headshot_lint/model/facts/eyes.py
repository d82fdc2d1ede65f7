"""Lids, and what is to be seen between them."""

from __future__ import annotations

from dataclasses import dataclass

from headshot_lint.model.verdict import Box

OPEN_GAP, SHUT_GAP = 0.25, 0.05
OPEN_BLINK, SHUT_BLINK = 0.2, 0.7


@dataclass(frozen=True)
class Eye:
    """One eye.

    Attributes:
        side: "right" or "left", as the subject would say.
        lid_gap: mean distance of the lids by the eye's width; about 0.27 open, below 0.1 shut.
        blink: blendshape of the lid's closing, 0-1.
        contrast_stops: range of light between the lids in stops (white of the eye to iris);
            None where the eye is too narrow or beyond the frame.
        box: the opening with a margin, pixels of the upright full-size photo.
    """

    side: str
    lid_gap: float
    blink: float
    contrast_stops: float | None
    box: Box

    @property
    def closure(self) -> float:
        """How far the eye is shut, 0-1: the mean of lid gap and blink, each from open to shut.

        Two witnesses of equal weight, since each errs alone: the gap on narrow and laughing eyes,
        the blendshape on glances down. End points are the medians of open and shut eyes.
        """
        gap = _part(self.lid_gap, OPEN_GAP, SHUT_GAP)
        return (gap + _part(self.blink, OPEN_BLINK, SHUT_BLINK)) / 2


@dataclass(frozen=True)
class Eyes:
    """The eyes that can be judged.

    Attributes:
        judged: both eyes, or the nearer one of a head turned far (the far one is guesswork).
        magnification: pixels at the fixed face scale per pixel of the working image.
    """

    judged: tuple[Eye, ...]
    magnification: float

    @property
    def most_closed(self) -> Eye:
        """The eye that is shut further."""
        return max(self.judged, key=lambda eye: eye.closure)

    @property
    def least_contrast_stops(self) -> float | None:
        """The smaller range of light between the lids; None where neither eye yields one."""
        seen = [eye.contrast_stops for eye in self.judged if eye.contrast_stops is not None]
        return min(seen, default=None)


def _part(value: float, start: float, end: float) -> float:
    """Where `value` lies on the way from `start` (0) to `end` (1)."""
    return min(max((value - start) / (end - start), 0.0), 1.0)
