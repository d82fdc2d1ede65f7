"""Whether a verdict stays when only the file changes: `make invariance`.

A hundred labelled photographs (`HEADSHOT_LINT_PHOTOS` names their folder), drawn with a seed, are
mirrored, compressed once more, shrunk, and stored turned with an EXIF orientation. Prints the
tables and writes `docs/invariance.md` and `docs/invariance.json`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from alterations import ALTERATIONS, as_png, upright
from evaluation.agreement import SEED, Share
from evaluation.tables import Cell, Section
from fair import document
from labels import Labelled, NoPhotographsError, read_labels
from rich.console import Console

from headshot_lint.engine.linter import Linter
from headshot_lint.engine.profile import load_profile
from headshot_lint.engine.report import PhotoReport
from headshot_lint.engine.settings import Settings
from headshot_lint.model.verdict import Category, Severity, Status
from headshot_lint.photo import load

PHOTOGRAPHS = 100
NEAR = 3.0
"""Points by which a score may move."""

HEAD = """\
# Invariance

Written by `python tools/invariance.py` (`make invariance`). What a photograph shows stays the same
when it is mirrored, compressed once more with little loss, made somewhat smaller, or stored turned
with a tag that turns it back. So should the answer.

Every picture is compared with itself saved as PNG, upright, without metadata, so that only the
named change differs. Shrinking changes what rules on the file measure by design: they are looked at
apart.
"""

VERDICTS_TEXT = """\
*Same but for the file*: the verdict that follows from all rules but those of the group `file`.
Goals: verdict 0.97, score within {near:.0f} points 0.95."""

RULES_TEXT = """\
Photographs on which a rule's status changes, by change, most first. *Median distance*: of the
measurement from its limit before the change, as a share of the limit, on those photographs: where
it is small, photographs lay at the limit, and any change tips them."""


@dataclass(frozen=True)
class Compared:
    """One photograph before and after each change."""

    plain: PhotoReport
    altered: dict[str, PhotoReport]


def main() -> None:
    """Measure, print, write."""
    arguments = _parse()
    try:
        labels = draw(read_labels(), arguments.photographs)
    except NoPhotographsError as failure:
        print(f"error: {failure}", file=sys.stderr)
        raise SystemExit(2) from None
    linter = Linter(Settings(arguments.profile), engine=arguments.engine)
    with ThreadPoolExecutor(max_workers=arguments.jobs) as pool:
        compared = list(pool.map(lambda label: compare(label, linter), labels))
    sections = [verdicts_section(compared), rules_section(compared)]
    console = Console(width=arguments.width)
    for section in sections:
        console.print(section.terminal())
    held = document.conditions(
        load_profile(arguments.profile).label,
        arguments.engine,
        {f"drawn with seed {SEED}": len(compared)},
    )
    document.write("invariance", HEAD, held, sections)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", default="corporate", help="what the photos are judged for")
    parser.add_argument("--engine", choices=("auto", "mediapipe", "onnx"), default="auto")
    parser.add_argument("--jobs", type=int, default=2, help="photos judged in parallel")
    parser.add_argument("--photographs", type=int, default=PHOTOGRAPHS, help="how many are drawn")
    parser.add_argument("--width", type=int, default=200, help="of the terminal, in characters")
    return parser.parse_args()


def draw(labels: Sequence[Labelled], count: int) -> list[Labelled]:
    """Photographs of one person, as both raters see it, drawn with a seed."""
    alone = [label for label in labels if label.both("people", "1")]
    drawn = np.random.default_rng(SEED).permutation(len(alone))[:count]
    return [alone[i] for i in sorted(drawn)]


def compare(label: Labelled, linter: Linter) -> Compared:
    """Judge one photograph before and after each change."""
    picture = upright(load(label.path))
    return Compared(
        plain=linter.check(as_png(picture)),
        altered={name: linter.check(alter(picture)) for name, alter in ALTERATIONS.items()},
    )


def verdicts_section(compared: Sequence[Compared]) -> Section:
    """Verdicts and scores that stay, by change."""
    rows: list[tuple[Cell, ...]] = []
    for name in ALTERATIONS:
        pairs = [(one.plain, one.altered[name]) for one in compared]
        moves = np.array([abs(after.score - before.score) for before, after in pairs])
        rows.append(
            (
                name,
                _share([before.verdict == after.verdict for before, after in pairs]),
                _share([shown(before) == shown(after) for before, after in pairs]),
                _share([move <= NEAR for move in moves]),
                round(float(np.median(moves)), 2),
                round(float(moves.max()), 1),
            )
        )
    columns = (
        *("change", "same verdict", "same but for the file"),
        *(f"score within {NEAR:.0f}", "median move of the score", "largest"),
    )
    text = VERDICTS_TEXT.format(near=NEAR)
    return Section("verdicts", "Verdict and score", text, columns, tuple(rows))


def _share(holds: Sequence[bool]) -> Share:
    return Share(sum(holds), len(holds))


def shown(report: PhotoReport) -> str:
    """The verdict from all rules but those on the file."""
    severities = {
        result.severity
        for result in report.results
        if result.status is Status.FAIL and result.category is not Category.FILE
    }
    if Severity.ERROR in severities:
        return "fail"
    return "warn" if Severity.WARNING in severities else "pass"


def rules_section(compared: Sequence[Compared]) -> Section:
    """Rules whose status changes."""
    counts: Counter[str] = Counter()
    by_change: dict[str, Counter[str]] = {name: Counter() for name in ALTERATIONS}
    moves: dict[str, list[float]] = {}
    for one in compared:
        for name, after in one.altered.items():
            for before, then in zip(one.plain.results, after.results, strict=True):
                if before.status is not then.status:
                    rule = f"{before.code} {before.name}"
                    counts[rule] += 1
                    by_change[name][rule] += 1
                    moves.setdefault(rule, []).append(_distance(before.value, before.limit))
    rows = [
        (
            rule,
            *(by_change[name][rule] for name in ALTERATIONS),
            count,
            round(float(np.nanmedian(moves[rule])), 3) if np.isfinite(moves[rule]).any() else None,
        )
        for rule, count in counts.most_common()
    ]
    columns = ("rule", *ALTERATIONS, "together", "median distance from the limit")
    return Section("rules", "Rules that change", RULES_TEXT, columns, tuple(rows))


def _distance(value: float | str | None, limit: float | str | None) -> float:
    """How far a measurement lay from its limit, as a share of the limit; NaN without numbers."""
    if not isinstance(value, float | int) or not isinstance(limit, float | int) or not limit:
        return float("nan")
    return abs(value - limit) / abs(limit)


if __name__ == "__main__":
    main()
