"""Two runs over the same photographs, side by side."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from evaluation.agreement import Floats

from across.runs import Run
from headshot_lint.engine.report import PhotoReport, Result
from headshot_lint.model.verdict import Confidence, Severity, Status


@dataclass(frozen=True)
class Both:
    """What one rule says of one photograph in two runs."""

    left: Result
    right: Result

    @property
    def differs(self) -> bool:
        """Whether the status is another one."""
        return self.left.status is not self.right.status

    @property
    def measured(self) -> bool:
        """Whether both runs could judge."""
        return Status.SKIP not in (self.left.status, self.right.status)

    @property
    def said_so(self) -> bool:
        """Whether neither report is sure: whoever reads one of them alone is warned."""
        return Confidence.HIGH not in (self.left.confidence, self.right.confidence)

    @property
    def counts(self) -> bool:
        """Whether both runs measured, and the rule is more than a hint in one of them."""
        return self.measured and {self.left.severity, self.right.severity} != {Severity.HINT}

    @property
    def difference(self) -> float:
        """How far the values lie apart, as a share of the limit; NaN where one is no number.

        Of a rule whose limit is no number or 0, as a share of the larger value.
        """
        values = _number(self.left.value), _number(self.right.value)
        if values[0] == values[1]:
            return 0.0
        return abs(values[0] - values[1]) / self._scale

    @property
    def distance(self) -> float:
        """How far the value that lies further off is from the limit, as a share of the limit."""
        limit = _number(self.left.limit)
        offs = [abs(_number(side.value) - limit) for side in (self.left, self.right)]
        return max(offs) / abs(limit) if limit else math.nan

    @property
    def _scale(self) -> float:
        limit = _number(self.left.limit)
        if limit and not math.isnan(limit):
            return abs(limit)
        return max(abs(_number(self.left.value)), abs(_number(self.right.value)))


@dataclass(frozen=True)
class Pair:
    """Two runs.

    Attributes:
        name: what differs between them.
        photos: reports of the same photograph, first by the left run, then by the right.
    """

    name: str
    left: Run
    right: Run
    photos: tuple[tuple[PhotoReport, PhotoReport], ...]

    @classmethod
    def of(cls, name: str, left: Run, right: Run) -> Pair:
        """Bring two runs together.

        Raises:
            ValueError: they are not over the same photographs.
        """
        photos = tuple(zip(left.report.photos, right.report.photos, strict=True))
        if any(one.sha256 != other.sha256 for one, other in photos):
            raise ValueError(f"{name}: the runs are not over the same photographs")
        return cls(name, left, right, photos)

    def results(self) -> Iterator[Both]:
        """What each rule says of each photograph."""
        for one, other in self.photos:
            for left, right in zip(one.results, other.results, strict=True):
                yield Both(left, right)

    def same_verdict(self) -> list[bool]:
        """Whether the verdict is the same, by photograph."""
        return [one.verdict == other.verdict for one, other in self.photos]

    @property
    def share_of_verdicts(self) -> float:
        """Of the photographs, that keep their verdict."""
        same = self.same_verdict()
        return sum(same) / len(same)

    def moves(self) -> Floats:
        """By how many points the score differs, by photograph."""
        return np.array([abs(one.score - other.score) for one, other in self.photos])


def _number(value: float | str | None) -> float:
    return float(value) if isinstance(value, int | float) else math.nan
