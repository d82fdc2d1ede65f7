"""The score: 100 less the points that each rule takes, category by category.

Within a category a rule takes `points * (100 - score) / 100` off 100, floored at 0. A profile says
how much of the photo's 100 points each category can cost at most (its weight, 0-1); the photo's
score is 100 less what the categories cost, floored at 0. The weights may add up to more than 1: one
bad category is enough to spoil a photo. Every rule's loss in points of the photo is reported, and
the losses add up to what is missing from 100. A failing error caps the score at 49: no sum hides a
fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from headshot_lint.model.verdict import Category, Severity, Status

FAIL_CAP = 49.0


class Judged(NamedTuple):
    """What scoring needs of one result: one for every rule and photo, hence a tuple.

    Attributes:
        points: what a score of 0 costs its category.
        score: 0-100, None where nothing was measured.
    """

    code: str
    category: Category
    severity: Severity
    status: Status
    points: float
    score: int | None


@dataclass(frozen=True)
class PhotoScore:
    """The outcome of scoring.

    Attributes:
        score: 0-100, capped.
        categories: 0-100 by category, None where no rule measured anything.
        points_lost: by rule code, in points of the photo's score before the cap.
    """

    score: float
    categories: Mapping[Category, float | None]
    points_lost: Mapping[str, float]


def score_photo(judged: Sequence[Judged], weights: Mapping[Category, float]) -> PhotoScore:
    """Roll results up into category scores and the photo's score.

    Args:
        judged: results of one photo.
        weights: by category, the share of the photo's 100 points that it can cost, 0-1.
    """
    categories: dict[Category, float | None] = {}
    lost: dict[str, float] = {}
    taken: dict[Category, dict[str, float]] = {category: {} for category in weights}
    for each in judged:
        if each.score is not None and each.points and each.category in taken:
            taken[each.category][each.code] = each.points * (100 - each.score) / 100
    for category, weight in weights.items():
        losses = _floored(taken[category])
        categories[category] = round(100.0 - sum(losses.values()), 1) if losses else None
        lost |= {code: weight * loss for code, loss in losses.items()}
    floored = _floored(lost)
    lost = {j.code: round(floored[j.code], 2) for j in judged if j.code in floored}
    measured = any(score is not None for score in categories.values())
    score = round(max(0.0, 100.0 - sum(lost.values())), 1) if measured else 0.0
    return PhotoScore(min(score, FAIL_CAP) if fails(judged) else score, categories, lost)


def _floored(losses: Mapping[str, float]) -> Mapping[str, float]:
    """Losses that together exceed 100, made smaller by one factor until they are 100."""
    total = sum(losses.values())
    if total <= 100.0:
        return losses
    return {code: loss * (100.0 / total) for code, loss in losses.items()}


def fails(judged: Iterable[Judged]) -> bool:
    """Whether a rule of error severity fails."""
    return any(j.status is Status.FAIL and j.severity is Severity.ERROR for j in judged)


def warns(judged: Iterable[Judged]) -> bool:
    """Whether a rule of warning severity fails."""
    return any(j.status is Status.FAIL and j.severity is Severity.WARNING for j in judged)
