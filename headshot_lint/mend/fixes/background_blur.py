"""Put a cluttered background out of focus. Unsafe: the mask of the person may miss hair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from headshot_lint.measure.arrays import RgbImage, SoftMask
from headshot_lint.mend.fix import Case, Fix
from headshot_lint.mend.recipe import Recipe


@dataclass(frozen=True)
class Softened:
    """Blur what is not the person."""

    sigma_share: float

    def apply(self, image: RgbImage, person: SoftMask) -> RgbImage:
        """Blur the background; on the person nothing changes."""
        from headshot_lint.measure.backdrop import soften_backdrop

        return soften_backdrop(image, person, self.sigma_share)


def _propose(case: Case) -> Iterator[Recipe]:
    if case.fails("cluttered-background"):
        for sigma_share in (0.015, 0.03):
            yield replace(case.recipe, tones=(*case.recipe.tones, Softened(sigma_share)))


FIX = Fix(
    "background-blur",
    "puts a cluttered background out of focus",
    ("cluttered-background",),
    _propose,
    safe=False,
)
