"""Typed, documented rule options without a run-time dependency."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    metadata = {"doc": doc, "unit": unit, "low": low, "high": high}
    # `dataclasses.field` is typed as returning its default: the checker sees a T here.
    return dataclasses.field(default=default, metadata=metadata)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(option,))
class Options:
    """A rule's options: subclasses declare fields with `option`, and are frozen."""

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True, kw_only=True)(cls)

    @classmethod
    def describe(cls) -> Iterator[OptionInfo]:
        """Yield every option with its default and documentation."""
        for name, field in getattr(cls, "__dataclass_fields__", {}).items():
            meta = field.metadata
            yield OptionInfo(
                name, field.default, meta["doc"], meta["unit"], meta["low"], meta["high"]
            )

    def changed(self, values: Mapping[str, object]) -> Self:
        """Return the options with `values` set.

        Raises:
            ValueError: the values do not go together; the message says why.
        """
        changed = dataclasses.replace(self, **values)  # type: ignore[type-var]  # subclasses are dataclasses
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

    def ramp_given(self, chance: float) -> Ramp:
        """Return the ramp for the learned chance of the fault, 0-1; from even odds on it stays."""
        shift = self.shift_given(chance)
        return Ramp(self.best + shift, self.limit + shift, self.worst + shift)

    def shift_given(self, chance: float) -> float:
        """Return by how much the limits move, in the unit of the measurement, to one decimal."""
        give = round(self.leeway * max(0.0, 1.0 - 2.0 * chance), 1)
        return give if self.worst > self.limit else -give
