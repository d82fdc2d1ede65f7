"""Put a plain grey behind the person. Unsafe: the mask of the person may miss hair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from headshot_lint.measure.arrays import RgbImage, SoftMask
from headshot_lint.mend.fix import Case, Fix
from headshot_lint.mend.recipe import Recipe

MENDS = (
    "cluttered-background",
    "uneven-background",
    "coloured-background",
    "background-shadow",
    "bystander",
)


@dataclass(frozen=True)
class Plain:
    """Replace what is not the person."""

    def apply(self, image: RgbImage, person: SoftMask) -> RgbImage:
        """Lay the person over grey; on the person nothing changes."""
        from headshot_lint.measure.backdrop import plain_backdrop

        return plain_backdrop(image, person)


def _propose(case: Case) -> Iterator[Recipe]:
    if case.fails(*MENDS):
        yield replace(case.recipe, tones=(*case.recipe.tones, Plain()))


FIX = Fix("background-plain", "puts a plain grey behind the person", MENDS, _propose, safe=False)
