"""Write a format that the profile allows, under a name that says it."""

from __future__ import annotations

from collections.abc import Iterator

from headshot_lint.mend.fix import Case, Fix, redrawn
from headshot_lint.mend.recipe import Recipe


def _propose(case: Case) -> Iterator[Recipe]:
    if not case.fails("wrong-format"):
        return
    if case.recipe.kind == case.original.shot.file.format:
        yield case.recipe  # the same file under a name that fits
    else:
        yield from redrawn(case)


FIX = Fix(
    "format", "writes a format that is allowed, with the suffix of it", ("wrong-format",), _propose
)
