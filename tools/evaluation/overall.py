"""The score against verdicts and ratings, beside the raters' own agreement."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evaluation.agreement import (
    Estimate,
    Figure,
    Floats,
    auc,
    bootstrap,
    bootstrap_folds,
    rate_unseen,
    spearman,
    weighted_kappa,
)
from evaluation.judged import RATERS, Columns, Judged, Rater, pooled_folds, ratings, truths
from evaluation.tables import Cell, Section

FIGURES = ("AUC pass", "AUC not fail", "Spearman", "kappa")

TEXT = """\
*AUC pass*: how often a photo that the rater passes outscores one that the rater does not pass.
*AUC not fail*: the same for photos that the rater does not fail. *Spearman*: rank correlation with
the rating of 1-5. *kappa*: quadratic-weighted, the score mapped to 1-5 by the borders that
give the *other* sources the distribution of their ratings (sources that share people stay
together; sources of under 30 photographs are left out as one). The last column is rater B in the
linter's place: nobody should expect a tool to agree better with a rater than another rater does.

Intervals: 95 %, percentile bootstrap, 500 resamples by photo; *by source* draws whole sources
instead, which is the honest width for photographs of a source not seen here. The map to ratings is
not fitted again within a resample.

*left out*: the heads that rules ask were fitted without the photo's own source; limits, which were
set by looking at left-out measurements over all sources, and points stay. *shipped*: the linter as
it is, fitted to these photographs, and therefore **in sample**."""


def figure(name: str, judged: Sequence[Judged], scores: Floats, rater: Rater) -> Figure:
    """A named figure of scores against one rater, as a function of the photographs drawn."""
    rated = ratings(judged, rater)
    if name == "Spearman":
        return lambda drawn: spearman(scores[drawn], rated[drawn])
    if name == "kappa":
        whole = rated.astype(np.int64)
        mapped = rate_unseen(scores, whole, pooled_folds([j.label for j in judged]))
        return lambda drawn: weighted_kappa(mapped[drawn], whole[drawn])
    truth = truths(judged, rater, passes if name == "AUC pass" else not_fails)
    return lambda drawn: auc(truth[drawn], scores[drawn])


def passes(row: Columns) -> bool:
    """Whether a rater would publish the photo as it is."""
    return row["verdict"] == "pass"


def not_fails(row: Columns) -> bool:
    """Whether a rater does not rule the photo out."""
    return row["verdict"] != "fail"


def overall_section(
    groups: dict[str, Sequence[Judged]], scores: dict[str, dict[str, Floats]]
) -> Section:
    """All figures by group of photographs and kind of score.

    Args:
        groups: photographs by name of the group.
        scores: by name of the group, scores by name of the variant.
    """
    rows: list[tuple[Cell, ...]] = []
    for group, judged in groups.items():
        for variant, values in scores[group].items():
            rows += [_row(name, group, variant, judged, values) for name in FIGURES]
    return Section(
        key="overall",
        title="Overall",
        text=TEXT,
        columns=(
            *("figure", "photographs", "n", "fitted", "rater A", "rater B"),
            *("rater A, by source", "rater B, by source", "B for A"),
        ),
        rows=tuple(rows),
    )


def _row(
    name: str, group: str, variant: str, judged: Sequence[Judged], scores: Floats
) -> tuple[Cell, ...]:
    folds = [j.label.fold for j in judged]
    figures = [figure(name, judged, scores, rater) for rater in RATERS]
    by_photo = [bootstrap(one, len(judged)) for one in figures]
    by_fold = [bootstrap_folds(one, folds) for one in figures]
    return (
        name,
        group,
        len(judged),
        variant,
        *by_photo,
        *(_interval(one) for one in by_fold),
        raters_agreement(name, judged),
    )


def _interval(estimate: Estimate) -> str:
    return f"[{estimate.low:.3f}, {estimate.high:.3f}]"


def raters_agreement(name: str, judged: Sequence[Judged]) -> Estimate:
    """The figure with rater B in the linter's place and rater A's rows as truth."""
    b = ratings(judged, "B")
    if name == "kappa":
        a = ratings(judged, "A").astype(np.int64)
        whole = b.astype(np.int64)
        return bootstrap(lambda drawn: weighted_kappa(whole[drawn], a[drawn]), len(judged))
    return bootstrap(figure(name, judged, b, "A"), len(judged))
