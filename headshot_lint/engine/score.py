"""The score: 100 less the points that each rule takes, category by category.

Within a category a rule takes `points * (100 - score) / 100` off 100, floored at 0. The photo's
score is the mean of its categories under the profile's weights, so every rule's loss, scaled by
its category's share, adds up to what is missing from 100. A failing error caps the score at 49:
no mean hides a fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from headshot_lint.model.verdict import Category, Severity, Status

FAIL_CAP = 49.0


@dataclass(frozen=True)
class Judged:
    """What scoring needs of one result.

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
    """Roll results up into category scores and the photo's score."""
    categories: dict[Category, float | None] = {}
    lost_in_category: dict[str, float] = {}
    for category in weights:
        scored = [j for j in judged if j.category is category and j.score is not None and j.points]
        losses = {j.code: j.points * (100 - (j.score or 0)) / 100 for j in scored}
        total = sum(losses.values())
        squeeze = min(1.0, 100.0 / total) if total else 1.0
        lost_in_category |= {code: loss * squeeze for code, loss in losses.items()}
        categories[category] = round(100.0 - total * squeeze, 1) if scored else None
    counted = {c: w for c, w in weights.items() if categories[c] is not None}
    whole = sum(counted.values())
    share = {c: w / whole for c, w in counted.items()} if whole else {}
    lost = {
        j.code: round(lost_in_category[j.code] * share.get(j.category, 0.0), 2)
        for j in judged
        if j.code in lost_in_category
    }
    score = round(max(0.0, 100.0 - sum(lost.values())), 1) if whole else 0.0
    return PhotoScore(min(score, FAIL_CAP) if fails(judged) else score, categories, lost)


def fails(judged: Iterable[Judged]) -> bool:
    """Whether a rule of error severity fails."""
    return any(j.status is Status.FAIL and j.severity is Severity.ERROR for j in judged)


def warns(judged: Iterable[Judged]) -> bool:
    """Whether a rule of warning severity fails."""
    return any(j.status is Status.FAIL and j.severity is Severity.WARNING for j in judged)
