"""Brighten a dark face, and widen a flat range. Unsafe: it is another picture of the light."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from headshot_lint.measure.arrays import RgbImage, SoftMask
from headshot_lint.mend.compose import option_of
from headshot_lint.mend.fix import Case, Fix, Unmendable
from headshot_lint.mend.recipe import Recipe
from headshot_lint.model.verdict import Missing


@dataclass(frozen=True)
class Brighter:
    """Brighten all of the picture."""

    gain: float

    def apply(self, image: RgbImage, person: SoftMask) -> RgbImage:
        """Lay the curve over every pixel."""
        from headshot_lint.measure.tone import brighten

        del person
        return brighten(image, self.gain)


@dataclass(frozen=True)
class Wider:
    """Widen the range of levels."""

    share: float

    def apply(self, image: RgbImage, person: SoftMask) -> RgbImage:
        """Stretch every pixel."""
        from headshot_lint.measure.tone import stretch_levels

        del person
        return stretch_levels(image, self.share)


def _propose(case: Case) -> Iterator[Recipe]:
    tones = case.recipe.tones
    if case.fails("face-dark"):
        for gain in _gains(case):
            yield replace(case.recipe, tones=(*tones, Brighter(gain)))
    elif case.fails("flat-contrast"):
        for share in (0.9, 0.6):
            yield replace(case.recipe, tones=(*tones, Wider(share)))


def _gains(case: Case) -> Iterator[float]:
    from headshot_lint.measure.tone import gain_to

    try:
        level_ev = case.original.shot.exposure.level_ev
    except Missing as absence:
        raise Unmendable(f"The level of the face is not known: {absence.reason}.") from absence
    best = option_of(case.profile, "face-dark", "best", -1.0)
    limit = option_of(case.profile, "face-dark", "limit", -2.0)
    for share in (0.7, 0.4, 1.0):
        gain = gain_to(level_ev, limit + share * (best - limit))
        if gain > 1.0:
            yield round(gain, 3)


FIX = Fix(
    "exposure",
    "brightens a dark face or widens a flat range",
    ("face-dark", "flat-contrast"),
    _propose,
    safe=False,
)
