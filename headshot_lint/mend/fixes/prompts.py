"""Take a generator's prompt out of the metadata."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from headshot_lint.mend.fix import Case, Fix
from headshot_lint.mend.recipe import Recipe


def _propose(case: Case) -> Iterator[Recipe]:
    if case.fails("prompt-leak"):
        yield replace(case.recipe, without=replace(case.recipe.without, prompts=True))


FIX = Fix(
    "prompts",
    "takes the prompt out of the metadata, without touching a pixel; that the picture was generated"
    " goes on being said",
    ("prompt-leak",),
    _propose,
)
