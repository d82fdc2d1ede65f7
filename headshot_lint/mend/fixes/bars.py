"""Cut off bars and frames that are part of the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from headshot_lint.measure.crop import Window
from headshot_lint.mend.fix import Case, Fix, Unmendable
from headshot_lint.mend.known import has_bars, room_of
from headshot_lint.mend.recipe import Recipe
from headshot_lint.model.verdict import Missing


def _propose(case: Case) -> Iterator[Recipe]:
    if not case.fails("borders"):
        return
    shot = case.original.shot
    try:
        if not has_bars(shot.framing.borders):
            raise Unmendable("The picture is a disc: its corners do not exist.")
        room = room_of(shot)
    except Missing as absence:
        raise Unmendable(f"There is no face to frame: {absence.reason}.") from absence
    width, height = room.right - room.left, room.bottom - room.top
    whole = Window((room.left + room.right) / 2, (room.top + room.bottom) / 2, width, height)
    yield replace(case.recipe, window=whole.snapped())


FIX = Fix("bars", "cuts off bars along the edges", ("borders",), _propose)
