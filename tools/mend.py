"""How crops, fixes and orders do on labelled photographs: `python tools/mend.py` (`make mend`).

`HEADSHOT_LINT_PHOTOS` names the folder of the photographs. Prints the tables and writes
`docs/mend.md` and `docs/mend.json`. What was observed is kept below `.headshot_lint_cache/mend/`,
photograph by photograph, so that a run can be broken off and gone on with; `--anew` forgets it.
The order of left-out sources needs what `tools/train_heads.py` keeps.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "fixtures"))

import numpy as np  # noqa: E402 - the ladders lie beside the fixtures
from evaluation.agreement import SEED  # noqa: E402
from evaluation.tables import Section  # noqa: E402
from fair import document  # noqa: E402
from labels import (  # noqa: E402
    Labelled,
    NoPhotographsError,
    read_labels,
)
from mending import crops, fixing, orders  # noqa: E402
from rich.console import Console  # noqa: E402

KEPT = ROOT / ".headshot_lint_cache" / "mend"

HEAD = """\
# Crops, fixes and orders, measured

Written by `python tools/mend.py` (`make mend`). Does `crop` deliver what a profile asks, does `fix`
do no harm, does `rank` put the better photo first? [How to mend photos](how-to-mend.md) says what
the commands do.

The raters are vision models working apart and by sight alone. The photographs are no part of the
project, and no figure of a single one is published. The commit is that of the tables: a photograph
that was observed before, on one of the commits that lead to it, is not observed again.
"""

Observe = Callable[[Path], dict[str, Any]]


def main() -> None:
    """Observe, print, write."""
    arguments = _parse()
    try:
        labels = read_labels()
    except NoPhotographsError as failure:
        print(f"error: {failure}", file=sys.stderr)
        raise SystemExit(2) from None
    if arguments.anew:
        shutil.rmtree(KEPT, ignore_errors=True)
    alone = [label for label in labels if label.both("people", "1")]
    drawn = _draw(labels, arguments.fixes)
    good = [x for x in alone if x.both("verdict", "pass")]
    observed = {
        "crop": _observe("crop", crops.observe, _draw(alone, arguments.crops), arguments.jobs),
        "safe": _observe("safe", partial(fixing.observe, unsafe=False), drawn, arguments.jobs),
        "unsafe": _observe(
            "unsafe",
            partial(fixing.observe, unsafe=True),
            drawn[: arguments.unsafe],
            arguments.jobs,
        ),
        "steps": _observe(
            "steps", orders.observe_steps, _draw(good, arguments.steps), arguments.jobs
        ),
    }
    sections: list[Section] = [
        *crops.sections(observed["crop"]),
        *fixing.sections({"safe": observed["safe"], "unsafe": observed["unsafe"]}),
        orders.rated_section(orders.left_out(labels, arguments.jobs)),
        orders.steps_section(observed["steps"]),
    ]
    console = Console(width=arguments.width)
    for section in sections:
        console.print(section.terminal())
    counts = {
        f"cropped, of {len(alone)} that show one person": len(observed["crop"]),
        f"mended, of all {len(labels)}, drawn with seed {SEED}": len(observed["safe"]),
        "of these mended with unsafe fixes as well": len(observed["unsafe"]),
        "made worse step by step": len(observed["steps"]),
    }
    held = document.conditions("linkedin@1 for crops, corporate@1 otherwise", "auto", counts)
    document.write("mend", HEAD, held, sections)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2, help="photographs worked on in parallel")
    parser.add_argument("--crops", type=int, default=10_000, help="how many are cropped at most")
    parser.add_argument("--fixes", type=int, default=10_000, help="how many are mended at most")
    parser.add_argument("--unsafe", type=int, default=100, help="... with unsafe fixes as well")
    parser.add_argument("--steps", type=int, default=8, help="how many are made worse")
    parser.add_argument("--anew", action="store_true", help="forget what was observed before")
    parser.add_argument("--width", type=int, default=200, help="of the terminal, in characters")
    return parser.parse_args()


def _draw(labels: Sequence[Labelled], count: int) -> list[Labelled]:
    """Photographs drawn with a seed: of fewer, the first of more."""
    drawn = np.random.default_rng(SEED).permutation(len(labels))[:count]
    return [labels[i] for i in drawn]


def _observe(
    part: str, observe: Observe, labels: Sequence[Labelled], jobs: int
) -> dict[str, dict[str, Any]]:
    """What was observed of each photograph, kept from earlier runs or found now."""
    kept = KEPT / f"{part}.jsonl"
    kept.parent.mkdir(parents=True, exist_ok=True)
    seen: dict[str, dict[str, Any]] = {}
    if kept.is_file():
        for line in kept.read_text(encoding="utf-8").splitlines():
            name, found = json.loads(line)
            seen[name] = found
    left = [label.path for label in labels if label.path.name not in seen]
    with (
        kept.open("a", encoding="utf-8") as file,
        ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool,
    ):
        for path, found in zip(left, pool.map(observe, left), strict=True):
            seen[path.name] = found
            file.write(json.dumps([path.name, found]) + "\n")
            file.flush()
            print(f"{part}: {len(seen)} of {len(labels)}", file=sys.stderr, end="\r")
    return {label.path.name: seen[label.path.name] for label in labels}


if __name__ == "__main__":
    main()
