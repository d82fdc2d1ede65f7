"""Take noise out, mildly. Unsafe: what is taken for noise may be skin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from headshot_lint.measure.arrays import RgbImage, SoftMask
from headshot_lint.mend.fix import Case, Fix
from headshot_lint.mend.recipe import Recipe


@dataclass(frozen=True)
class Quieter:
    """Smooth what is no edge."""

    strength: float

    def apply(self, image: RgbImage, person: SoftMask) -> RgbImage:
        """Filter the picture."""
        from headshot_lint.measure.tone import quieten

        del person
        return quieten(image, self.strength)


def _propose(case: Case) -> Iterator[Recipe]:
    if case.fails("face-noisy"):
        for strength in (3.0, 5.0, 7.0):
            yield replace(case.recipe, tones=(*case.recipe.tones, Quieter(strength)))


FIX = Fix("noise", "takes noise out, mildly", ("face-noisy",), _propose, safe=False)
