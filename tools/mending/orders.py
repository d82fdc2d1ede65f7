"""Does the better photo come first: by raters, and when one is made worse?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from calibrate import judge, unseen
from climbing.figures import MATERIAL
from evaluation.agreement import Floats, Mask, Share
from evaluation.judged import Judged
from evaluation.tables import Cell, Section
from heads.records import record_all
from heads.study import CACHE
from labels import Labelled

from headshot_lint.engine.linter import Linter
from headshot_lint.engine.profile import load_profile
from headshot_lint.engine.rank import order
from headshot_lint.engine.report import PhotoReport, Report
from headshot_lint.engine.settings import Settings
from headshot_lint.model.verdict import Status

SEVERITIES = (0.5, 1.0)
SEED = 20261130
RATED_TEXT = """\
Pairs of a photograph that a rater passes and one that the rater fails: how often `rank` puts the
passed one first. Scores are those of left-out sources: heads were fitted without the
photograph's own source. Pairs of photographs that maintainers replaced are in
[Accuracy](accuracy.md), by the score."""

STEPS_TEXT = f"""\
Photographs that both raters pass, each made worse in one way at a time (`fixtures/ladders/`), at
severities 0.5 and 1. A pair is the photograph with a worse version of itself, or two versions
of one fault; right where the less severe one comes first. Synthetic faults: they show that the
order follows *this* form of a fault.

As in [Ladders](ladders.md), a pair counts where the photograph is *free* of the fault: the fault's
rules can judge it and none fails. The fault is *seen* in a pair where a rule that it is named for
loses {MATERIAL:g} points or more of its own 100 from one to the other. Where it is not, the step is
too weak for the measure, or both have the worst score already, and the order rests on what else
moved."""


def rated_section(judged: Sequence[Judged]) -> Section:
    """Pairs of a passed and a failed photograph."""
    keys = _keys([j.report for j in judged])
    alone = np.array([j.label.both("people", "1") for j in judged])
    rows: list[tuple[Cell, ...]] = []
    for rater in ("A", "B", "both"):
        passed, failed = (_said(judged, rater, verdict) for verdict in ("pass", "fail"))
        rows.append((rater, "all", *_won(keys[passed], keys[failed])))
        rows.append((rater, "one person", *_won(keys[passed & alone], keys[failed & alone])))
    columns = ("rater", "photographs", "passed", "failed", "pairs", "passed one first")
    return Section("rank_rated", "Passed above failed", RATED_TEXT, columns, tuple(rows))


def _said(judged: Sequence[Judged], rater: str, verdict: str) -> Mask:
    """Whether a rater, or both, gave a verdict."""
    if rater == "both":
        return np.array([j.label.both("verdict", verdict) for j in judged])
    rows = [j.label.a if rater == "A" else j.label.b for j in judged]
    return np.array([row["verdict"] == verdict for row in rows])


def _won(passed: Floats, failed: Floats) -> tuple[int, int, int, float]:
    """Counts, pairs, and the share in which the passed one comes first, ties half."""
    first = passed[:, None] > failed[None, :]
    ties = passed[:, None] == failed[None, :]
    share = float((first + ties / 2).mean())
    return len(passed), len(failed), len(passed) * len(failed), share


def _keys(reports: Sequence[PhotoReport]) -> Floats:
    """A number for each photograph that is the higher the earlier `rank` puts it."""
    numbered = [report.model_copy(update={"path": str(i)}) for i, report in enumerate(reports)]
    ranked = order(Linter(Settings()).report(numbered, seconds=0.0)).photos
    keys = np.zeros(len(reports))
    for one in ranked:
        keys[int(one.path)] = -one.place
    return keys


def left_out(labels: Sequence[Labelled], jobs: int) -> list[Judged]:
    """Reports whose heads saw no photograph of the same source.

    Raises:
        FileNotFoundError: `tools/train_heads.py` has kept no left-out answers yet.
    """
    records = record_all([label.path for label in labels], jobs, CACHE / "records.pkl")
    reports = judge(unseen([record for record in records if record is not None]), load_profile())
    return [Judged(label, report) for label, report in zip(labels, reports, strict=True)]


def observe_steps(path: Path) -> dict[str, list[list[bool]]]:
    """Make one photograph worse in every way, and say of each pair what `rank` makes of it.

    Returns:
        By ladder, for each pair that counts, whether the order is right and whether a rule of the
        ladder sees the fault; none where the photograph has it already.
    """
    from ladders import LADDERS, rung_rng, scene_of

    linter = Linter(Settings())
    scene = scene_of(path)
    whole = linter.check(scene.flat(), name="0")
    found: dict[str, list[list[bool]]] = {}
    for ladder in LADDERS:
        steps = [whole]
        for severity in SEVERITIES:
            picture = ladder.apply(scene, severity, rung_rng(ladder, SEED))
            steps.append(linter.check(picture, name=f"{severity:g}"))
        free = _is_free(whole, ladder.rules)
        found[ladder.name] = [
            [
                _first(better, worse, linter) == better.path,
                _sees(better, worse, ladder.rules),
            ]
            for better, worse in combinations(steps, 2)
            if free
        ]
    return found


def _is_free(report: PhotoReport, rules: Sequence[str]) -> bool:
    """Whether some of the rules judge a photograph, and none fails."""
    said = {r.status for r in report.results if r.code in rules}
    return Status.PASS in said and Status.FAIL not in said


def _sees(better: PhotoReport, worse: PhotoReport, rules: Sequence[str]) -> bool:
    """Whether the lowest score among the rules falls by more than a tremor."""
    before, after = (
        min((r.score for r in each.results if r.code in rules and r.score is not None), default=0)
        for each in (better, worse)
    )
    judged = any(r.code in rules and r.score is not None for r in worse.results)
    return judged and before - after >= MATERIAL


def _first(one: PhotoReport, other: PhotoReport, linter: Linter) -> str:
    report: Report = linter.report([one, other], seconds=0.0)
    return order(report).best.path


def steps_section(seen: Mapping[str, Mapping[str, Any]]) -> Section:
    """Pairs of degrees of one fault, by ladder."""
    from ladders import LADDERS

    active = {plan.rule.code for plan in load_profile().active}
    judged = [ladder for ladder in LADDERS if active & set(ladder.rules)]
    overall = _shares(seen, [ladder.name for ladder in judged])
    rows: list[tuple[Cell, ...]] = [("all faults that the profile judges", "", *overall)]
    shares = {ladder: _shares(seen, [ladder.name]) for ladder in judged}
    best_first = sorted(judged, key=lambda ladder: shares[ladder][0].of - shares[ladder][0].hits)
    rows += [(ladder.name, " ".join(ladder.rules), *shares[ladder]) for ladder in best_first]
    columns = ("fault", "rules", "right order", "... where it is seen", "... where it is not")
    return Section("rank_steps", "One photograph, made worse", STEPS_TEXT, columns, tuple(rows))


def _shares(seen: Mapping[str, Mapping[str, Any]], names: Sequence[str]) -> tuple[Share, ...]:
    """Pairs in the right order: all of them, those whose fault is seen, and the others."""
    found = [pair for photo in seen.values() for name in names for pair in photo.get(name, ())]

    def share(pairs: Sequence[Sequence[bool]]) -> Share:
        return Share(sum(right for right, _ in pairs), len(pairs))

    by_sight = [[pair for pair in found if pair[1] is sight] for sight in (True, False)]
    return share(found), *map(share, by_sight)
