"""Agreement of scores and rules with raters: `python tools/evaluate.py`.

Runs the linter on labelled photographs (`HEADSHOT_LINT_PHOTOS` names their folder), prints the
tables and writes `docs/accuracy.md` and `docs/accuracy.json`. The photographs are no part of the
project, and no name of one enters a document: `--worst` prints names on the terminal only.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation import document
from evaluation.comparison import comparison_section, size_section
from evaluation.criteria import criteria_section, left_out_section
from evaluation.disagreements import blame_section, worst_section
from evaluation.judged import Judged, MissingReportsError, join, one_person, pooled_folds, scores
from evaluation.measurements import Measurements
from evaluation.overall import overall_section
from evaluation.pairs import differing, pairs_section
from evaluation.rates import kind_section, rates_section, verdict_section
from evaluation.refit import Refit
from evaluation.rivals import Measures, measure_all, read_measures, write_measures
from evaluation.tables import Section
from evaluation.unseen import Unseen
from labels import Labelled, NoPhotographsError, Replaced, read_labels, read_replaced
from rich.console import Console

from headshot_lint.analyse.mesh_mediapipe import available
from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.engine.profile import load_profile
from headshot_lint.engine.report import Report
from headshot_lint.engine.run import lint_many

DOCS = Path(__file__).parent.parent / "docs"


def main() -> None:
    """Evaluate, print, write."""
    arguments = _parse()
    try:
        labels, pairs = read_labels(), differing(read_replaced())
        report = _report(labels, pairs, arguments)
        judged = join(labels, report)
        measures = _measures(labels, pairs, arguments)
    except (NoPhotographsError, MissingReportsError) as failure:
        print(f"error: {failure}", file=sys.stderr)
        raise SystemExit(2) from None
    unseen = Unseen(load_profile(report.profile), arguments.jobs)
    found = sections(judged, unseen.judged(labels), unseen.pairs(pairs), pairs, measures)
    console = Console(width=arguments.width)
    for section in found:
        console.print(section.terminal())
    if arguments.worst:
        console.print(worst_section(judged).terminal())
    engine = "unknown, a saved report" if arguments.report else _engine(arguments.engine)
    held = document.conditions(judged, len(one_person(judged)), len(pairs), report.profile, engine)
    DOCS.mkdir(exist_ok=True)
    (DOCS / "accuracy.md").write_text(document.markdown(held, found), encoding="utf-8")
    (DOCS / "accuracy.json").write_text(document.as_json(held, found), encoding="utf-8")


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", default="corporate", help="what the photos are judged for")
    parser.add_argument("--engine", choices=("auto", "mediapipe", "onnx"), default="auto")
    parser.add_argument("--jobs", type=int, default=2, help="photos judged in parallel")
    parser.add_argument("--report", type=_file, help="a JSON report of the same photographs")
    parser.add_argument("--rivals", type=_file, help="saved measures of the alternatives")
    parser.add_argument("--save", type=Path, help="folder to save report.json and rivals.json in")
    parser.add_argument("--worst", action="store_true", help="name the worst disagreements")
    parser.add_argument("--width", type=int, default=200, help="of the terminal, in characters")
    return parser.parse_args()


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"{text} is no file: save one with --save FOLDER")
    return path


def sections(
    shipped: Sequence[Judged],
    unseen: Sequence[Judged],
    pair_scores: dict[str, float],
    pairs: Sequence[Replaced],
    measures: dict[str, Measures],
) -> list[Section]:
    """Every section of the document, in order.

    Args:
        shipped: photographs with the reports of the linter as it is.
        unseen: the same by heads that their own source had no part in.
        pair_scores: scores of replaced photographs, likewise.
        pairs: the replaced photographs.
        measures: of the alternatives.
    """
    profile = load_profile(unseen[0].report.profile or "corporate")
    alone = [j.label.both("people", "1") for j in unseen]
    left_out = scores(unseen)
    measured = Measurements(unseen)
    refit = Refit(unseen, pooled_folds([j.label for j in unseen]), measured, profile)
    return [
        overall_section(
            {"all": unseen, "one person": one_person(unseen)},
            {
                "all": {"left out": left_out, "shipped": scores(shipped)},
                "one person": {
                    "left out": left_out[alone],
                    "shipped": scores(one_person(shipped)),
                },
            },
        ),
        comparison_section(unseen, measures),
        size_section(unseen, measures),
        pairs_section(pairs, pair_scores, measures),
        criteria_section(unseen, measured),
        left_out_section(unseen, refit),
        verdict_section(unseen),
        rates_section(unseen, profile),
        kind_section(unseen),
        blame_section(unseen),
    ]


def _report(
    labels: Sequence[Labelled], pairs: Sequence[Replaced], arguments: argparse.Namespace
) -> Report:
    if arguments.report is not None:
        return Report.model_validate_json(arguments.report.read_bytes())
    report = lint_many(
        _paths(labels, pairs), arguments.profile, jobs=arguments.jobs, engine=arguments.engine
    )
    if arguments.save is not None:
        arguments.save.mkdir(parents=True, exist_ok=True)
        (arguments.save / "report.json").write_text(report.to_json(), encoding="utf-8")
    return report


def _measures(
    labels: Sequence[Labelled], pairs: Sequence[Replaced], arguments: argparse.Namespace
) -> dict[str, Measures]:
    if arguments.rivals is not None:
        saved = read_measures(arguments.rivals)
        if not {label.path.name for label in labels} <= saved.keys():
            raise MissingReportsError(f"{arguments.rivals} lacks photographs: measure anew")
        return saved
    measures = measure_all(_paths(labels, pairs), arguments.jobs)
    if arguments.save is not None:
        arguments.save.mkdir(parents=True, exist_ok=True)
        write_measures(arguments.save / "rivals.json", measures)
    return measures


def _paths(labels: Sequence[Labelled], pairs: Sequence[Replaced]) -> list[Path]:
    return [label.path for label in labels] + [p for pair in pairs for p in (pair.old, pair.new)]


def _engine(asked: LandmarkEngine) -> str:
    if asked != "auto":
        return asked
    return "mediapipe" if available() else "onnx"


if __name__ == "__main__":
    main()
