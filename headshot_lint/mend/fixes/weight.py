"""Bring the file below the bytes allowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from headshot_lint.mend.compose import option_of
from headshot_lint.mend.encode import SUFFIXES
from headshot_lint.mend.fix import Case, Fix
from headshot_lint.mend.recipe import Recipe


def _propose(case: Case) -> Iterator[Recipe]:
    if not case.fails("file-too-heavy"):
        return
    lighter = replace(case.recipe, redrawn=True, faithful=False)
    yield lighter
    reduced = _reduced(case)
    if reduced is not None:
        yield replace(lighter, size=reduced)
    allowed = option_of(case.profile, "wrong-format", "allowed", tuple(SUFFIXES))
    if lighter.kind == "PNG" and "JPEG" in allowed:
        yield replace(lighter, kind="JPEG")
        if reduced is not None:
            yield replace(lighter, kind="JPEG", size=reduced)


def _reduced(case: Case) -> tuple[int, int] | None:
    """The size at which the short side has as many pixels as the profile rewards."""
    enough = option_of(case.profile, "low-resolution", "best", 0.0)
    width, height = _shown(case)
    short = min(width, height)
    if not enough or short <= enough or case.recipe.size is not None:
        return None
    return round(width * enough / short), round(height * enough / short)


def _shown(case: Case) -> tuple[float, float]:
    window, file = case.recipe.window, case.original.shot.file
    if window is not None:
        return window.width, window.height
    return float(file.width), float(file.height)


FIX = Fix("weight", "compresses or reduces the picture", ("file-too-heavy",), _propose)
