"""Take the place where the photo was taken out of its metadata."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from headshot_lint.mend.fix import Case, Fix
from headshot_lint.mend.recipe import Recipe


def _propose(case: Case) -> Iterator[Recipe]:
    if case.fails("location-metadata"):
        yield replace(case.recipe, without=replace(case.recipe.without, place=True))


FIX = Fix(
    "place",
    "takes the position out of the metadata, without touching a pixel",
    ("location-metadata",),
    _propose,
)
