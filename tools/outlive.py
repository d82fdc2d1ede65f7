"""A large batch that is killed and goes on: `python tools/outlive.py [--write]`, `make outlive`.

The labelled photographs (`HEADSHOT_LINT_PHOTOS` names their folder) are copied until there are
10,000 files of which no two have the same bytes, and scored by `headshot-lint batch` with all rules
and one worker a core. After a third of them the driver is killed (SIGKILL), after two thirds asked
to end (SIGTERM). In the end every file must have one row, and all copies of a photograph the same
verdict, score and statuses, wherever in the batch and by which worker they were judged.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import pyarrow.parquet as pq
from labels import read_labels
from scale import peak_mb

PAGE = Path(__file__).resolve().parent.parent / "docs/large-batch.md"
LOOK_EVERY_S = 2.0
STEPS = 10
"""Looks at the memory that the page shows."""


@dataclass
class Leg:
    """One run of the command, until it ended or was ended.

    Attributes:
        end: how it ended.
        seconds: from its start to its end.
        rows: that lay in the output folder after it.
        orphans: workers that outlived the driver by more than ten seconds.
        memory: by rows that were written: resident MB of the driver and of the largest worker.
    """

    end: str
    seconds: float = 0.0
    rows: int = 0
    orphans: int = 0
    memory: dict[int, tuple[float, float]] = field(default_factory=dict)


def fill(folder: Path, originals: list[Path], number: int) -> None:
    """Write copies that differ in what lies behind the picture."""
    folder.mkdir()
    for index, source in enumerate(islice(cycle(originals), number)):
        name = f"{index:05d}-{source.stem[:40]}{source.suffix}"
        (folder / name).write_bytes(source.read_bytes() + f"copy {index:05d}".encode())


def count_rows(out: Path) -> int:
    """Rows of all parts that are complete."""
    return sum(pq.read_metadata(part).num_rows for part in out.glob("*.parquet"))


def resident_mb(pid: int) -> float:
    """Resident memory of a process now."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def workers_of(pid: int) -> list[int]:
    """Worker processes of a driver."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [int(child) for child in children if peak_mb(child) > 0]


def one_leg(photos: Path, out: Path, until: int | None, sent: signal.Signals | None) -> Leg:
    """Run the command until it ends, or to a number of rows, at which it gets a signal."""
    command = [sys.executable, "-m", "headshot_lint", "batch", str(photos), "--out", str(out)]
    leg = Leg("ended" if sent is None else sent.name)
    started = time.perf_counter()
    with subprocess.Popen([*command, "--isolated", "--quiet"], stdout=subprocess.PIPE) as process:  # noqa: S603 - our own command
        workers: list[int] = []
        while process.poll() is None:
            workers = workers_of(process.pid) or workers
            leg.rows = count_rows(out)
            largest = max(map(resident_mb, workers), default=0.0)
            leg.memory[leg.rows] = (resident_mb(process.pid), largest)
            if sent is not None and until is not None and leg.rows >= until:
                process.send_signal(sent)
                process.wait()
                break
            time.sleep(LOOK_EVERY_S)
        code = process.returncode
    leg.seconds = time.perf_counter() - started
    leg.rows = count_rows(out)
    leg.orphans = _left(workers)
    leg.end += f", exit code {code}"
    return leg


def _left(workers: list[int]) -> int:
    """Workers that are still there after a while."""
    for _ in range(100):
        if not any(resident_mb(pid) for pid in workers):
            return 0
        time.sleep(0.1)
    return sum(resident_mb(pid) > 0 for pid in workers)


@dataclass(frozen=True)
class Kept:
    """What lies in the output folder in the end."""

    rows: int
    lost: int
    doubled: int
    errors: int
    photographs: int
    unlike: int


def examine(photos: Path, out: Path) -> Kept:
    """Hold rows against files, and copies of a photograph against each other."""
    told: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    paths: Counter[str] = Counter()
    errors = 0
    for part in sorted(out.glob("*.parquet")):
        for row in pq.read_table(part).to_pylist():
            name = Path(row["path"]).name
            paths[name] += 1
            errors += row["error"] is not None
            statuses = tuple((result["code"], result["status"]) for result in row["results"] or ())
            told[name.partition("-")[2]].add((row["verdict"], row["score"], statuses))
    files = {file.name for file in photos.iterdir()}
    return Kept(
        rows=paths.total(),
        lost=len(files - paths.keys()),
        doubled=sum(times > 1 for times in paths.values()),
        errors=errors,
        photographs=len(told),
        unlike=sum(len(ways) > 1 for ways in told.values()),
    )


def memory_rows(legs: list[Leg]) -> str:
    """Resident memory while the rows grow, some looks in even steps of the last leg."""
    looks = sorted(legs[-1].memory.items())
    chosen = dict.fromkeys(looks[:: max(1, len(looks) // STEPS)] + looks[-1:])
    lines = [f"| {rows:,} | {driver:.0f} | {worker:.0f} |" for rows, (driver, worker) in chosen]
    return "\n".join(lines)


def page(number: int, originals: int, legs: list[Leg], kept: Kept) -> str:
    """Return docs/large-batch.md."""
    head = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(head, check=True, capture_output=True, encoding="utf-8").stdout.strip()  # noqa: S603 - fixed words
    runs = "\n".join(
        f"| {leg.end} | {leg.rows:,} | {leg.seconds / 60:.1f} | {leg.orphans} |" for leg in legs
    )
    return f"""# A large batch, killed twice

`make outlive` wrote this, at commit {commit}: {number:,} files made of {originals} labelled
photographs, each file with bytes of its own, scored by `headshot-lint batch` with all rules of the
default profile and one worker a core. {os.cpu_count()} cores ({platform.machine()}),
{platform.system()}, Python {platform.python_version()}. Other programs had the cores, too: the
minutes are no measure of pace, for which see [scale](scale.md).

| run | rows after it | minutes | workers left |
|---|---|---|---|
{runs}

- Rows in the end: **{kept.rows:,}** of {number:,} files; {kept.lost} lost, {kept.doubled} doubled.
- Rows with an error instead of a verdict: {kept.errors}.
- Photographs of which any two copies differ in verdict, score or a status: **{kept.unlike}** of
  {kept.photographs}, though they lay all over the batch and were judged by different workers.

## Memory

Resident, of the driver and of the larger worker, in the last of the runs.

| rows written | driver, MB | worker, MB |
|---|---|---|
{memory_rows(legs)}
"""


def main() -> None:
    """Run the batch three times, print what came of it, and write the page if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=10_000)
    parser.add_argument("--write", action="store_true", help="write docs/large-batch.md")
    arguments = parser.parse_args()
    number = arguments.photos
    originals = [photo.path for photo in read_labels()]
    stops: list[tuple[int | None, signal.Signals | None]] = [
        (number // 3, signal.SIGKILL),
        (2 * number // 3, signal.SIGTERM),
        (None, None),
    ]
    with tempfile.TemporaryDirectory() as temporary:
        photos, out = Path(temporary) / "photos", Path(temporary) / "rows"
        fill(photos, originals, number)
        out.mkdir()
        legs = []
        for until, sent in stops:
            legs.append(one_leg(photos, out, until, sent))
            print(legs[-1].end, legs[-1].rows, round(legs[-1].seconds), flush=True)
        kept = examine(photos, out)
    print(kept)
    if arguments.write:
        PAGE.write_text(page(number, len(originals), legs, kept), encoding="utf-8")
    if kept.lost or kept.doubled or kept.unlike or kept.rows != number:
        sys.exit("the batch did not keep one row a file, or judged copies apart")


if __name__ == "__main__":
    main()
