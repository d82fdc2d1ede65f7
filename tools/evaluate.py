"""Agreement of scores and rules with raters: `python tools/evaluate.py`.

Runs the linter on labelled photographs and prints, as it is: the score's AUC for the raters'
verdicts, rank correlation with their ratings, AUC of each criterion's rule, rates at which rules
fire on photographs that both raters pass, and the confusion of `kind`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from labels import FOLDER, Labelled, read_labels
from rich.console import Console
from rich.table import Table
from scipy.stats import spearmanr
from sklearn.metrics import cohen_kappa_score, roc_auc_score

from headshot_lint.engine.report import PhotoReport, Report, Result
from headshot_lint.engine.run import lint_many
from headshot_lint.model.verdict import Severity, Status

Truth = Callable[[dict[str, str]], bool]


@dataclass(frozen=True)
class Criterion:
    """A fault as raters name it, and the rules that should find it."""

    title: str
    column: str
    values: tuple[str, ...]
    rules: tuple[str, ...]
    people_only: bool = True

    def holds(self, row: dict[str, str]) -> bool:
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
    Criterion("tilted", "tilt", ("tilted",), ("HL107",)),
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


@dataclass(frozen=True)
class Judged:
    """A labelled photograph with the linter's report."""

    label: Labelled
    report: PhotoReport

    def result(self, code: str) -> Result | None:
        """The result of one rule, None where the profile has it off."""
        return next((r for r in self.report.results if r.code == code), None)

    def suspicion(self, codes: Iterable[str]) -> float:
        """How strongly the rules object, 0-100; a skipped rule does not object."""
        results = [r for code in codes if (r := self.result(code)) is not None]
        return max((100.0 - r.score for r in results if r.score is not None), default=0.0)


def main() -> None:
    """Run the linter on the labelled photographs and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", default="corporate")
    parser.add_argument("--report", type=Path, help="a JSON report of the same photographs")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    labels = read_labels()
    judged = _judge(labels, arguments.profile, arguments.report, arguments.jobs)
    console = Console(width=110)
    console.print(f"{len(judged)} photographs of {FOLDER.name}, profile {arguments.profile}")
    console.print(overall_table(judged))
    console.print(criteria_table(judged))
    console.print(rules_table(judged))
    console.print(kind_table(judged))


def _judge(labels: Sequence[Labelled], profile: str, saved: Path | None, jobs: int) -> list[Judged]:
    if saved is not None:
        report = Report.model_validate(json.loads(saved.read_text(encoding="utf-8")))
    else:
        report = lint_many([label.path for label in labels], profile, jobs=jobs)
    by_name = {Path(photo.path).name: photo for photo in report.photos}
    return [Judged(label, by_name[label.path.name]) for label in labels]


def _auc(truth: Sequence[bool], score: Sequence[float]) -> float:
    return float(roc_auc_score(truth, score)) if 0 < sum(truth) < len(truth) else float("nan")


def _sides(judged: Sequence[Judged], truth: Truth) -> tuple[list[bool], list[bool]]:
    return [truth(j.label.a) for j in judged], [truth(j.label.b) for j in judged]


def overall_table(judged: Sequence[Judged]) -> Table:
    """The score against verdicts and ratings, beside the raters' own agreement."""
    table = Table("figure", "rater A", "rater B", "B's rating for A", title="Overall")
    groups = {
        "": judged,
        ", one person": [j for j in judged if j.label.both("people", "1")],
    }
    for suffix, group in groups.items():
        scores = [j.report.score for j in group]
        ratings_b = [float(j.label.b["rating"]) for j in group]
        for title, truth in (
            ("AUC pass", lambda row: row["verdict"] == "pass"),
            ("AUC not-fail", lambda row: row["verdict"] != "fail"),
        ):
            a, b = _sides(group, truth)
            table.add_row(
                title + suffix,
                f"{_auc(a, scores):.3f}",
                f"{_auc(b, scores):.3f}",
                f"{_auc(a, ratings_b):.3f}",
            )
        ratings_a = [float(j.label.a["rating"]) for j in group]
        table.add_row(
            "Spearman with rating" + suffix,
            f"{spearmanr(scores, ratings_a).statistic:.3f}",
            f"{spearmanr(scores, ratings_b).statistic:.3f}",
            f"{spearmanr(ratings_a, ratings_b).statistic:.3f}",
        )
    exact = cohen_kappa_score(
        [j.label.a["rating"] for j in judged],
        [j.label.b["rating"] for j in judged],
        weights="quadratic",
    )
    table.caption = f"raters' quadratic-weighted kappa {exact:.3f}; photographs {len(judged)}"
    return table


