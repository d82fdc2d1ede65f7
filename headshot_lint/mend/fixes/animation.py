"""Keep the first picture of an animation."""

from __future__ import annotations

from collections.abc import Iterator

from headshot_lint.mend.fix import Case, Fix, redrawn
from headshot_lint.mend.recipe import Recipe


def _propose(case: Case) -> Iterator[Recipe]:
    if case.fails("animated"):
        yield from redrawn(case)


FIX = Fix("animation", "keeps the first picture of the animation", ("animated",), _propose)
