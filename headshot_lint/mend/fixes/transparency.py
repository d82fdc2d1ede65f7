"""Lay what is transparent on white."""

from __future__ import annotations

from collections.abc import Iterator

from headshot_lint.mend.fix import Case, Fix, redrawn
from headshot_lint.mend.recipe import Recipe


def _propose(case: Case) -> Iterator[Recipe]:
    if case.fails("transparent"):
        yield from redrawn(case)


FIX = Fix("transparency", "lays what is transparent on white", ("transparent",), _propose)
