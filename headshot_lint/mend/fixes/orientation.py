"""Store the photo upright, for programs that ignore the tag that would turn it."""

from __future__ import annotations

from collections.abc import Iterator

from headshot_lint.mend.fix import Case, Fix, redrawn
from headshot_lint.mend.recipe import Recipe


def _propose(case: Case) -> Iterator[Recipe]:
    if case.original.shot.file.orientation != 1:
        yield from redrawn(case)


FIX = Fix("orientation", "stores the picture upright instead of by a tag", (), _propose)
