"""Typed, documented rule options without a run-time dependency."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping  # at run time, for the hints of options are resolved
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar, cast, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")


@dataclass(frozen=True)
class OptionInfo:
    """What the documentation and the configuration schema know of one option."""

    name: str
    default: object
    doc: str
    unit: str
    low: float | None
    high: float | None


def option(
    default: T, doc: str, *, unit: str = "", low: float | None = None, high: float | None = None
) -> T:
    """Declare an option of a rule.

    Args:
        default: the value in force where no profile sets another.
        doc: one sentence for the rule's page.
        unit: the unit of a number, as in the rule's messages.
        low: smallest value a configuration may give.
        high: largest value a configuration may give.
    """
    # As `dataclasses.field` does: the checker sees a T, and the class learns what was declared.
    return cast("T", OptionInfo("", default, doc, unit, low, high))


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(option,))
class Options:
    """A rule's options: subclasses declare fields with `option`, and are frozen.

    They behave as frozen dataclasses and are none: those write and compile half a dozen methods
    for each class, which for the options of all rules was a tenth of the program's start.

    Raises:
        TypeError: a value is given for an option that was not declared.
    """

    _declared: ClassVar[Mapping[str, OptionInfo]] = {}

    def __init_subclass__(cls) -> None:
        own = {
            name: dataclasses.replace(value, name=name)
            for name, value in vars(cls).items()
            if isinstance(value, OptionInfo)
        }
        cls._declared = {**cls._declared, **own}
        for name, info in own.items():
            setattr(cls, name, info.default)

    def __init__(self, **values: object) -> None:
        unknown = sorted(values.keys() - self._declared.keys())
        if unknown:
            raise TypeError(f"{type(self).__name__} has no option {', '.join(unknown)}")
        vars(self).update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Options) or type(other) is not type(self):
            return NotImplemented
        return self._values == other._values

    def __hash__(self) -> int:
        return hash(tuple(self._values.items()))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self._values.items())
        return f"{type(self).__name__}({values})"

    @classmethod
    def describe(cls) -> Iterator[OptionInfo]:
        """Yield every option with its default and documentation."""
        return iter(cls._declared.values())

    @property
    def _values(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self._declared}

    def changed(self, values: Mapping[str, object]) -> Self:
        """Return the options with `values` set.

        Raises:
            ValueError: the values do not go together; the message says why.
        """
        changed = type(self)(**{**self._values, **values})
        changed.check()
        return changed

    def check(self) -> None:
        """Raise `ValueError` where options do not go together; subclasses say which."""


class NoOptions(Options):
    """The options of a rule that has none."""


@dataclass(frozen=True)
class Ramp:
    """Map a measurement to 0-100: 100 at `best`, 50 at `limit`, 0 at `worst`, straight between.

    The limit sits at half score, so that "fails" and "scores below 50" are the same statement.
    `best < limit < worst` where small values are good, `best > limit > worst` where large ones are.
    """

    best: float
    limit: float
    worst: float

    def __post_init__(self) -> None:
        if not (self.best < self.limit < self.worst or self.best > self.limit > self.worst):
            raise ValueError(f"a ramp runs one way: {self.best}, {self.limit}, {self.worst}")

    def fails(self, value: float) -> bool:
        """Whether `value` lies beyond the limit; the limit itself passes."""
        return value > self.limit if self.worst > self.limit else value < self.limit

    def score(self, value: float) -> int:
        """Return the score of `value`, whole so that float noise cannot show."""
        if self.fails(value):
            part = 50 * (self.worst - value) / (self.worst - self.limit)
            return min(max(int(part), 0), 49)
        part = 50 + 50 * (self.limit - value) / (self.limit - self.best)
        return min(max(round(part), 50), 100)


class Limits(Options):
    """The options of a rule with one measurement: the three points of its ramp."""

    best: float = option(0.0, "Measurement that keeps the full score.")
    limit: float = option(1.0, "Last measurement that passes.")
    worst: float = option(2.0, "Measurement that scores 0.")

    @cached_property
    def ramp(self) -> Ramp:
        """The ramp through the three points."""
        return Ramp(self.best, self.limit, self.worst)

    def changed(self, values: Mapping[str, object]) -> Self:
        """Return the options with `values` set.

        Where only the limit is set and passes `best` or `worst`, that end is moved along, so that a
        stricter or laxer limit needs one line. In proportion where all three are positive (the ends
        of "8 MB" halve with it), otherwise by the same step.
        """
        limit = values.get("limit")
        if isinstance(limit, float) and not {"best", "worst"} & values.keys():
            rises = self.worst > self.limit
            if (self.best < limit) is not rises or self.best == limit:
                values = {**values, "best": self._moved(self.best, limit)}
            if (self.worst > limit) is not rises or self.worst == limit:
                values = {**values, "worst": self._moved(self.worst, limit)}
        return super().changed(values)

    def _moved(self, end: float, limit: float) -> float:
        if min(self.best, self.limit, self.worst, limit) > 0:
            return end * limit / self.limit
        return end + limit - self.limit

    def check(self) -> None:
        """Hold the three points in order."""
        try:
            _ = self.ramp
        except ValueError:
            raise ValueError(
                "limit must lie between best and worst: "
                f"best {self.best:g}, limit {self.limit:g}, worst {self.worst:g}"
            ) from None


class GivingLimits(Limits):
    """Limits that give way to a second opinion of the same fault.

    A formula sees one sign of a fault, a learned head its whole look; neither is sure. What the
    head sees as well counts from the limits on; what it does not see only from a larger
    measurement.
    """

    leeway: float = option(
        0.0, "How far the limits give way where the learned eye sees no such fault.", low=0
    )
    sure: float = option(
        0.5, "Learned chance of the fault from which the limits stay.", unit="0-1", low=0.01, high=1
    )

    def ramp_given(self, chance: float) -> Ramp:
        """Return the ramp for the learned chance of the fault, 0-1; from `sure` on it stays."""
        shift = self.shift_given(chance)
        return Ramp(self.best + shift, self.limit + shift, self.worst + shift)

    def shift_given(self, chance: float) -> float:
        """Return by how much the limits move, in the unit of the measurement, to one decimal."""
        give = round(self.leeway * max(0.0, 1.0 - chance / self.sure), 1)
        return give if self.worst > self.limit else -give
