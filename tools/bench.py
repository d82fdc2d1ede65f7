"""Time per photo against its floor: `python tools/bench.py`.

The floor of a photo is what no linter with these models can save: one bare decode of the file, at
the size that the linter decodes, and the forward passes that the linter runs on it, alone. It is
taken in the same run, on one core, on the same photo: time inside the networks is clocked while
the linter works, and the bare decode beside it.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
import skimage.data
from PIL import Image, ImageOps

from headshot_lint.analyse import mesh_mediapipe
from headshot_lint.analyse.models import Network
from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.engine.run import Linter

WORK_PX = 1024


class Stopwatch:
    """Time spent inside functions that it has wrapped."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def wrapping(self, owner: object, name: str) -> Iterator[None]:
        """Clock every call of `owner.name` for as long as the block lasts."""
        plain: Callable[..., object] = getattr(owner, name)

        def clocked(*arguments: object, **keywords: object) -> object:
            started = time.perf_counter()
            try:
                return plain(*arguments, **keywords)
            finally:
                self.seconds += time.perf_counter() - started

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


def time_photo(data: bytes, engine: LandmarkEngine, runs: int) -> tuple[float, float, float]:
    """Return median seconds of the whole check, of the bare decode, and inside the networks."""
    linter = Linter(engine=engine)
    linter.check(data, name="photo.jpg")
    tasks = (
        mesh_mediapipe.this_thread() if engine != "onnx" and mesh_mediapipe.available() else None
    )
    totals, decodes, passes = [], [], []
    for _ in range(runs):
        watch = Stopwatch()
        with ExitStack() as clocks:
            clocks.enter_context(watch.wrapping(Network, "__call__"))
            if tasks is not None:
                clocks.enter_context(watch.wrapping(tasks, "detect"))
            started = time.perf_counter()
            linter.check(data, name="photo.jpg")
            totals.append(time.perf_counter() - started)
        passes.append(watch.seconds)
        started = time.perf_counter()
        bare_decode(data)
        decodes.append(time.perf_counter() - started)
    return statistics.median(totals), statistics.median(decodes), statistics.median(passes)


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
    """Peak resident memory of a process that checks one photo."""
    code = (
        "import resource, sys; from headshot_lint import lint; lint(sys.argv[1]);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--engine", default="auto", choices=["auto", "mediapipe", "onnx"])
    arguments = parser.parse_args()
    everywhere = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(everywhere)})
    print(f"one core, engine {arguments.engine}, median of {arguments.runs} runs")
    print(f"{'photo':>12} {'total ms':>9} {'decode':>7} {'networks':>9} {'floor':>7} {'ratio':>6}")
    sizes = {"0.3 MP": (480, 640), "1 MP": (866, 1155), "12 MP": (3000, 4000)}
    for title, (width, height) in sizes.items():
        total, decode, passes = time_photo(
            portrait(width, height), arguments.engine, arguments.runs
        )
        floor = decode + passes
        print(
            f"{title:>12} {1e3 * total:9.1f} {1e3 * decode:7.1f} {1e3 * passes:9.1f} "
            f"{1e3 * floor:7.1f} {total / floor:6.2f}"
        )
    os.sched_setaffinity(0, everywhere)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photo.jpg"
        path.write_bytes(portrait(3000, 4000))
        print(f"--help: {time_process(['--help']):.2f} s")
        print(
            f"one 12 MP photo through the command line: {time_process(['check', str(path)]):.2f} s"
        )
        print(f"peak memory with a 12 MP photo: {peak_rss_mb(path):.0f} MB")
    print(f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
