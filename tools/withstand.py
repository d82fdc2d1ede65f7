"""Show that hostile files do no harm: `python tools/withstand.py` (`make hostile`).

Makes more than 20,000 damaged, absurd and dangerous files from the fixtures and a seed, loads and
judges each, and writes `docs/hostile.md`. Every file must end as a clear refusal or a right result,
in bounded time and memory. Exits with 1 where one did not.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import PIL
from hostile.corpus import SEED, SIZE
from hostile.running import CPU_LIMIT_S, Order, Outcome, run

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "hostile.md"
CAP_MB = 1250
"""Most that loading one file may add to the memory of the process."""


def main() -> None:
    """Run, print what is wrong, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--write", action="store_true", help="write docs/hostile.md")
    arguments = parser.parse_args()
    began = time.perf_counter()
    orders = (Order(arguments.size, arguments.seed, hand_made=False), Order(0))
    with ThreadPoolExecutor(len(orders)) as pool:
        outcomes = [outcome for found in pool.map(follow, orders) for outcome in found]
    wall_s = time.perf_counter() - began
    text = page(outcomes, arguments.seed, wall_s)
    print(text)
    if arguments.write:
        PAGE.write_text(text, encoding="utf-8")
    sys.exit(1 if any(map(wrong, outcomes)) else 0)


def follow(order: Order) -> list[Outcome]:
    """Run a part of the corpus and say what is wrong as it comes."""
    outcomes: list[Outcome] = []
    for outcome in run(order):
        for complaint in outcome.complaints:
            print(f"{len(outcomes)}: {outcome.label}: {outcome.result}: {complaint}", flush=True)
        outcomes.append(outcome)
        if len(outcomes) % 1000 == 0:
            print(f"{len(outcomes):,} files", file=sys.stderr, flush=True)
    return outcomes


def wrong(outcome: Outcome) -> bool:
    """Whether a file did harm."""
    return bool(outcome.complaints) or outcome.growth_mb > CAP_MB


def page(outcomes: list[Outcome], seed: int, wall_s: float) -> str:
    """Return docs/hostile.md."""
    harmful = sum(map(wrong, outcomes))
    counts = Counter(outcome.result for outcome in outcomes)
    random = [each for each in outcomes if not each.label.startswith("by hand")]
    most_mb = max(each.peak_mb for each in outcomes)
    built = [each for each in outcomes if each.label.startswith("by hand")]
    return f"""# Hostile files

`make hostile` wrote this. Each file is made from the pictures below `fixtures/` and a seed, and
loaded; one in eight is judged by the rules on files, one in 400 by all rules. It must end as a
clear refusal (HL001 with a reason and what to do) or a right result: a file cut short that is read
all the same must give the very pixels of the whole one. Nothing may raise, kill the process, take
more than {CPU_LIMIT_S:.0f} seconds of processor time, or add more than {CAP_MB:,} MB to the
process.

{conditions(seed, wall_s)}

| | |
|---|---|
| files | {len(outcomes):,} |
| files that did harm | {harmful} |
| exceptions, crashes, hangs | {counts["exception"]}, {counts["crash"]}, {counts["hang"]} |
| most processor time for one damaged file | {max(each.cpu_s for each in random):.1f} s |
| most memory for one damaged file | {max(each.growth_mb for each in random):.0f} MB |
| most memory for one file built by hand | {max(each.growth_mb for each in built):.0f} MB |
| most memory of the process, making the files included | {most_mb:.0f} MB |

## What came of them

{table(random)}

## Built by hand

Files that try to hold or fill a reader: pictures just below the cap of 75 megapixels, and a few
megabytes that ask for hours or gigabytes. Time, of the processor, and memory are for loading and
judging each.

{hand_table(built)}

[Fuzzing](fuzzing.md) looks for what this corpus does not think of. What the limits are, and what
they do not cover, is in the [threat model](threat-model.md).
"""


def conditions(seed: int, wall_s: float) -> str:
    """Return commit, machine and versions."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607 - whichever git there is
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    ).stdout.strip()
    return (
        f"Commit {commit or 'unknown'}, seed {seed}; {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, Pillow {PIL.__version__}, OpenCV {cv2.__version__};\n"
        f"{wall_s / 60:.1f} minutes in two processes on a machine shared with others."
    )


def table(outcomes: list[Outcome]) -> str:
    """Return results by kind of damage, as Markdown."""
    kinds = sorted({kind_of(each) for each in outcomes})
    results = sorted({each.result for each in outcomes})
    head = ["| damage | files | " + " | ".join(results) + " |"]
    head.append("|---|---" + "|---" * len(results) + "|")
    rows = []
    for kind in kinds:
        counts = Counter(each.result for each in outcomes if kind_of(each) == kind)
        cells = " | ".join(f"{counts[result]:,}" for result in results)
        rows.append(f"| {kind} | {counts.total():,} | {cells} |")
    return "\n".join([*head, *rows])


def kind_of(outcome: Outcome) -> str:
    """Return the kind of damage, without the file that was damaged."""
    return outcome.label.rpartition(" ")[0].replace("_", " ")


def hand_table(outcomes: list[Outcome]) -> str:
    """Return what came of each file built by hand, as Markdown."""
    rows = [
        f"| `{each.label.removeprefix('by hand: ')}` | {each.result} | {each.cpu_s:.1f} "
        f"| {each.growth_mb:.0f} |"
        for each in outcomes
    ]
    return "\n".join(["| file | result | s | MB |", "|---|---|---|---|", *rows])


if __name__ == "__main__":
    main()
