"""Convert the colours to sRGB."""

from __future__ import annotations

from collections.abc import Iterator

from headshot_lint.mend.fix import Case, Fix, redrawn
from headshot_lint.mend.recipe import Recipe


def _propose(case: Case) -> Iterator[Recipe]:
    if case.fails("unmanaged-colour"):
        yield from redrawn(case)


FIX = Fix("colours", "converts the colours to sRGB", ("unmanaged-colour",), _propose)
