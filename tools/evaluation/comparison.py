"""The score beside what a user would pick instead, and beside the picture's size."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from evaluation.agreement import Estimate, Floats, Mask, auc, bootstrap
from evaluation.judged import RATERS, Judged, one_person, scores, truths
from evaluation.overall import FIGURES, figure, passes
from evaluation.rivals import RIVALS, Measures
from evaluation.tables import Cell, Section

FIFTHS = 5

TEXT = """\
The same figures for numbers that a user could take instead, larger is better, on the same
photographs. Where a number finds nothing to measure (no face) the photo ranks last. OFIQ's
formulas run on this project's landmarks; `face-quality gates` (one face, brightness 70-190,
Laplacian variance at least 100) and the brightness rule are pass-or-fail. `pixels` is the control:
does a larger file do as well? Intervals: bootstrap by photo. Not run: `brisque` 0.2.0 from PyPI,
which raises a TypeError under NumPy 2.4; OFIQ itself and its forest and networks (models not in
its repository). Single-person rows: both raters see one person."""

SIZE_TEXT = """\
Raters like large pictures, and good photographers deliver them, so a number can look good by
reading the size alone. Within fifths of equal count by number of pixels that road is nearly closed.
The last row is the mean over fifths, weighted by pairs. AUC pass, rater A; intervals by photo."""


def comparison_section(judged: Sequence[Judged], measures: Mapping[str, Measures]) -> Section:
    """Score and rivals against both raters."""
    rows: list[tuple[Cell, ...]] = []
    for suffix, group in (("", judged), (", one person", one_person(judged))):
        rows += [_row(name + suffix, group, x) for name, x in _contestants(group, measures)]
    columns = tuple(f"{name}, {rater}" for rater in RATERS for name in FIGURES)
    return Section(
        "instead", "What a user would pick instead", TEXT, ("number", *columns), tuple(rows)
    )


def _contestants(
    judged: Sequence[Judged], measures: Mapping[str, Measures]
) -> list[tuple[str, Floats]]:
    return [
        ("headshot-lint score", scores(judged)),
        *((rival, rival_scores(judged, measures, rival)) for rival in RIVALS),
    ]


def rival_scores(judged: Sequence[Judged], measures: Mapping[str, Measures], rival: str) -> Floats:
    """A rival's numbers; a photo without one ranks last."""
    values = np.array([measures[j.label.path.name][rival] for j in judged])
    known = values[~np.isnan(values)]
    lowest = float(known.min()) - 1.0 if len(known) else 0.0
    return np.where(np.isnan(values), lowest, values)


def _row(name: str, judged: Sequence[Judged], values: Floats) -> tuple[Cell, ...]:
    figures = [figure(one, judged, values, rater) for rater in RATERS for one in FIGURES]
    return (name, *(bootstrap(one, len(judged)) for one in figures))


def size_section(judged: Sequence[Judged], measures: Mapping[str, Measures]) -> Section:
    """AUC pass of score and rivals within fifths of picture size."""
    table: list[tuple[Cell, ...]] = []
    by_fifth: list[list[Estimate]] = []
    pairs, passed = [], 0
    for index, group in enumerate(by_size(judged, measures), start=1):
        truth = truths(group, "A", passes)
        within = [_auc(truth, values) for _, values in _contestants(group, measures)]
        table.append((_size_label(index, group, measures), len(group), int(truth.sum()), *within))
        by_fifth.append(within)
        pairs.append(int(truth.sum()) * int((~truth).sum()))
        passed += int(truth.sum())
    means = [_weighted(column, pairs) for column in zip(*by_fifth, strict=True)]
    table.append(("mean over fifths", len(judged), passed, *means))
    columns = ("pixels", "n", "passed by A", "headshot-lint score", *RIVALS)
    return Section("size", "Within picture-size fifths", SIZE_TEXT, columns, tuple(table))


def _auc(truth: Mask, values: Floats) -> Estimate:
    return bootstrap(lambda drawn: auc(truth[drawn], values[drawn]), len(truth))


def by_size(judged: Sequence[Judged], measures: Mapping[str, Measures]) -> list[list[Judged]]:
    """Photographs in five groups of equal count by number of pixels, the smallest first."""
    order = np.argsort(rival_scores(judged, measures, "pixels"), kind="stable")
    return [[judged[i] for i in part] for part in np.array_split(order, FIFTHS)]


def _size_label(index: int, group: Sequence[Judged], measures: Mapping[str, Measures]) -> str:
    sizes = [math.sqrt(measures[j.label.path.name]["pixels"]) for j in group]
    return f"fifth {index}: side {min(sizes):.0f}-{max(sizes):.0f} px"


def _weighted(estimates: Sequence[Estimate], pairs: Sequence[int]) -> float:
    known = [(e.value, n) for e, n in zip(estimates, pairs, strict=True) if n]
    total = sum(n for _, n in known)
    return sum(value * n for value, n in known) / total if total else math.nan
