"""The window of a photo that a profile likes best."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from headshot_lint.engine.profile import Profile, RulePlan
from headshot_lint.measure.crop import Room, Window, whole_px, windows
from headshot_lint.mend.foresight import Foresight, Known, Outlook

T = TypeVar("T")

_HEIGHTS, _LINES = 22, np.linspace(0.42, 0.74, 9)
_FINER_HEIGHTS, _FINER_LINES = np.linspace(0.94, 1.06, 7), np.linspace(-0.03, 0.03, 5)
_LARGEST_FACE = 0.95
"""Share of the window's height beyond which no profile is served."""

_APART = 0.09
"""Share of the height by which two windows must differ for both to be worth a try."""

_MOST_TURN_DEG = 25.0
_LEAST_TURN_DEG = 2.5
"""A smaller turn is not seen, and costs a resampling."""

_TURN_COST = 0.04
"""A degree of turning costs as much as a few hundredths of a point: for nothing, nothing is turned,
since walls and door frames turn as well."""

_AIR, _TIGHT_COST = 0.1, 0.5
"""Space above the hair, in face heights, up to which more of it looks better; and its worth."""

_ANY_SIZE: tuple[int, ...] = ()


@dataclass(frozen=True)
class Shape:
    """The form and size that a profile asks for.

    Attributes:
        aspect: width over height.
        exact_px: width and height where they are prescribed.
        enough_px: short side beyond which more pixels bring nothing.
    """

    aspect: float
    exact_px: tuple[int, int] | None
    enough_px: float

    @classmethod
    def of(cls, profile: Profile, aspect: float | None = None) -> Shape:
        """Read the options of the rules on size and aspect.

        Args:
            profile: what the crop is for.
            aspect: width over height, where the profile's own is not meant.
        """
        exact = option_of(profile, "low-resolution", "exact_px", _ANY_SIZE)
        if exact:
            return cls(exact[0] / exact[1], (exact[0], exact[1]), float(min(exact)))
        enough = option_of(profile, "low-resolution", "best", math.inf)
        return cls(aspect or _aspect(profile), None, enough)

    def size(self, window: Window) -> tuple[int, int]:
        """The size in pixels at which a window is drawn: never larger than it is."""
        if self.exact_px is not None:
            return self.exact_px
        short = min(window.width, window.height, self.enough_px)
        short = whole_px(short)
        if self.aspect >= 1.0:
            return max(1, whole_px(short * self.aspect)), max(1, short)
        return max(1, short), max(1, whole_px(short / self.aspect))


def option_of(profile: Profile, rule: str, name: str, otherwise: T) -> T:
    """The value of a rule's option in a profile, by the rule's name; without the rule, another."""
    plan = plan_of(profile, rule)
    value: T = otherwise if plan is None else getattr(plan.rule.options, name)
    return value


def plan_of(profile: Profile, rule: str) -> RulePlan | None:
    """The plan of a rule by its name, None where it does not judge."""
    return next((plan for plan in profile.active if plan.rule.name == rule), None)


def _aspect(profile: Profile) -> float:
    """Square where that passes, as round and square avatars need it; else the middle."""
    narrowest = option_of(profile, "wrong-aspect", "narrowest", 0.0)
    widest = option_of(profile, "wrong-aspect", "widest", math.inf)
    if profile.shape == "circle" or narrowest <= 1.0 <= widest:
        return 1.0
    return round(math.sqrt(narrowest * widest), 3)


@dataclass(frozen=True)
class Composition:
    """A window, the size at which it is drawn, and what rules will say of it."""

    window: Window
    size: tuple[int, int]
    outlook: Outlook
    cost: float

    @property
    def drawn(self) -> Window:
        """The window to draw: of the exact shape of its size, on whole pixels where it can be."""
        shaped = self.window.shaped(self.size)
        if shaped.turn_deg or self.size[0] < whole_px(shaped.width):
            return shaped
        return shaped.snapped()


def _any_will_do(outlook: Outlook) -> bool:
    del outlook
    return True


@dataclass(frozen=True)
class Search:
    """Looks for windows of one shape.

    Attributes:
        known: of the photo.
        room: where windows may lie.
        profile: whose limits hold.
        shape: of the crop.
        will_do: whether a window may be found at all, by what rules will say of it.
    """

    known: Known
    room: Room
    profile: Profile
    shape: Shape
    will_do: Callable[[Outlook], bool] = _any_will_do

    def best(self, count: int) -> list[Composition]:
        """Up to `count` windows that differ to the eye, those first that cost least."""
        return sorted(map(self._refined, _distinct(self._coarse, count)), key=_cost)

    def widest(self, count: int) -> list[Composition]:
        """The same, those first that leave most of the photo."""
        return _distinct(sorted(self._coarse, key=lambda one: -one.window.height), count)

    @cached_property
    def _coarse(self) -> list[Composition]:
        """A window everywhere, those first that cost least."""
        found = _coarse(self.known, self.room, self.profile, self.shape)
        return sorted(self._judged(found), key=_cost)

    def _refined(self, one: Composition) -> Composition:
        near = _finer(one.window, self.known, self.room, self.shape)
        return min([one, *self._judged(near)], key=_cost)

    def _judged(self, found: Iterable[Window]) -> Iterator[Composition]:
        for window in found:
            size = self.shape.size(window)
            outlook = self._foresight.outlook(self.known, window, size)
            if self.will_do(outlook):
                cost = outlook.cost + _TURN_COST * abs(window.turn_deg)
                yield Composition(window, size, outlook, cost + _tightness(self.known, window))

    @cached_property
    def _foresight(self) -> Foresight:
        return Foresight(self.profile)


