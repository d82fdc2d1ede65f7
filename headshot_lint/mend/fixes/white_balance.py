"""Take a colour cast out. Unsafe: the light of a scene may be meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from headshot_lint.measure.arrays import RgbImage, SoftMask
from headshot_lint.mend.fix import Case, Fix, Unmendable
from headshot_lint.mend.recipe import Recipe
from headshot_lint.model.verdict import Missing


@dataclass(frozen=True)
class Neutral:
    """Scale the channels so that the cast is gone."""

    cast_ab: tuple[float, float]
    share: float

    def apply(self, image: RgbImage, person: SoftMask) -> RgbImage:
        """Scale every pixel."""
        from headshot_lint.measure.tone import take_cast

        del person
        return take_cast(image, self.cast_ab, self.share)


def _propose(case: Case) -> Iterator[Recipe]:
    if not case.fails("colour-cast"):
        return
    from headshot_lint.measure.cast import cast_ab

    try:
        signs = case.original.shot.colour.signs
    except Missing as absence:
        raise Unmendable(f"The cast cannot be measured: {absence.reason}.") from absence
    a, b = cast_ab({name: (a, b) for name, a, b in signs})
    cast = (round(a, 2), round(b, 2))
    for share in (1.0, 0.75, 0.5):
        yield replace(case.recipe, tones=(*case.recipe.tones, Neutral(cast, share)))


FIX = Fix("white-balance", "takes the colour cast out", ("colour-cast",), _propose, safe=False)
