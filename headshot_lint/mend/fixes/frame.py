"""Crop and level the photo within what it shows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from headshot_lint.measure.crop import Room
from headshot_lint.mend.compose import Composition, Shape, compositions, option_of
from headshot_lint.mend.fix import Case, Fix, Unmendable
from headshot_lint.mend.foresight import PLACE
from headshot_lint.mend.known import known_of, room_of
from headshot_lint.mend.recipe import Recipe
from headshot_lint.model.verdict import Missing, Status

MENDS = (
    "wrong-aspect",
    "head-tilted",
    "face-too-small",
    "off-centre",
    "circle-unsafe",
    "low-resolution",
    "borders",
)
_TRIES = 3
"""Windows of each shape that are drawn and judged; a better one is seldom behind."""

_BLOCK_PX = 16
"""A JPEG that is cut at multiples of its blocks and keeps its tables keeps its coefficients."""


def _propose(case: Case) -> Iterator[Recipe]:
    if not case.fails(*MENDS) or _is_only_small(case):
        return
    try:
        known, room = known_of(case.original.shot), room_of(case.original.shot)
    except Missing as absence:
        raise Unmendable(f"There is no head to frame: {absence.reason}.") from absence
    faults = {result.name for result in case.faults}
    found = [
        each
        for shape in _shapes(case)
        for each in compositions(known, room, case.profile, shape, count=_TRIES)
    ]
    fit = [each for each in found if _helps(each, faults)]
    if not fit:
        raise Unmendable("No window within the picture frames the head better.")
    for each in sorted(fit, key=lambda one: one.cost):
        yield _recipe(case.recipe, each, room)


def _is_only_small(case: Case) -> bool:
    """Whether all that fails of these is a lack of pixels, which no crop makes good."""
    failing = [result.name for result in case.faults if result.name in MENDS]
    exact = option_of(case.profile, "low-resolution", "exact_px", ())
    return failing == ["low-resolution"] and not exact


def _shapes(case: Case) -> Iterator[Shape]:
    """The photo's own shape where that passes, and the profile's."""
    wanted = Shape.of(case.profile)
    if wanted.exact_px is not None:
        yield wanted
        return
    file = case.original.shot.file
    own = file.width / max(file.height, 1)
    if not case.fails("wrong-aspect"):
        yield Shape(own, None, math.inf)
    if abs(own - wanted.aspect) > 0.01 or case.fails("wrong-aspect"):
        yield Shape(wanted.aspect, None, math.inf)


def _helps(one: Composition, faults: set[str]) -> bool:
    """Whether a window mends one of the faults that a window can mend, and makes no new one."""
    failing = {p.rule.name for p, verdict in one.outlook.verdicts if verdict.status is Status.FAIL}
    warned = {p.rule.name for p, _ in one.outlook.failing}
    return bool((faults & set(MENDS)) - failing) and warned <= faults


def _recipe(recipe: Recipe, one: Composition, room: Room) -> Recipe:
    window = one.drawn
    size = one.size
    if not window.turn_deg and size == (round(window.width), round(window.height)):
        aligned = window.snapped(_BLOCK_PX)
        window = aligned if room.holds(aligned) else window
    return replace(recipe, window=window, size=size)


FIX = Fix("frame", "crops and levels the photo within what it shows", MENDS, _propose, trades=PLACE)
