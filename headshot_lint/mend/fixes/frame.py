"""Crop and level the photo within what it shows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from headshot_lint.engine.profile import RulePlan
from headshot_lint.measure.crop import Room
from headshot_lint.mend.compose import Composition, Search, Shape, option_of, plan_of
from headshot_lint.mend.fix import Case, Fix, Unmendable
from headshot_lint.mend.foresight import Outlook
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
_SIZES = ("low-resolution", "wrong-aspect")
"""Rules on the size of a file that no metadata decide; fixes take no points from a category."""

_ROUNDING = 1e-6
_TRIES = 3
"""Windows that are drawn and judged of the best, and of the widest; others are seldom kept."""

_NO_WINDOW = "No window within the picture frames the head better."
_TOO_SMALL = (
    "Every window that frames the head better has fewer pixels than the score forgives;"
    " the command crop makes one at that price."
)

_BLOCK_PX = 16
"""A JPEG that is cut at multiples of its blocks and keeps its tables keeps its coefficients."""


def _propose(case: Case) -> Iterator[Recipe]:
    if not case.fails(*MENDS) or _is_only_small(case):
        return
    try:
        known, room = known_of(case.original.shot), room_of(case.original.shot)
    except Missing as absence:
        raise Unmendable(f"There is no head to frame: {absence.reason}.") from absence
    wanted = _Wanted.of(case)
    searches = [Search(known, room, case.profile, shape, wanted.will_do) for shape in _shapes(case)]
    best = [each for search in searches for each in search.best(_TRIES)]
    if not best:
        raise Unmendable(_TOO_SMALL if wanted.lacks_pixels else _NO_WINDOW)
    # Where every one of these has something to pay for it, less of a crop may not.
    widest = [each for search in searches for each in search.widest(_TRIES)]
    best.sort(key=lambda one: one.cost)
    widest.sort(key=lambda one: -one.window.width * one.window.height)
    recipes = [_recipe(case.recipe, each, room) for each in (*best[:_TRIES], *widest[:_TRIES])]
    yield from dict.fromkeys(recipes)


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


@dataclass
class _Wanted:
    """What a window has to bring.

    Attributes:
        faults: names of the rules that fail in the photo and call for a fix.
        failing: those that fail in it at all.
        missing: points that the rules on size take from their category in the photo.
        lacks_pixels: whether a window was refused for its size alone.
    """

    faults: frozenset[str]
    failing: frozenset[str]
    missing: float
    lacks_pixels: bool = False

    @classmethod
    def of(cls, case: Case) -> _Wanted:
        results = case.report.results
        scores = {result.code: result.score for result in results}
        plans = [plan for name in _SIZES if (plan := plan_of(case.profile, name)) is not None]
        return cls(
            faults=frozenset(result.name for result in case.faults),
            failing=frozenset(r.name for r in results if r.status is Status.FAIL),
            missing=sum(_missing(plan, scores.get(plan.rule.code)) for plan in plans),
        )

    def will_do(self, outlook: Outlook) -> bool:
        """Whether a window mends a fault that one can mend, makes none, and has pixels enough."""
        said = {plan.rule.name: (plan, verdict) for plan, verdict in outlook.verdicts}
        failing = {name for name, (_, verdict) in said.items() if verdict.status is Status.FAIL}
        if not (self.faults & set(MENDS)) - failing or not failing <= self.failing:
            return False
        sizes = [said[name] for name in _SIZES if name in said]
        missing = sum(_missing(plan, verdict.score) for plan, verdict in sizes)
        enough = missing <= self.missing + _ROUNDING
        self.lacks_pixels |= not enough
        return enough


def _missing(plan: RulePlan, score: int | None) -> float:
    return 0.0 if score is None else plan.points * (100 - score) / 100


def _recipe(recipe: Recipe, one: Composition, room: Room) -> Recipe:
    window = one.drawn
    size = one.size
    if not window.turn_deg and size == (round(window.width), round(window.height)):
        aligned = window.snapped(_BLOCK_PX)
        window = aligned if room.holds(aligned) else window
    return replace(recipe, window=window, size=size)


FIX = Fix("frame", "crops and levels the photo within what it shows", MENDS, _propose)
