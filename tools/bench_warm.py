"""Time per photo where the facts are known: `python tools/bench_warm.py`.

A thousand photos, each with bytes of its own, are judged once, so that the cache knows them; then
whole processes of `check` are clocked from start to exit, several times over. The photos are those
of the folder that `HEADSHOT_LINT_PHOTOS` names, or the fixtures where that is absent; where there
are fewer than asked for, copies with changed trailing bytes fill up: as pictures the same, as
content another, so that each has its own entry.

`--write` writes the table to docs/warm-runs.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

import labels

GOAL_MS = 3.0
ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "warm-runs.md"
KINDS = {".jpg", ".jpeg", ".png", ".webp"}
RUNS: dict[str, tuple[str, ...]] = {
    "`full`": (),
    "`full`, `--jobs 1`": ("--jobs", "1"),
    "`json`": ("--output-format", "json"),
    "`json`, `--jobs 1`": ("--output-format", "json", "--jobs", "1"),
    "`csv`": ("--output-format", "csv"),
    "`junit`": ("--output-format", "junit"),
    "`sarif`": ("--output-format", "sarif"),
    "`markdown`": ("--output-format", "markdown"),
}


@dataclass(frozen=True)
class Timing:
    """Seconds of whole processes.

    Attributes:
        wall: from start to exit.
        cpu: processor time.
    """

    wall: float
    cpu: float


def pictures() -> list[Path]:
    """The photos to copy: labelled ones, or the fixtures that can be read."""
    folder = labels.FOLDER / "labelled"
    place = folder if folder.is_dir() else ROOT / "fixtures"
    found = (path for path in sorted(place.rglob("*")) if path.suffix.lower() in KINDS)
    return [path for path in found if "HL001" not in str(path)]


def contents(sources: list[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield suffix and bytes of photos without end, no two alike."""
    for again in count():
        for source in sources:
            more = f"copy {again}".encode() if again else b""
            yield source.suffix, source.read_bytes() + more


def fill(folder: Path, number: int) -> float:
    """Write photos into a folder; return their size in megabytes."""
    folder.mkdir()
    size = 0
    for index, (suffix, content) in enumerate(islice(contents(pictures()), number)):
        (folder / f"{index:04d}{suffix}").write_bytes(content)
        size += len(content)
    return size / 1e6


def check(folder: Path, *options: str) -> Timing:
    """Judge the photos in a process of its own; the report goes to a file beside them."""
    report = folder.parent / "report"
    cache = folder.parent / "cache"
    where = ["--isolated", "--cache", "--cache-dir", str(cache), "--output-file", str(report)]
    command = [sys.executable, "-m", "headshot_lint", "check", "--quiet", str(folder)]
    # An installed package has its bytecode; a checkout compiles it once, unless that is forbidden.
    env = {name: said for name, said in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, started = os.times(), time.perf_counter()
    done = subprocess.run([*command, *where, *options], check=False, env=env)  # noqa: S603 - our own command
    wall, after = time.perf_counter() - started, os.times()
    if done.returncode not in (0, 1):
        sys.exit(f"check ended with {done.returncode}")
    user = after.children_user - before.children_user
    return Timing(wall, user + after.children_system - before.children_system)


def measure(folder: Path, runs: int) -> dict[str, list[Timing]]:
    """Clock each kind of run; kinds take turns, so that a busy minute hits all alike."""
    made: dict[str, list[Timing]] = {name: [] for name in RUNS}
    for _ in range(runs):
        for name, options in RUNS.items():
            made[name].append(check(folder, *options))
    return made


def table(timings: dict[str, list[Timing]], number: int) -> str:
    """Return the timings in milliseconds a photo, as Markdown."""
    rows = []
    for name, runs in timings.items():
        walls = [1e3 * run.wall / number for run in runs]
        cpu = min(1e3 * run.cpu / number for run in runs)
        middle = statistics.median(walls)
        rows.append(f"| {name} | {middle:.1f} | {min(walls):.1f} | {cpu:.1f} |")
    head = ["| report | median wall, ms | fastest wall, ms | least processor time, ms |"]
    return "\n".join([*head, "|---|---|---|---|", *rows])


def page(conditions: str, result: str) -> str:
    """Return docs/warm-runs.md."""
    return f"""# Time of a warm run

`make bench-warm` wrote this. It is the time a photo of `headshot-lint check` where every photo was
judged before, for a whole process: start, search of the folder, reading and hashing of every file,
recalling its facts, all rules, the report. The goal is {GOAL_MS:.0f} ms. The second run may have
other settings than the first: facts are kept, not verdicts.

{conditions}

{result}
"""


def main() -> None:
    """Print the table, or write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="write docs/warm-runs.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "photos"
        megabytes = fill(folder, arguments.photos)
        cold = check(folder)
        timings = measure(folder, arguments.runs)
    conditions = (
        f"{arguments.photos:,} photos of {megabytes:.0f} MB; {os.cpu_count()} cores "
        f"({platform.machine()}), {platform.system()}, Python {platform.python_version()};\n"
        f"{arguments.runs} runs of each kind; load of the machine by other programs at the end "
        f"{max(0.0, os.getloadavg()[0] - 1):.1f}.\nWhere that is over 0, the fastest run is "
        "nearest to what the linter needs. The first run, which measured everything,\ntook "
        f"{1e3 * cold.wall / arguments.photos:.0f} ms a photo."
    )
    result = table(timings, arguments.photos)
    print(f"{conditions}\n\n{result}")
    if arguments.write:
        PAGE.write_text(page(conditions, result), encoding="utf-8")


if __name__ == "__main__":
    main()
