"""Faults as raters name them against the rules that should find them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.agreement import Estimate, Floats, Integers, Mask, Share, auc, bootstrap
from evaluation.judged import RATERS, Columns, Judged, truths
from evaluation.measurements import Measurements
from evaluation.refit import Refit
from evaluation.tables import Cell, Section


@dataclass(frozen=True)
class Criterion:
    """A fault as raters name it, and the rules that should find it.

    Attributes:
        people_only: leave out photographs in which a rater sees nobody.
    """

    title: str
    column: str
    values: tuple[str, ...]
    rules: tuple[str, ...]
    people_only: bool = True

    def holds(self, row: Columns) -> bool:
        """Whether a rater's row names the fault."""
        return row[self.column] in self.values


CRITERIA = (
    Criterion(
        "blurred or pixelated",
        "clarity",
        ("blurred", "pixelated"),
        ("HL104", "HL005", "HL006", "HL113"),
    ),
    Criterion("dark", "exposure", ("dark",), ("HL201",)),
    Criterion("bright", "exposure", ("bright",), ("HL202",)),
    Criterion("harsh light", "light", ("harsh",), ("HL203", "HL204", "HL205")),
    Criterion("colour cast", "colour", ("cast",), ("HL206",)),
    Criterion("black and white", "colour", ("mono",), ("HL702",)),
    Criterion("busy background", "background", ("busy",), ("HL301",)),
    Criterion("background not plain", "background", ("busy", "soft"), ("HL301", "HL302")),
    Criterion("loose", "framing", ("loose",), ("HL401",)),
    Criterion("tight", "framing", ("tight",), ("HL402", "HL405", "HL406")),
    Criterion("misplaced or cut", "framing", ("off",), ("HL403", "HL405", "HL406")),
    Criterion("turned or profile", "pose", ("turned", "profile"), ("HL105",)),
    Criterion("profile", "pose", ("profile",), ("HL105",)),
    Criterion("tilted", "tilt", ("tilted",), ("HL107",)),
    Criterion("eyes closed", "eyes", ("closed",), ("HL108",)),
    Criterion("eyes hidden", "eyes", ("hidden",), ("HL109",)),
    Criterion("eyes closed or hidden", "eyes", ("closed", "hidden"), ("HL108", "HL109")),
    Criterion("gaze away", "gaze", ("away",), ("HL110",)),
    Criterion("odd expression", "expression", ("odd",), ("HL111",)),
    Criterion("face covered", "occlusion", ("some", "heavy"), ("HL112",)),
    Criterion("not recognisable at 48 px", "avatar48", ("no",), ("HL501",)),
    Criterion("several people", "people", ("2+",), ("HL102", "HL306"), people_only=False),
    Criterion("no person", "people", ("0",), ("HL101", "HL103"), people_only=False),
    Criterion(
        "art, animal or other",
        "kind",
        ("art", "animal", "other"),
        ("HL101", "HL103"),
        people_only=False,
    ),
    Criterion("portrait", "type", ("portrait",), ("HL701",)),
)

TEXT = """\
A criterion is a fault as raters name it. Its *measurement* ranks the photographs by the rules'
objection (100 less the score), ties broken by how far the measurement lies from its limit, so that
two photographs with a full score still differ; of several rules the strongest objection counts,
and a rule that skipped does not object. `n` counts the photographs with the fault. Precision and
recall are those of the rules' firing at the shipped limit, with counts and Wilson's 95 % interval.
Beside them stands rater B taken as a detector of rater A's fault. *AUC agreed*: over the
photographs of which both raters say the same, fault or none; what is left out there is settled by
nobody. `skipped`: photographs that none
of the rules could judge, and how many of them have the fault to rater A. AUC intervals: bootstrap
by photo.

**In sample**: precision and recall, for limits were set by looking at the distribution of
measurements over these photographs. AUC depends on no limit where one rule stands alone."""

LEFT_OUT = """\
The same faults with limits that never saw the photo's own source: each rule of a monotone
measurement gets, from the *other* sources, the limit beyond which 3 % (error) or 8 % (warning,
hint) of the photographs lie that both raters pass. It is a mechanical stand-in for how limits
were chosen; other rules keep the shipped limit."""


def criteria_section(judged: Sequence[Judged], measured: Measurements) -> Section:
    """AUC of each criterion's measurement, precision and recall of its rules at their limits."""
    return Section(
        key="criteria",
        title="Per criterion",
        text=TEXT,
        columns=(
            *("criterion", "rules", "n A", "n B", "AUC A", "AUC B", "AUC agreed"),
            "AUC of B for A",
            *("precision A", "recall A", "precision B", "recall B"),
            *("B's precision for A", "B's recall for A", "skipped", "skipped with the fault"),
        ),
        rows=tuple(_criterion_row(c, judged, measured) for c in CRITERIA),
    )


def left_out_section(judged: Sequence[Judged], refit: Refit) -> Section:
    """Precision and recall at shipped limits, and at limits set on other sources."""
    return Section(
        key="criteria_left_out",
        title="Per criterion, limits set on other sources",
        text=LEFT_OUT,
        columns=(
            *("criterion", "rules", "precision A, shipped", "precision A, left out"),
            *("recall A, shipped", "recall A, left out"),
        ),
        rows=tuple(_left_out_row(c, judged, refit) for c in CRITERIA),
    )


def _members(criterion: Criterion, judged: Sequence[Judged]) -> Integers:
    return np.array(
        [
            i
            for i, j in enumerate(judged)
            if not criterion.people_only or not j.label.either("people", "0")
        ],
        dtype=np.int64,
    )


def _criterion_row(
    criterion: Criterion, judged: Sequence[Judged], measured: Measurements
) -> tuple[Cell, ...]:
    members = _members(criterion, judged)
    group = [judged[i] for i in members]
    a, b = (truths(group, rater, criterion.holds) for rater in RATERS)
    objection = measured.objection(criterion.rules)[members]
    fired = np.array([j.fired(criterion.rules) for j in group], dtype=bool)
    skipped = np.array([j.skipped(criterion.rules) for j in group], dtype=bool)
    return (
        criterion.title,
        " ".join(criterion.rules),
        int(a.sum()),
        int(b.sum()),
        _auc(a, objection),
        _auc(b, objection),
        _auc(a[a == b], objection[a == b]),
        auc(a, b.astype(np.float64)),
        *hits(fired, a),
        *hits(fired, b),
        *hits(b, a),
        int(skipped.sum()),
        int((skipped & a).sum()),
    )


def _left_out_row(criterion: Criterion, judged: Sequence[Judged], refit: Refit) -> tuple[Cell, ...]:
    members = _members(criterion, judged)
    group = [judged[i] for i in members]
    a = truths(group, "A", criterion.holds)
    shipped = np.array([j.fired(criterion.rules) for j in group], dtype=bool)
    precision, recall = hits(shipped, a)
    precision_out, recall_out = hits(refit.fired(criterion.rules)[members], a)
    return (
        criterion.title,
        " ".join(criterion.rules),
        precision,
        precision_out,
        recall,
        recall_out,
    )


def hits(fired: Mask, truth: Mask) -> tuple[Share, Share]:
    """Precision and recall of a detector."""
    both = int((fired & truth).sum())
    return Share(both, int(fired.sum())), Share(both, int(truth.sum()))


def _auc(truth: Mask, score: Floats) -> Estimate:
    return bootstrap(lambda drawn: auc(truth[drawn], score[drawn]), len(truth))
