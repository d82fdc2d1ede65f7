"""Batches as they grow: `python tools/scale.py [--write]`, which `make scale` runs.

Photos of a size are a public-domain portrait enlarged, each with other bytes. Every run is a
process of its own with worker processes of its own. Wall time counts from the moment when each
worker has answered twice, so that loading the models is not in it; processor time is that of the
workers, less what a run of one photo takes.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import portrait

from headshot_lint.batch.crew import Crew
from headshot_lint.batch.job import Job, Tally
from headshot_lint.batch.parts import Parts
from headshot_lint.batch.scorer import BatchScorer
from headshot_lint.batch.sources import find_items

PAGE = Path(__file__).resolve().parent.parent / "docs/scale.md"
SIZES = {
    "0.3 MP": (480, 640),
    "1 MP": (866, 1155),
    "12 MP": (3000, 4000),
    "24 MP": (4000, 6000),
    "67 MP": (8192, 8192),
}
GROWTH = "0.3 MP"
BUSY = "**Other programs had the cores meanwhile: paces and their ratios here tell nothing.**"
CLUSTER = (1, 2, 16, 64, 1024)


@dataclass(frozen=True)
class Measured:
    """One run.

    Attributes:
        wall_s: from when each worker has answered once, for `counted` photos.
        cpu_s: of all workers, their start included.
        driver_mb, worker_mb: peak resident memory; of the largest worker.
    """

    photos: int
    counted: int
    wall_s: float
    cpu_s: float
    driver_mb: float
    worker_mb: float

    @property
    def pace(self) -> float:
        """Photos a second."""
        return self.counted / self.wall_s if self.wall_s else 0.0


class Watch:
    """Notes when a run got going, and how much memory its processes take."""

    def __init__(self, crew: Crew, jobs: int) -> None:
        self._crew, self._jobs = crew, jobs
        self.warm: tuple[int, float] | None = None
        self.worker_mb = 0.0

    def __call__(self, tally: Tally) -> None:
        """Take note of a photo that is done."""
        if self.warm is None and tally.scored >= 2 * self._jobs:
            self.warm = (tally.scored, time.perf_counter())
        if tally.scored % 20 < self._jobs:
            pids = [worker.process.pid for worker in self._crew._workers]  # noqa: SLF001 - a look inside
            self.worker_mb = max([self.worker_mb, *(peak_mb(pid) for pid in pids if pid)])


def peak_mb(pid: int | str) -> float:
    """Peak resident memory of a process, as Linux accounts for it."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def one_run(folder: str, jobs: int) -> Measured:
    """Score a folder in this process."""
    scorer = BatchScorer()
    crew = Crew(scorer, jobs=jobs)
    watch = Watch(crew, jobs)
    with tempfile.TemporaryDirectory() as out:
        job = Job(Parts(f"{out}/rows"), scorer.judged_by, progress=watch)
        tally = job.run(find_items([folder]), crew)
        ended = time.perf_counter()
    if tally.errors:
        sys.exit(f"{tally.errors} photos have errors")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    counted, since = watch.warm or (0, ended)
    return Measured(
        tally.scored,
        tally.scored - counted,
        ended - since,
        used.ru_utime + used.ru_stime,
        peak_mb("self"),
        watch.worker_mb,
    )


