"""Do verdicts hold across versions of the libraries and both landmark engines: `make versions`.

Makes environments with the oldest and the newest dependencies that are allowed, judges all labelled
photographs (`HEADSHOT_LINT_PHOTOS` names their folder) in each, with both engines, compares, and
writes `docs/versions.md` and `docs/versions.json`. Exits with 1 where too few verdicts stay. Takes
about five times three minutes of one core; needs uv (group `release`) and a package registry.
"""

from __future__ import annotations

import argparse
import sys

from across.pairs import Pair
from across.runs import SETUPS, Run, environments, judge, recall
from across.sections import (
    agreement_section,
    environments_section,
    lost,
    rules_section,
    said_section,
    verdicts_section,
)
from evaluation.tables import Section
from fair import document
from labels import Labelled, NoPhotographsError, read_labels
from rich.console import Console

HEAD = """\
# Versions

Written by `python tools/versions.py` (`make versions`). The same photographs, judged with the
oldest and with the newest libraries that are allowed, and with both landmark engines. Within one
environment the same bytes give the same report; between environments decoders, resampling and
networks round otherwise, and what lies at a limit may fall on its other side.
"""

COMPARED = (
    ("runs, jobs and order", "newest", "newest again"),
    ("oldest and newest, MediaPipe", "newest", "oldest"),
    ("oldest and newest, ONNX", "newest, onnx", "oldest, onnx"),
    ("MediaPipe and ONNX, newest", "newest", "newest, onnx"),
    ("MediaPipe and ONNX, oldest", "oldest", "oldest, onnx"),
)


def main() -> None:
    """Judge, compare, print, write."""
    arguments = _parse()
    try:
        labels = read_labels()
    except NoPhotographsError as failure:
        print(f"error: {failure}", file=sys.stderr)
        raise SystemExit(2) from None
    runs = {run.setup.name: run for run in _runs(labels, reuse=arguments.reuse)}
    pairs = [Pair.of(name, runs[left], runs[right]) for name, left, right in COMPARED]
    sections = _sections(list(runs.values()), pairs, labels)
    console = Console(width=arguments.width)
    for section in sections:
        console.print(section.terminal())
    first = next(iter(runs.values()))
    held = document.conditions(first.report.profile, "auto", {"labelled": len(labels)})
    held |= {"commit": " ".join(dict.fromkeys(run.commit for run in runs.values()))}
    held |= {"landmark engine": "mediapipe and onnx"}
    del held["packages"]
    document.write("versions", HEAD, held, sections)
    missed = lost(pairs)
    for pair in missed:
        print(f"{pair.name}: only {pair.share_of_verdicts:.1%} of verdicts stay", file=sys.stderr)
    sys.exit(1 if missed else 0)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reuse", action="store_true", help="judge only what was not kept before")
    parser.add_argument("--width", type=int, default=200, help="of the terminal, in characters")
    return parser.parse_args()


def _runs(labels: list[Labelled], *, reuse: bool) -> list[Run]:
    kept = [recall(setup) if reuse else None for setup in SETUPS]
    made = {} if all(kept) else environments()
    paths = [label.path for label in labels]
    runs = []
    for setup, run in zip(SETUPS, kept, strict=True):
        if run is None:
            print(f"judging {len(paths)} photographs: {setup.name}", file=sys.stderr, flush=True)
            run = judge(setup, made[setup.resolution], paths)  # noqa: PLW2901 - what was lacking
        runs.append(run)
    return runs


def _sections(runs: list[Run], pairs: list[Pair], labels: list[Labelled]) -> list[Section]:
    by_name = {pair.name: pair for pair in pairs}
    versions, engines = COMPARED[1][0], COMPARED[3][0]
    return [
        environments_section(runs),
        verdicts_section(pairs),
        agreement_section(runs, labels),
        said_section(pairs),
        rules_section(by_name[versions], "versions", f"Rules: {versions}"),
        rules_section(by_name[engines], "engines", f"Rules: {engines}"),
    ]


if __name__ == "__main__":
    main()
