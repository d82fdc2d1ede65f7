"""Labelled photographs joined with the linter's reports."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from labels import Labelled

from evaluation.agreement import Floats, Mask
from headshot_lint.engine.report import PhotoReport, Report, Result
from headshot_lint.model.verdict import Status

Rater = Literal["A", "B"]
Columns = dict[str, str]
Truth = Callable[[Columns], bool]

RATERS: tuple[Rater, Rater] = ("A", "B")
SMALLEST_FOLD = 30
"""Sources of fewer photographs are left out together: alone they say nothing."""


@dataclass(frozen=True)
class Judged:
    """A labelled photograph with the linter's report."""

    label: Labelled
    report: PhotoReport

    def rows(self, rater: Rater) -> Columns:
        """What a rater said."""
        return self.label.a if rater == "A" else self.label.b

    def result(self, code: str) -> Result | None:
        """The result of one rule, None where the profile has it off."""
        return next((r for r in self.report.results if r.code == code), None)

    def fired(self, codes: Iterable[str]) -> bool:
        """Whether one of the rules fails the photo."""
        return any((r := self.result(c)) is not None and r.status is Status.FAIL for c in codes)

    def skipped(self, codes: Iterable[str]) -> bool:
        """Whether none of the rules could judge the photo."""
        return all((r := self.result(c)) is None or r.status is Status.SKIP for c in codes)


class MissingReportsError(Exception):
    """A saved report does not cover the labelled photographs."""


def join(labels: Sequence[Labelled], report: Report) -> list[Judged]:
    """Join labels with a report by file name.

    Raises:
        MissingReportsError: the report lacks labelled photographs.
    """
    by_name = {photo.path.rpartition("/")[2]: photo for photo in report.photos}
    lacking = sum(label.path.name not in by_name for label in labels)
    if lacking:
        raise MissingReportsError(
            f"the report lacks {lacking} of {len(labels)} photographs: run without --report"
        )
    return [Judged(label, by_name[label.path.name]) for label in labels]


def pooled_folds(labels: Sequence[Labelled]) -> list[str]:
    """The fold of each photograph; sources of fewer than 30 photographs are pooled."""
    sizes = Counter(label.fold for label in labels)
    return [x.fold if sizes[x.fold] >= SMALLEST_FOLD else "small sources" for x in labels]


def truths(judged: Sequence[Judged], rater: Rater, truth: Truth) -> Mask:
    """Whether a rater's row holds, by photograph."""
    return np.array([truth(j.rows(rater)) for j in judged], dtype=bool)


def ratings(judged: Sequence[Judged], rater: Rater) -> Floats:
    """A rater's ratings, 1-5."""
    return np.array([float(j.rows(rater)["rating"]) for j in judged])


def scores(judged: Sequence[Judged]) -> Floats:
    """The linter's scores, 0-100."""
    return np.array([j.report.score for j in judged])


def one_person(judged: Sequence[Judged]) -> list[Judged]:
    """The photographs in which both raters see one person."""
    return [j for j in judged if j.label.both("people", "1")]


def measurement(result: Result | None) -> float:
    """How far a measurement lies beyond its limit, NaN where the rule measured no number.

    Limits that give way to a second opinion differ from photo to photo: the distance tells more
    than the measurement. Where a result names no limit, the measurement stands alone.
    """
    if result is None or result.score is None or isinstance(result.value, str | None):
        return math.nan
    limit = result.limit if isinstance(result.limit, int | float) else 0.0
    return float(result.value) - limit
