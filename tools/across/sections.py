"""The tables of `docs/versions.md`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from evaluation.agreement import Share, auc
from evaluation.judged import RATERS, join, scores, truths
from evaluation.overall import not_fails, passes
from evaluation.tables import Cell, Section
from labels import Labelled

from across.pairs import Both, Pair
from across.runs import SHOWN, Run
from headshot_lint.engine.judge import AT_THE_LIMIT

NEAR = 3.0
"""Points by which a score may move, as in the report on invariance."""

SHARE_OF_VERDICTS = 0.99
"""Of photographs, that must keep their verdict."""


def environments_section(runs: Sequence[Run]) -> Section:
    """Which versions were installed for which run."""
    rows = [
        (name, *(run.packages[name] for run in runs if run.setup.engine == "mediapipe"))
        for name in SHOWN
    ]
    columns = ("package", *(run.setup.name for run in runs if run.setup.engine == "mediapipe"))
    return Section("environments", "Environments", ENVIRONMENTS, columns, tuple(rows))


def verdicts_section(pairs: Sequence[Pair]) -> Section:
    """How many verdicts, statuses, values and scores stay."""
    rows: list[tuple[Cell, ...]] = []
    for pair in pairs:
        same, moves = pair.same_verdict(), pair.moves()
        apart = np.array([both.difference for both in pair.results()])
        rows.append(
            (
                pair.name,
                same.count(False),
                _percent(same),
                _percent([not both.differs for both in pair.results()]),
                _percent(list(apart[np.isfinite(apart)] <= AT_THE_LIMIT)),
                _percent(list(moves <= NEAR)),
                round(float(np.quantile(moves, 0.99)), 1),
                round(float(moves.max()), 1),
            )
        )
    columns = (
        *("compared", "other verdicts", "same verdict, %", "same statuses, %"),
        *(f"values within {AT_THE_LIMIT:.0%}, %", f"score within {NEAR:.0f}, %"),
        *("99 % of scores within", "largest move of a score"),
    )
    text = f"{VERDICTS}\n\n{_met(pairs)}"
    return Section("verdicts", "Verdict and score", text, columns, tuple(rows))


def lost(pairs: Sequence[Pair]) -> list[Pair]:
    """Those in which too few verdicts stay."""
    return [pair for pair in pairs if pair.share_of_verdicts < SHARE_OF_VERDICTS]


def _met(pairs: Sequence[Pair]) -> str:
    missed = [f"*{pair.name}* ({pair.share_of_verdicts:.1%})" for pair in lost(pairs)]
    return f"**Missed** by {', '.join(missed)}." if missed else "Every comparison meets it."


def agreement_section(runs: Sequence[Run], labels: Sequence[Labelled]) -> Section:
    """Whether the score tells photographs apart as well as it did."""
    rows: list[tuple[Cell, ...]] = []
    for run in runs:
        judged = join(labels, run.report)
        figures = [
            auc(truths(judged, rater, truth), scores(judged))
            for truth in (passes, not_fails)
            for rater in RATERS
        ]
        rows.append((run.setup.name, *(round(figure, 4) for figure in figures)))
    columns = (
        "run",
        *(f"AUC {what}, rater {rater}" for what in ("pass", "not fail") for rater in RATERS),
    )
    return Section("agreement", "Agreement with raters", AGREEMENT, columns, tuple(rows))


def said_section(pairs: Sequence[Pair]) -> Section:
    """Where a status differs, whether the report was sure of it."""
    rows: list[tuple[Cell, ...]] = []
    for pair in pairs:
        differing = [both for both in pair.results() if both.differs]
        measured = [both for both in differing if both.measured]
        near = [both for both in measured if both.distance <= AT_THE_LIMIT]
        rows.append(
            (
                pair.name,
                len(differing),
                len(differing) - len(measured),
                _share(measured),
                _share(near),
                _share([both for both in differing if both.counts]),
                _percent([both.said_so for both in pair.results() if not both.differs]),
            )
        )
    columns = (
        *("compared", "statuses that differ", "one run could not measure"),
        *("both measured, not sure", f"within {AT_THE_LIMIT:.0%} of the limit, not sure"),
        *("errors and warnings, not sure", "statuses that stay, not sure, %"),
    )
    return Section("said", "Does the report say so", SAID, columns, tuple(rows))


def rules_section(pair: Pair, key: str, title: str) -> Section:
    """How far the measurements of each rule lie apart."""
    by_rule: dict[str, list[Both]] = defaultdict(list)
    for both in pair.results():
        by_rule[f"{both.left.code} {both.left.name}"].append(both)
    rows: list[tuple[Cell, ...]] = []
    for rule, all_of in by_rule.items():
        apart = np.array([both.difference for both in all_of])
        apart = apart[np.isfinite(apart)]
        differing = sum(both.differs for both in all_of)
        if not len(apart) or (not apart.any() and not differing):
            continue
        rows.append(
            (
                rule,
                len(apart),
                _percent(list(apart == 0)),
                *(round(float(np.quantile(apart, part)), 4) for part in (0.5, 0.99)),
                round(float(apart.max()), 4),
                differing,
            )
        )
    columns = (
        *("rule", "photographs", "equal, %", "median", "99 % within", "largest"),
        "statuses that differ",
    )
    return Section(key, title, RULES, columns, tuple(rows))


def _share(found: Sequence[Both]) -> Share:
    """How many of them both reports are not sure of."""
    return Share(sum(both.said_so for both in found), len(found))


def _percent(holds: Sequence[bool]) -> float:
    return round(100 * sum(holds) / len(holds), 2)


ENVIRONMENTS = """\
*newest*: the newest release of everything that pyproject.toml allows. *oldest*: the oldest
release of each direct dependency that it allows, and what goes with them. The runs named *onnx*
have the same packages and let `--engine onnx` find the landmarks. *newest again* judges two
photographs at a time, the last one first."""

VERDICTS = f"""\
The goal: {SHARE_OF_VERDICTS:.0%} of photographs keep their verdict. *Same statuses*: of all rules
on all photographs. *Values*: of all results with a number in both runs, those that lie apart by at
most {AT_THE_LIMIT:.0%} of their limit; the tables below have them by rule. A score jumps where an
error comes or goes: a failing error holds it at 49."""

AGREEMENT = """\
How often a photograph that the rater passes (does not fail) outscores one that the rater does not
pass (fails). The raters are vision models, and the linter is fitted to these photographs: the
figures say whether versions differ, and [accuracy](accuracy.md) what they mean."""

SAID = f"""\
*Not sure*: both reports give the result a confidence of `medium` or `low`, so that whoever reads
one of them alone is told. What lies within {AT_THE_LIMIT:.0%} of its limit is at most `medium`. A
rule that could not measure is `skip`, with the reason, and its confidence says nothing."""

RULES = """\
Differences of a rule's value as a share of its limit (of the larger value where the limit is no
number). Rules without any difference are left out; where a status changes and no value is far
from the other, both lie at the limit, or one run could not measure."""