def measure(folder: Path, jobs: int) -> Measured:
    """Score a folder in a process of its own."""
    command = [sys.executable, __file__, "--one", str(folder), "--jobs", str(jobs)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")  # noqa: S603 - this file
    return Measured(**json.loads(done.stdout))


def fill(folder: Path, data: bytes, number: int) -> Path:
    """Write photos of which no two have the same bytes."""
    folder.mkdir()
    for index in range(number):
        (folder / f"{index:05d}.jpg").write_bytes(data + f"copy {index}".encode())
    return folder


def by_size(place: Path, photos: int, titles: list[str]) -> tuple[str, dict[str, float]]:
    """The table of sizes, and processor seconds a photo by size."""
    rows = ["| photo | one worker, photos/s | two workers, photos/s | ratio | processor time, ms |"]
    rows.append("|---|---|---|---|---|")
    cpu = {}
    for title in titles:
        width, height = SIZES[title]
        data = portrait(width, height)
        number = photos if width * height < 2e7 else max(6, photos // 3)
        few = fill(place / f"few {title}", data, 1)
        many = fill(place / f"many {title}", data, number)
        start, one, two = measure(few, 1), measure(many, 1), measure(many, 2)
        cpu[title] = (one.cpu_s - start.cpu_s) / (number - 1)
        rows.append(
            f"| {title} | {one.pace:.1f} | {two.pace:.1f} | {two.pace / one.pace:.2f} | "
            f"{1e3 * cpu[title]:.0f} |"
        )
        print(rows[-1], flush=True)
    return "\n".join(rows), cpu


def by_number(place: Path, numbers: list[int]) -> str:
    """The table of growth: time and memory from few photos to many."""
    data = portrait(*SIZES[GROWTH])
    rows = ["| photos | ms a photo (two workers) | driver, MB | largest worker, MB |"]
    rows.append("|---|---|---|---|")
    for number in numbers:
        made = measure(fill(place / f"growth {number}", data, number), 2)
        rows.append(
            f"| {number:,} | {1e3 / made.pace:.0f} | {made.driver_mb:.0f} | {made.worker_mb:.0f} |"
        )
        print(rows[-1], flush=True)
    return "\n".join(rows)


def sizing(cpu: dict[str, float], price: float) -> str:
    """The table of what a million photos take."""
    heads = " | ".join(f"{cores:,} {'core' if cores == 1 else 'cores'}" for cores in CLUSTER)
    rows = [f"| photo | photos a core-hour | cost of a million | {heads} |"]
    rows.append("|---|---|---|" + "---|" * len(CLUSTER))
    for title, seconds in cpu.items():
        hours = 1e6 * seconds / 3600
        times = " | ".join(_span(hours / cores) for cores in CLUSTER)
        rows.append(f"| {title} | {3600 / seconds:,.0f} | {hours * price:,.2f} | {times} |")
    return "\n".join(rows)


def _span(hours: float) -> str:
    if hours >= 48:
        return f"{hours / 24:.0f} days"
    return f"{hours:.1f} h" if hours >= 1 else f"{60 * hours:.0f} min"


def page(arguments: argparse.Namespace, sizes: str, growth: str, table: str) -> str:
    """Return docs/scale.md."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607 - as developers have it
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout.strip()
    load = max(0.0, os.getloadavg()[0] - 2)
    warning = f"\n{BUSY}\n" if load >= 1 else ""
    return f"""# Scale

`make scale` wrote this, at commit {commit}. It is what `headshot-lint batch` takes with all rules
of the default profile, reading, hashing and writing included.

{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, Python
{platform.python_version()}; up to {arguments.photos} photos a size; load of the machine by other
programs at the end {load:.1f}. Where that is over 0, photos a second are too low, and processor
times are nearest to what the linter needs.
{warning}
## Photos a second

{sizes}

## From few photos to many

Photos of {GROWTH}. Time and memory a photo should stay as they are: the driver keeps some 0.4 kB
of each photo that it knows, and nothing else grows.

{growth}

## What a million photos take

From the processor time of one photo, at {arguments.price:g} for a core-hour (an assumption: put
your own price in), on machines that do nothing else, as if all cores were like this one.

{table}

## When to leave one machine

- **Up to a day's work of one machine**: stay there. `headshot-lint batch` keeps all its cores busy,
  goes on where it was stopped, and needs no cluster. A larger machine is simpler than several.
- **Several machines, once**: give each a part of the folders or shards and an output folder of its
  own; the parts are read together afterwards, as `out-*/*.parquet`.
- **More, or again and again**: `--engine ray` on the cluster that you have. Ray itself takes some
  ten seconds to start, so it is no gain below some thousands of photos.
- Decoding grows with the pixels and the rest does not: see the processor times above.
"""


def main() -> None:
    """Print the tables, or write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=120, help="of each size")
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--growth", type=int, nargs="*", default=[10, 100, 1000, 4000])
    parser.add_argument("--price", type=float, default=0.05, help="of a core-hour")
    parser.add_argument("--write", action="store_true", help="write docs/scale.md")
    parser.add_argument("--one", metavar="FOLDER", help=argparse.SUPPRESS)
    parser.add_argument("--jobs", type=int, default=1, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(asdict(one_run(arguments.one, arguments.jobs))))
        return
    with tempfile.TemporaryDirectory() as temporary:
        sizes, cpu = by_size(Path(temporary), arguments.photos, arguments.sizes)
        growth = by_number(Path(temporary), arguments.growth)
    table = sizing(cpu, arguments.price)
    print(table)
    if arguments.write:
        PAGE.write_text(page(arguments, sizes, growth, table), encoding="utf-8")


if __name__ == "__main__":
    main()
