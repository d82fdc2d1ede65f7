"""Figures of agreement and their intervals: AUC, Spearman, weighted kappa, bootstrap, Wilson."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

RESAMPLES = 500
SEED = 20261123
Z95 = 1.959964

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Mask = NDArray[np.bool_]
Figure = Callable[[Integers], float]
"""A figure of agreement over the photographs at the given positions."""


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval; NaN where the photographs do not yield it."""

    value: float
    low: float = math.nan
    high: float = math.nan

    def __str__(self) -> str:
        if math.isnan(self.value):
            return "-"
        if math.isnan(self.low):
            return f"{self.value:.3f}"
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True)
class Share:
    """A share with the counts behind it and its 95 % interval (Wilson)."""

    hits: float
    of: int

    @property
    def value(self) -> float:
        """The share, NaN of nothing."""
        return self.hits / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval (Wilson 1927), which stays inside 0-1 for small counts."""
        if not self.of:
            return math.nan, math.nan
        spread = Z95**2 / self.of
        centre = (self.value + spread / 2) / (1 + spread)
        half = Z95 * math.sqrt(self.value * (1 - self.value) / self.of + spread / (4 * self.of))
        half /= 1 + spread
        return max(0.0, centre - half), min(1.0, centre + half)

    def __str__(self) -> str:
        if not self.of:
            return "-"
        low, high = self.interval
        return f"{self.value:.2f} ({self.hits:g}/{self.of}) [{low:.2f}, {high:.2f}]"


def auc(truth: Sequence[bool] | NDArray[np.bool_], score: Sequence[float] | Floats) -> float:
    """Area under the ROC curve: how often a true case outscores a false one, ties half.

    NaN where all cases are true or all false.
    """
    true = np.asarray(truth, dtype=bool)
    positives = int(true.sum())
    negatives = len(true) - positives
    if not positives or not negatives:
        return math.nan
    ranks = rankdata(np.asarray(score, dtype=np.float64))
    above = float(ranks[true].sum()) - positives * (positives + 1) / 2
    return above / (positives * negatives)


def spearman(left: Sequence[float] | Floats, right: Sequence[float] | Floats) -> float:
    """Spearman's rank correlation; NaN where one side does not vary."""
    a, b = rankdata(np.asarray(left)), rankdata(np.asarray(right))
    if a.std() == 0 or b.std() == 0:
        return math.nan
    return float(np.corrcoef(a, b)[0, 1])


def weighted_kappa(left: Sequence[int] | Integers, right: Sequence[int] | Integers) -> float:
    """Cohen's kappa with quadratic weights over ratings of 1-5; NaN where neither side varies."""
    a, b = np.asarray(left, dtype=np.float64), np.asarray(right, dtype=np.float64)
    by_chance = a.var() + b.var() + (a.mean() - b.mean()) ** 2
    return float(1 - ((a - b) ** 2).mean() / by_chance) if by_chance else math.nan


def rate_unseen(
    score: Sequence[float] | Floats, rating: Sequence[int] | Integers, folds: Sequence[str]
) -> Integers:
    """Map scores to ratings of 1-5, without the photo's own fold.

    The borders are where they would give the other folds' scores the distribution of their ratings.
    (Isotonic regression would draw the ratings towards their mean, which costs agreement.)
    """
    scores, ratings = np.asarray(score, dtype=np.float64), np.asarray(rating, dtype=np.float64)
    groups = np.asarray(folds)
    rated = np.empty(len(scores), dtype=np.int64)
    for fold in sorted(set(folds)):
        held = groups == fold
        shares = [float((ratings[~held] <= step).mean()) for step in range(1, 5)]
        borders = np.quantile(scores[~held], shares)
        rated[held] = 1 + np.searchsorted(borders, scores[held], side="right")
    return rated


def bootstrap(figure: Figure, count: int) -> Estimate:
    """The figure over all photographs, and its percentile interval over resampled photographs."""
    random = np.random.default_rng(SEED)
    drawn = [figure(random.integers(0, count, count)) for _ in range(RESAMPLES)]
    return _estimate(figure(np.arange(count)), drawn)


def bootstrap_folds(figure: Figure, folds: Sequence[str]) -> Estimate:
    """As `bootstrap`, with whole folds drawn: photographs of one source are alike."""
    random = np.random.default_rng(SEED)
    groups = np.asarray(folds)
    members = [np.flatnonzero(groups == fold) for fold in sorted(set(folds))]
    drawn = [
        figure(np.concatenate([members[i] for i in random.integers(0, len(members), len(members))]))
        for _ in range(RESAMPLES)
    ]
    return _estimate(figure(np.arange(len(groups))), drawn)


def _estimate(value: float, drawn: Sequence[float]) -> Estimate:
    usable = np.array([figure for figure in drawn if not math.isnan(figure)])
    if not len(usable):
        return Estimate(value)
    low, high = np.quantile(usable, [0.025, 0.975])
    return Estimate(value, float(low), float(high))
