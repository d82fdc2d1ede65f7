"""S3, from a server on the loopback, and a local Ray: `make ray` installs what they need."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

moto = pytest.importorskip("moto.server", reason="S3 is NOT tested: no moto")
s3fs = pytest.importorskip("s3fs", reason="S3 is NOT tested: no s3fs")
import pyarrow.parquet as pq  # noqa: E402

HERE = Path(__file__).parent
SQUARE = HERE.parents[1] / "fixtures/HL003-wrong-aspect/good-square.jpg"
PAGE = HERE.parents[1] / "fixtures/HL001-unreadable/bad-page.jpg"
PHOTOS, BAD = 200, 5
FLAGS = ["--select", "HL003", "--isolated", "--jobs", "2", "--output-format", "json"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads /proc"),
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patched:
        started = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        started.start()
        url = "http://{}:{}".format(*started.get_host_and_port())
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patched.setenv(name, "loopback")
        patched.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patched.setenv("AWS_ENDPOINT_URL", url)
        patched.delenv("RAY_ADDRESS", raising=False)
        yield url
        started.stop()


@pytest.fixture
def bucket(server: str) -> Any:
    del server
    files = s3fs.S3FileSystem(skip_instance_cache=True, use_listings_cache=False)
    if files.exists("photos"):
        files.rm("photos", recursive=True)
    files.mkdir("photos")
    square, page = SQUARE.read_bytes(), PAGE.read_bytes()
    for number in range(PHOTOS):
        data = page if number < BAD else square
        files.pipe_file(f"photos/in/{number:03d}.jpg", data + str(number).encode())
    return files


def batch(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "headshot_lint", "batch", *arguments, *FLAGS]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    tally: dict[str, Any] = json.loads(done.stdout)
    return tally


def require_rows(files: Any, place: str) -> None:
    """Every photo has one row, and the broken ones are among them."""
    parts = [place] if place.endswith(".parquet") else files.glob(f"{place}/*.parquet")
    rows = []
    for part in parts:
        with files.open(part, "rb") as file:
            rows += pq.read_table(file).to_pylist()
    assert Counter(row["path"] for row in rows) == Counter(
        f"s3://photos/in/{number:03d}.jpg" for number in range(PHOTOS)
    )
    assert sum(row["failed"] == ["HL001"] for row in rows) == BAD
    assert {row["error"] for row in rows} == {None}


@pytest.mark.parametrize("out", ["photos/out", "photos/rows.parquet"])
def test_from_bucket_to_bucket(bucket: Any, out: str) -> None:
    first = batch("s3://photos/in", "--out", f"s3://{out}", "--part-rows", "64")
    assert (first["scored"], first["errors"], first["rows"]) == (PHOTOS, 0, PHOTOS)
    require_rows(bucket, out)
    bucket.pipe_file("photos/in/199.jpg", PAGE.read_bytes())
    bucket.pipe_file("photos/in/000.jpg", SQUARE.read_bytes())
    second = batch("s3://photos/in/*.jpg", "--out", f"s3://{out}")
    assert (second["scored"], second["kept"]) == (2, PHOTOS - 2)
    require_rows(bucket, out)
    assert not bucket.glob("photos/*.parts*")


def on_ray(out: str) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        str(HERE / "slow_run.py"),
        "s3://photos/in",
        f"s3://{out}",
        "2",
        "ray",
    ]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for(there: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    for _ in range(900):
        if there():
            return
        assert process.poll() is None, "it ended"
        time.sleep(0.1)
    raise AssertionError("it takes too long")


def descendants(pid: int) -> Iterator[tuple[int, str]]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            yield child, Path(f"/proc/{child}/cmdline").read_text()
            yield from descendants(child)


def test_ray_restarts_a_killed_actor(bucket: Any) -> None:
    pytest.importorskip("ray", reason="Ray is NOT tested: it is not installed")
    with on_ray("photos/ray") as process:
        wait_for(lambda: len(bucket.glob("photos/ray/*.parquet")) >= 2, process)
        actors = [pid for pid, name in descendants(process.pid) if "MapWorker" in name]
        assert len(actors) == 2
        os.kill(actors[0], signal.SIGKILL)
        assert process.wait(timeout=240) == 0
    require_rows(bucket, "photos/ray")


def test_ray_goes_on_after_a_killed_driver(bucket: Any) -> None:
    pytest.importorskip("ray", reason="Ray is NOT tested: it is not installed")
    with on_ray("photos/again") as process:
        wait_for(lambda: len(bucket.glob("photos/again/*.parquet")) >= 3, process)
        process.kill()
    survived = sum(
        pq.read_table(bucket.open(part)).num_rows for part in bucket.glob("photos/again/*.parquet")
    )
    assert 30 <= survived < PHOTOS
    tally = batch("s3://photos/in", "--out", "s3://photos/again", "--engine", "ray")
    assert (tally["kept"], tally["scored"]) == (survived, PHOTOS - survived)
    require_rows(bucket, "photos/again")
