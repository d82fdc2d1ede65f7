"""Where linter and raters part, and which rule to blame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.agreement import rate_unseen
from evaluation.judged import Judged, pooled_folds, scores
from evaluation.tables import Cell, Section
from headshot_lint.engine.report import Result
from headshot_lint.model.verdict import Severity, Status

TEXT = """\
Photographs on which both raters agree and the linter does not. *False alarm*: both pass, and an
error-severity rule fails the photo (`alone`: no other such rule does). *Needless warning*: both
pass, and a rule of warning severity fires. *Miss*: both fail, the linter does not; counted by
rater A's main fault, of all photographs that both fail for it. In sample."""


@dataclass(frozen=True)
class Disagreement:
    """A photo whose score, mapped to a rating, lies far from both raters.

    Attributes:
        gap: mapped score less the raters' mean, -4 to 4; above 0 the linter is too kind.
        blame: the rules that took most, or the main faults that none of them found.
    """

    name: str
    gap: float
    score: float
    raters: str
    blame: str


def worst(judged: Sequence[Judged], count: int = 20) -> list[Disagreement]:
    """The photographs with the widest gap between linter and raters, the widest first."""
    mean = np.array([j.label.rating for j in judged])
    folds = pooled_folds([j.label for j in judged])
    mapped = np.mean(
        [
            rate_unseen(scores(judged), np.array([int(row["rating"]) for row in rows]), folds)
            for rows in ([j.label.a for j in judged], [j.label.b for j in judged])
        ],
        axis=0,
    )
    gaps = mapped - mean
    order = np.argsort(-np.abs(gaps), kind="stable")[:count]
    return [_disagreement(judged[i], float(gaps[i])) for i in order]


def _disagreement(judged: Judged, gap: float) -> Disagreement:
    label = judged.label
    return Disagreement(
        name=label.path.name,
        gap=gap,
        score=judged.report.score,
        raters=f"{label.a['rating']}/{label.b['rating']}",
        blame=_found_too_little(judged) if gap > 0 else _found_too_much(judged),
    )


def _found_too_little(judged: Judged) -> str:
    return f"missed: {judged.label.a['main_fault']} / {judged.label.b['main_fault']}"


def _found_too_much(judged: Judged) -> str:
    taken = sorted(judged.report.results, key=_weight, reverse=True)[:2]
    return ", ".join(f"{r.code} {r.name} {r.value} (limit {r.limit})" for r in taken)


def _weight(result: Result) -> tuple[bool, float]:
    failed = result.status is Status.FAIL and result.severity is Severity.ERROR
    return failed, result.points_lost


def worst_section(judged: Sequence[Judged]) -> Section:
    """The worst disagreements by file name: for the terminal, never for documents."""
    rows: list[tuple[Cell, ...]] = [
        (d.name, f"{d.gap:+.1f}", d.score, d.raters, d.blame) for d in worst(judged)
    ]
    columns = ("photo", "linter - raters", "score", "ratings A/B", "to blame")
    return Section("worst", "Worst disagreements", "", columns, tuple(rows))


def blame_section(judged: Sequence[Judged]) -> Section:
    """Kinds of disagreement, counted by the rule or the fault behind them."""
    passed = [j for j in judged if j.label.both("verdict", "pass")]
    failed = [j for j in judged if j.label.both("verdict", "fail")]
    missed = [j for j in failed if j.report.verdict != "fail"]
    faults = Counter(j.label.a["main_fault"] for j in missed)
    of_fault = Counter(j.label.a["main_fault"] for j in failed)
    rows: list[tuple[Cell, ...]] = [
        *_alarms("false alarm", passed, Severity.ERROR),
        *_alarms("needless warning", passed, Severity.WARNING),
        *(("miss", fault, n, of_fault[fault], None) for fault, n in _ranked(faults)),
    ]
    columns = ("kind", "rule or main fault", "photographs", "of", "alone")
    return Section("disagreements", "Where linter and raters part", TEXT, columns, tuple(rows))


def _alarms(kind: str, judged: Sequence[Judged], severity: Severity) -> list[tuple[Cell, ...]]:
    failures = [[f"{r.code} {r.name}" for r in j.report.failures(severity)] for j in judged]
    count = Counter(code for codes in failures for code in codes)
    alone = Counter(codes[0] for codes in failures if len(codes) == 1)
    return [(kind, code, n, len(judged), alone[code]) for code, n in _ranked(count)]


def _ranked(count: Counter[str]) -> list[tuple[str, int]]:
    return sorted(count.items(), key=lambda item: (-item[1], item[0]))