def _distinct(found: Iterable[Composition], count: int) -> list[Composition]:
    """The first of windows that look alike, up to `count`."""
    chosen: list[Composition] = []
    for one in found:
        if len(chosen) == count:
            break
        if all(_differ(one.window, other.window) for other in chosen):
            chosen.append(one)
    return chosen


def _differ(one: Window, other: Window) -> bool:
    ratio = one.height / other.height
    away = math.hypot(one.x - other.x, one.y - other.y) / max(one.height, other.height)
    turned = abs(one.turn_deg - other.turn_deg) >= _LEAST_TURN_DEG
    return turned or away > _APART or not 1 - _APART < ratio < 1 + _APART


def _tightness(known: Known, window: Window) -> float:
    """What air above the head is worth that no rule asks for."""
    placed = known.head.seen_in(window)
    return _TIGHT_COST * max(0.0, 1.0 - placed.head.top / (_AIR * placed.face.height))


def _cost(composition: Composition) -> float:
    return composition.cost


def _coarse(known: Known, room: Room, profile: Profile, shape: Shape) -> Iterator[Window]:
    smallest = known.framing.face.height / _LARGEST_FACE
    for turn in _turns(known, profile):
        largest = _largest(room, shape.aspect, turn)
        if shape.exact_px is not None:
            smallest = max(smallest, float(shape.exact_px[1]))
        if smallest > largest:
            continue
        heights = np.union1d(
            np.geomspace(smallest, largest, _HEIGHTS),
            [h for h in _least(known, profile, shape.aspect) if smallest <= h <= largest],
        )
        yield from windows(
            known.head, room, aspect=shape.aspect, turn_deg=turn, heights=heights, eye_lines=_LINES
        )


def _least(known: Known, profile: Profile, aspect: float) -> tuple[float, float]:
    """Heights at limits: the fewest pixels allowed, and the smallest share of the face.

    Between them lies all that a small face leaves to choose, which steps of the grid may miss.
    """
    fewest_px = option_of(profile, "low-resolution", "limit", 1.0) / min(aspect, 1.0)
    share = option_of(profile, "face-too-small", "limit", 1.0) / 100
    return fewest_px, known.framing.face.height / max(share, 0.01)


def _finer(near: Window, known: Known, room: Room, shape: Shape) -> Iterator[Window]:
    placed = known.head.seen_in(near)
    line = 1.0 - placed.eyes_y / near.height
    largest = _largest(room, shape.aspect, near.turn_deg)
    smallest = 1.0 if shape.exact_px is None else float(shape.exact_px[1])
    heights = np.clip(near.height * _FINER_HEIGHTS, min(smallest, largest), largest)
    yield from windows(
        known.head,
        room,
        aspect=shape.aspect,
        turn_deg=near.turn_deg,
        heights=np.unique(heights),
        eye_lines=line + _FINER_LINES,
    )


def _turns(known: Known, profile: Profile) -> list[float]:
    """Angles worth a try: none, and those that level the head as far as the score asks for."""
    plan = plan_of(profile, "head-tilted")
    if known.pose is None or plan is None:
        return [0.0]
    roll = known.pose.roll_deg
    friendly = float(getattr(plan.rule.options, "best", 0.0))
    if abs(roll) <= friendly or abs(roll) > 2 * _MOST_TURN_DEG:
        return [0.0]
    full = math.copysign(min(abs(roll) - friendly / 2, _MOST_TURN_DEG), roll)
    return [0.0, *(turn for turn in (full / 3, 2 * full / 3, full) if abs(turn) >= _LEAST_TURN_DEG)]


def _largest(room: Room, aspect: float, turn_deg: float) -> float:
    """The height of the largest window that the room's rectangle holds."""
    angle = math.radians(abs(turn_deg))
    across = aspect * math.cos(angle) + math.sin(angle)
    down = aspect * math.sin(angle) + math.cos(angle)
    # Rounding must not push the largest out of its room.
    fit = min((room.right - room.left) / across, (room.bottom - room.top) / down)
    return fit * (1 - 1e-9)
