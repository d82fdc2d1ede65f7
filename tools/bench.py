"""Time per photo against its floor: `python tools/bench.py`.

The floor of a photo is what no linter with these models can save: one bare decode of the file, at
the size that the linter decodes, and the forward passes that the linter runs on it, alone: of the
networks, and of the learned heads upon them. It is taken in the same run, on one core, on the same
photo: time inside the passes is clocked while the linter works, and the bare decode beside it.

Photos are clocked in processor time of the whole process, MediaPipe's threads included: on one core
that is wall time without the pauses in which other programs have the core. What is left of their
influence, caches and clock speed, falls on floor and total alike, so the ratio is taken run by run.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import skimage.data
from PIL import Image, ImageOps

from headshot_lint.analyse import activations, mesh_mediapipe
from headshot_lint.analyse.heads import Heads
from headshot_lint.analyse.models import Network
from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.engine.linter import Linter

WORK_PX = 1024
SIZES = {"0.3 MP": (480, 640), "1 MP": (866, 1155), "12 MP": (3000, 4000)}

PASSES: tuple[tuple[object, str], ...] = (
    (Network, "run"),
    (activations, "pool_whole"),
    (activations, "pool_regions"),
    (Heads, "first"),
)
"""Forward passes: the networks, and the learned heads, whose first layer pools and weighs."""


class Stopwatch:
    """Time spent inside functions that it has wrapped."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def wrapping(self, owner: object, name: str) -> Iterator[None]:
        """Clock every call of `owner.name` for as long as the block lasts."""
        plain: Callable[..., object] = getattr(owner, name)

        def clocked(*arguments: object, **keywords: object) -> object:
            started = time.process_time()
            try:
                return plain(*arguments, **keywords)
            finally:
                self.seconds += time.process_time() - started

        setattr(owner, name, clocked)
        try:
            yield
        finally:
            setattr(owner, name, plain)


def portrait(width: int, height: int) -> bytes:
    """A JPEG of a public-domain portrait enlarged to the given size, with grain, quality 90."""
    face = Image.fromarray(skimage.data.astronaut()).crop((60, 0, 444, 512))
    large = np.asarray(face.resize((width, height), Image.Resampling.LANCZOS), dtype=np.int16)
    grain = np.random.default_rng(0).normal(0, 4, (height, width, 1)).astype(np.int16)
    picture = Image.fromarray(np.clip(large + grain, 0, 255).astype(np.uint8))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


def bare_decode(data: bytes) -> None:
    """Decode at the reduction that the linter asks for: to three quarters of the working size."""
    image = Image.open(io.BytesIO(data))
    scale = 1
    while scale < 8 and max(image.size) // (scale * 2) >= WORK_PX * 3 // 4:
        scale *= 2
    image.draft("RGB", (image.width // scale, image.height // scale))
    image.load()
    ImageOps.exif_transpose(image)


@dataclass(frozen=True)
class Run:
    """Processor seconds of one check of a photo.

    Attributes:
        total: the whole check.
        decode: one bare decode, right after it.
        passes: inside networks and heads, within `total`.
    """

    total: float
    decode: float
    passes: float

    @property
    def floor(self) -> float:
        """What no linter with these models can save."""
        return self.decode + self.passes

    @property
    def ratio(self) -> float:
        """The check against its floor."""
        return self.total / self.floor


def time_photo(data: bytes, engine: LandmarkEngine, runs: int) -> list[Run]:
    """Check a photo again and again."""
    linter = Linter(engine=engine)
    linter.check(data, name="photo.jpg")
    bare_decode(data)
    tasks = (
        mesh_mediapipe.this_thread() if engine != "onnx" and mesh_mediapipe.available() else None
    )
    made = []
    for _ in range(runs):
        watch = Stopwatch()
        with ExitStack() as clocks:
            for owner, name in PASSES:
                clocks.enter_context(watch.wrapping(owner, name))
            if tasks is not None:
                clocks.enter_context(watch.wrapping(tasks, "detect"))
            started = time.process_time()
            linter.check(data, name="photo.jpg")
            total = time.process_time() - started
        started = time.process_time()
        bare_decode(data)
        made.append(Run(total, time.process_time() - started, watch.seconds))
    return made


def print_row(title: str, made: list[Run]) -> None:
    """Print the medians of some runs in milliseconds, and the median of their ratios."""
    total, decode, passes, floor = (
        1e3 * statistics.median(getattr(run, part) for run in made)
        for part in ("total", "decode", "passes", "floor")
    )
    ratio = statistics.median(run.ratio for run in made)
    print(
        f"{title:>8} {total:9.1f} {decode:7.1f} {passes:9.1f} {floor:7.1f} {total - floor:7.1f}"
        f" {ratio:6.2f}"
    )


def time_process(arguments: list[str], runs: int = 5) -> float:
    """Median wall seconds of a whole process."""
    walls = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "headshot_lint", *arguments], capture_output=True, check=False
        )
        walls.append(time.perf_counter() - started)
    return statistics.median(walls)


def peak_rss_mb(path: Path) -> float:
    """Peak resident memory of a process that checks one photo.

    Read from Linux's own account of the process: `getrusage` counts in what the parent of a new
    process occupies, so it would tell the size of this one.
    """
    code = (
        "import re, sys; from headshot_lint import lint; lint(sys.argv[1]);"
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) / 1024)"
    )
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=25)
    arguments = parser.parse_args()
    everywhere = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(everywhere)})
    engines: tuple[LandmarkEngine, ...] = ("onnx",)
    if mesh_mediapipe.available():
        engines = ("mediapipe", "onnx")
    for engine in engines:
        print(f"engine {engine}, one core, processor time in ms, median of {arguments.runs} runs")
        print("   photo     total  decode    passes   floor   above  ratio")
        for title, (width, height) in SIZES.items():
            print_row(title, time_photo(portrait(width, height), engine, arguments.runs))
    os.sched_setaffinity(0, everywhere)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photo.jpg"
        path.write_bytes(portrait(3000, 4000))
        print(f"--help: {time_process(['--help']):.2f} s")
        print(
            f"one 12 MP photo through the command line: {time_process(['check', str(path)]):.2f} s"
        )
        print(f"peak memory with a 12 MP photo: {peak_rss_mb(path):.0f} MB")


if __name__ == "__main__":
    main()
