"""A run in figures: verdicts, scores, and how often each rule fails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from headshot_lint.engine.report import Report, Result
from headshot_lint.model.verdict import Severity, Status

BIN = 10


@dataclass(frozen=True)
class RuleCount:
    """How often one rule fails.

    Attributes:
        severity: the gravest with which it fails in this run.
        photos: how many photos it fails; of a rule on the set, how many photos
            and missing names it tells of.
        judged: how many photos it passes or fails; it skipped the others, or broke.
        share: `photos` of `judged`, 0 to 1.
    """

    code: str
    name: str
    severity: Severity
    photos: int
    judged: int
    share: float


@dataclass(frozen=True)
class Bin:
    """Photos with a score from `low` to below `high`; the last bin includes 100."""

    low: int
    high: int
    photos: int


@dataclass(frozen=True)
class Statistics:
    """Figures of a run.

    Attributes:
        median_score: None where there is no photo.
        rules: those that fail, the most frequent first.
        broken: codes of rules that raised instead of judging.
    """

    profile: str
    photos: int
    verdicts: dict[str, int]
    median_score: float | None
    histogram: tuple[Bin, ...]
    rules: tuple[RuleCount, ...]
    broken: tuple[str, ...]


def count_up(report: Report) -> Statistics:
    """Return the figures of a report."""
    scores = [photo.score for photo in report.photos]
    results = [(result, 1) for photo in report.photos for result in photo.results]
    # A name without a photo is one finding, though of no photo.
    results += [(result, max(1, len(result.photos))) for result in report.team]
    by_code: dict[str, list[tuple[Result, int]]] = {}
    for result, photos in results:
        by_code.setdefault(result.code, []).append((result, photos))
    counts = [count for group in by_code.values() if (count := _count(group))]
    broken = {result.code for result, _ in results if result.status is Status.ERROR}
    return Statistics(
        profile=report.profile,
        photos=len(scores),
        verdicts={
            "pass": report.summary.passed,
            "warn": report.summary.warned,
            "fail": report.summary.failed,
        },
        median_score=round(median(scores), 1) if scores else None,
        histogram=_histogram(scores),
        rules=tuple(sorted(counts, key=lambda count: (-count.photos, count.code))),
        broken=tuple(sorted(broken)),
    )


def _count(group: list[tuple[Result, int]]) -> RuleCount | None:
    """Count one rule's results, each with the number of its photos; None where none fails."""
    failing = [(result, photos) for result, photos in group if result.status is Status.FAIL]
    if not failing:
        return None
    number = sum(photos for _, photos in failing)
    judged = number + sum(photos for result, photos in group if result.status is Status.PASS)
    first = failing[0][0]
    severities = [result.severity for result, _ in failing]
    return RuleCount(
        code=first.code,
        name=first.name,
        severity=min(severities, key=list(Severity).index),
        photos=number,
        judged=judged,
        share=round(number / judged, 4),
    )


def _histogram(scores: Iterable[float]) -> tuple[Bin, ...]:
    lows = range(0, 100, BIN)
    numbers = dict.fromkeys(lows, 0)
    for score in scores:
        numbers[min(int(score // BIN) * BIN, lows[-1])] += 1
    return tuple(Bin(low, low + BIN, number) for low, number in numbers.items())