def criteria_table(judged: Sequence[Judged]) -> Table:
    """Each criterion: AUC of its rules, precision and recall of their firing."""
    table = Table(
        "criterion", "rules", "n", "AUC A", "AUC B", "B for A", "prec.", "recall", "skipped"
    )
    table.title = "Per criterion"
    for criterion in CRITERIA:
        group = [
            j for j in judged if not criterion.people_only or not j.label.either("people", "0")
        ]
        a, b = _sides(group, criterion.holds)
        score = [j.suspicion(criterion.rules) for j in group]
        fired = np.array([_fired(j, criterion.rules) for j in group])
        hits = float((fired & np.array(a)).sum())
        skipped = sum(all(_skipped(j, code) for code in criterion.rules) for j in group)
        table.add_row(
            criterion.title,
            " ".join(criterion.rules),
            str(sum(a)),
            f"{_auc(a, score):.3f}",
            f"{_auc(b, score):.3f}",
            f"{_auc(a, [float(x) for x in b]):.3f}",
            f"{hits / fired.sum():.2f}" if fired.any() else "-",
            f"{hits / sum(a):.2f}" if sum(a) else "-",
            str(skipped),
        )
    return table


def _fired(judged: Judged, codes: Iterable[str]) -> bool:
    return any((r := judged.result(c)) is not None and r.status is Status.FAIL for c in codes)


def _skipped(judged: Judged, code: str) -> bool:
    result = judged.result(code)
    return result is None or result.status is Status.SKIP


def rules_table(judged: Sequence[Judged]) -> Table:
    """How often each rule fires, on photographs that both raters pass and on those both fail."""
    table = Table("rule", "severity", "on passed", "on failed", "skipped", "errors")
    table.title = "Rates at the limits"
    passed = [j for j in judged if j.label.both("verdict", "pass")]
    failed = [j for j in judged if j.label.both("verdict", "fail")]
    for result in judged[0].report.results:
        code = result.code
        severity = Severity(result.severity)
        rate = np.mean([_fired(j, [code]) for j in passed])
        bound = {Severity.ERROR: 0.03, Severity.WARNING: 0.08}.get(severity, 1.0)
        table.add_row(
            f"{code} {result.name}",
            str(severity),
            f"{100 * rate:.1f} %" + (" !" if rate > bound else ""),
            f"{100 * np.mean([_fired(j, [code]) for j in failed]):.1f} %",
            str(sum(_skipped(j, code) for j in judged)),
            str(
                sum((r := j.result(code)) is not None and r.status is Status.ERROR for j in judged)
            ),
        )
    return table


def kind_table(judged: Sequence[Judged]) -> Table:
    """Confusion of `kind` with rater A's type."""
    types = ("headshot", "portrait", "snapshot", "group", "none")
    kinds = ("headshot", "portrait", "snapshot", "group", "not-a-photo", "no-person", "unreadable")
    count = Counter((j.label.a["type"], str(j.report.kind)) for j in judged)
    table = Table("rater A \\ kind", *kinds, title="Kind")
    for row in types:
        table.add_row(row, *(str(count[row, kind]) for kind in kinds))
    return table


if __name__ == "__main__":
    main()
