"""The server under load: `python tools/load_service.py [--write]`, which `make load-service` runs.

First the library alone, in as many threads as the server has; then the same photos through HTTP,
from more clients than it has threads; then uploads that are no photos. Clients run on the same
cores.
"""

from __future__ import annotations

import argparse
import http.client
import io
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bench import portrait
from PIL import Image
from scale import peak_mb

from headshot_lint import lint_many

PAGE = Path(__file__).resolve().parent.parent / "docs/service-load.md"
SIZE = (866, 1155)
CLIENTS_A_JOB = 2


@dataclass(frozen=True)
class Answer:
    """One answer."""

    status: int
    seconds: float


class Server:
    """A server of our own, with its process."""

    def __init__(self, jobs: int) -> None:
        serve = ["serve", "--isolated", "--port", "0", "--jobs", str(jobs), "--waiting", "64"]
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "headshot_lint", *serve],
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        said = self.process.stderr.readline() if self.process.stderr else ""
        found = re.search(r"http://[\d.:]+", said)
        if found is None:
            sys.exit(f"the server did not start: {said}")
        self._place = urlsplit(found[0]).netloc

    def ask(self, body: bytes) -> Answer:
        """Send one photo."""
        started = time.perf_counter()
        connection = http.client.HTTPConnection(self._place, timeout=120)
        try:
            connection.request("POST", "/v1/check", body)
            response = connection.getresponse()
            response.read()
            return Answer(response.status, time.perf_counter() - started)
        except OSError:  # it closed the connection before all of a body was sent
            return Answer(0, time.perf_counter() - started)
        finally:
            connection.close()

    def memory_mb(self) -> float:
        """Resident memory now."""
        text = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(re.findall(r"VmRSS:\s+(\d+)", text)[0]) / 1024


def hostile() -> list[bytes]:
    """Uploads that are no photos, or too much of one."""
    photo = portrait(480, 640)
    bomb = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
    turned = bytes(255 - byte for byte in photo)
    return [
        b"", b"<html>", b"\0" * 1_000_000, photo[:500], photo[: len(photo) // 2], turned,
        photo[:200] + turned[200:], bomb.getvalue(), b"\xff\xd8" + b"\xff" * 30_000_000,
    ]  # fmt: skip


def alone(photos: list[bytes], jobs: int) -> float:
    """Photos a second of the library."""
    lint_many(photos[: 2 * jobs], jobs=jobs)
    started = time.perf_counter()
    lint_many(photos, jobs=jobs)
    return len(photos) / (time.perf_counter() - started)


def asked(server: Server, photos: list[bytes], clients: int) -> tuple[float, list[Answer]]:
    """Photos a second through HTTP, and the answers."""
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(server.ask, photos[:clients]))
        started = time.perf_counter()
        answers = list(pool.map(server.ask, photos))
        return len(photos) / (time.perf_counter() - started), answers


def main() -> None:
    """Print what was measured, or write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=400)
    parser.add_argument("--hostile", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="write docs/service-load.md")
    arguments = parser.parse_args()
    face = portrait(*SIZE)
    photos = [face + f"copy {number}".encode() for number in range(arguments.photos)]
    limit = alone(photos, arguments.jobs)
    server = Server(arguments.jobs)
    try:
        pace, answers = asked(server, photos, CLIENTS_A_JOB * arguments.jobs)
        before = server.memory_mb()
        bad = hostile()
        many = [bad[number % len(bad)] for number in range(arguments.hostile)]
        _, refused = asked(server, many, CLIENTS_A_JOB * arguments.jobs)
        after, peak = server.memory_mb(), peak_mb(server.process.pid)
        alive = server.ask(face).status
    finally:
        server.process.terminate()
        server.process.wait()
    times = sorted(answer.seconds for answer in answers)
    text = page(
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, Python "
        f"{platform.python_version()}; load by other programs at the end "
        f"{max(0.0, os.getloadavg()[0] - 2):.1f}.",
        [
            ("the library alone, photos/s", f"{limit:.2f}"),
            ("through HTTP, photos/s", f"{pace:.2f} ({100 * pace / limit:.0f} %)"),
            ("median, ms", f"{1e3 * statistics.median(times):.0f}"),
            ("99th percentile, ms", f"{1e3 * times[int(0.99 * (len(times) - 1))]:.0f}"),
            ("statuses", told(answers)),
            (f"statuses of {len(many):,} hostile uploads", told(refused)),
            ("resident memory before and after those, MB", f"{before:.0f}, {after:.0f}"),
            ("peak, MB", f"{peak:.0f}"),
            ("status of a photo afterwards", str(alive)),
        ],
        arguments,
    )
    print(text)
    if arguments.write:
        PAGE.write_text(text, encoding="utf-8")


def told(answers: list[Answer]) -> str:
    """How many answers had which status."""
    counts = sorted(Counter(answer.status for answer in answers).items())
    return ", ".join(f"{number} x {status or 'closed while sending'}" for status, number in counts)


def page(conditions: str, rows: list[tuple[str, str]], arguments: argparse.Namespace) -> str:
    """Return docs/service-load.md."""
    table = "\n".join(f"| {name} | {value} |" for name, value in rows)
    clients = CLIENTS_A_JOB * arguments.jobs
    return f"""# The server under load

`make load-service` wrote this. {arguments.photos} photos of 1 MP, {arguments.jobs} at a time, by
the library in threads, and by `headshot-lint serve` for {clients} clients on the same cores; then
uploads that are empty, no picture, torn, turned, too large by bytes or by pixels.

{conditions}

| | |
|---|---|
{table}
"""


if __name__ == "__main__":
    main()
