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
formulas run on this project's landmarks; Laplacians of the whole picture on at most 1,024 px;
`face-quality gates` (one face, brightness 70-190, Laplacian variance at least 100) and the
brightness rule are pass-or-fail. `pixels` is the control: does a larger file do as well?
Intervals: bootstrap by photo. Not run: `brisque` 0.2.0 from PyPI, which raises a TypeError under
NumPy 2.4; OFIQ itself, whose forest and networks are not in its repository. Single-person rows:
both raters see one person."""

SIZE_TEXT = """\
A number could look good by reading nothing but the size of the file. Within fifths of equal count
by number of pixels that road is nearly closed; `side` is the root of that number. The last column
is the mean over fifths, weighted by pairs. AUC pass, rater A; intervals by photo."""


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
    values = [scores(judged), *(rival_scores(judged, measures, rival) for rival in RIVALS)]
    return list(zip(_names(), values, strict=True))


def _names() -> tuple[str, ...]:
    return ("headshot-lint score", *RIVALS)


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
    fifths = by_size(judged, measures)
    passed = [truths(group, "A", passes) for group in fifths]
    within = [
        [_auc(truth, values) for _, values in _contestants(group, measures)]
        for truth, group in zip(passed, fifths, strict=True)
    ]
    pairs = [int(truth.sum()) * int((~truth).sum()) for truth in passed]
    rows: list[tuple[Cell, ...]] = [
        (name, *cells, _weighted(cells, pairs))
        for name, *cells in zip(_names(), *within, strict=True)
    ]
    columns = [
        _size_label(group, truth, measures) for group, truth in zip(fifths, passed, strict=True)
    ]
    return Section(
        "size", "Within picture-size fifths", SIZE_TEXT, ("number", *columns, "mean"), tuple(rows)
    )


def _auc(truth: Mask, values: Floats) -> Estimate:
    return bootstrap(lambda drawn: auc(truth[drawn], values[drawn]), len(truth))


def by_size(judged: Sequence[Judged], measures: Mapping[str, Measures]) -> list[list[Judged]]:
    """Photographs in five groups of equal count by number of pixels, the smallest first."""
    order = np.argsort(rival_scores(judged, measures, "pixels"), kind="stable")
    return [[judged[i] for i in part] for part in np.array_split(order, FIFTHS)]


def _size_label(group: Sequence[Judged], passed: Mask, measures: Mapping[str, Measures]) -> str:
    sides = [math.sqrt(measures[j.label.path.name]["pixels"]) for j in group]
    return f"side {min(sides):.0f}-{max(sides):.0f} px ({passed.sum()} of {len(group)} passed)"


def _weighted(estimates: Sequence[Estimate], pairs: Sequence[int]) -> float:
    known = [(e.value, n) for e, n in zip(estimates, pairs, strict=True) if n]
    total = sum(n for _, n in known)
    return sum(value * n for value, n in known) / total if total else math.nan
