"""Runs of the local engine: resumed, interrupted, killed; nothing lost, nothing doubled."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow", reason="the batch engine is NOT tested: no pyarrow")
pytest.importorskip("fsspec", reason="the batch engine is NOT tested: no fsspec")
import pyarrow.parquet as pq  # noqa: E402
from slow_run import QUICK, DeadlyScorer, NeverStarts  # noqa: E402

from headshot_lint.batch.crew import Crew  # noqa: E402
from headshot_lint.batch.job import Job, Tally  # noqa: E402
from headshot_lint.batch.parts import Parts  # noqa: E402
from headshot_lint.batch.scorer import BatchScorer  # noqa: E402
from headshot_lint.batch.sources import find_items  # noqa: E402
from headshot_lint.engine.settings import make_settings  # noqa: E402
from headshot_lint.model.errors import HeadshotLintError  # noqa: E402

HERE = Path(__file__).parent
FIXTURES = HERE.parents[1] / "fixtures"
SQUARE = FIXTURES / "HL003-wrong-aspect/good-square.jpg"
STRIP = FIXTURES / "HL003-wrong-aspect/bad-strip.jpg"
PAGE = FIXTURES / "HL001-unreadable/bad-page.jpg"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the tests end processes as POSIX does")


class InPlace:
    """An engine without processes."""

    def __init__(self, scorer: BatchScorer) -> None:
        self.scorer = scorer

    def run(self, items: Any, stopped: Any) -> Iterator[Any]:
        for item in items:
            if stopped():
                return
            yield item, self.scorer.score(item)


def run(folder: Path, out: Path | str, scorer: BatchScorer | None = None, **options: Any) -> Tally:
    scorer = scorer or BatchScorer(QUICK)
    job = Job(Parts(str(out)), scorer.judged_by, **options)
    return job.run(find_items([str(folder)]), InPlace(scorer))


def rows_of(out: Path) -> dict[str, dict[str, Any]]:
    """Rows by name of the file; each photo has one, or the test fails."""
    files = [out] if out.is_file() else sorted(out.glob("*.parquet"))
    rows = [row for file in files for row in pq.read_table(file).to_pylist()]
    times = Counter(row["path"] for row in rows)
    assert [path for path, number in times.items() if number > 1] == []
    return {Path(row["path"]).name: row for row in rows}


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    (folder / "deep").mkdir(parents=True)
    shutil.copy(SQUARE, folder / "ada.jpg")
    shutil.copy(STRIP, folder / "deep" / "bob.jpg")
    shutil.copy(PAGE, folder / "cyd.jpg")
    (folder / "notes.txt").write_text("no photo")
    (folder / ".hidden").mkdir()
    shutil.copy(SQUARE, folder / ".hidden" / "eve.jpg")
    return folder


def many(folder: Path, number: int) -> Path:
    """Photos of which no two have the same bytes."""
    folder.mkdir()
    data = SQUARE.read_bytes()
    for index in range(number):
        (folder / f"{index:03d}.jpg").write_bytes(data + str(index).encode())
    return folder


@pytest.mark.parametrize("name", ["out", "out.parquet"])
def test_only_what_changed_is_scored_again(photos: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    first = run(photos, out)
    assert (first.scored, first.kept, first.rows) == (3, 0, 3)
    assert first.verdicts == {"pass": 1, "warn": 1, "fail": 1}
    assert rows_of(out).keys() == {"ada.jpg", "bob.jpg", "cyd.jpg"}
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.parquet")}

    second = run(photos, out)
    assert (second.scored, second.kept, second.rows) == (0, 3, 3)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.parquet")} == before

    shutil.copy(STRIP, photos / "ada.jpg")
    shutil.copy(SQUARE, photos / "dee.jpg")
    third = run(photos, out)
    assert (third.scored, third.kept, third.rows) == (2, 2, 4)
    assert rows_of(out)["ada.jpg"]["failed"] == ["HL003"]
    assert not list(tmp_path.glob("*.parts"))


def test_other_settings_replace_all_rows(photos: Path, tmp_path: Path) -> None:
    run(photos, tmp_path / "out")
    other = BatchScorer(make_settings(select=["HL002"]))
    assert run(photos, tmp_path / "out", other).scored == 3
    assert {row["judged_by"] for row in rows_of(tmp_path / "out").values()} == {other.judged_by}


def test_errors_stay_as_rows_and_are_tried_again(photos: Path, tmp_path: Path) -> None:
    lost = photos / "lost.jpg"
    lost.symlink_to(photos / "nowhere.jpg")
    tally = run(photos, tmp_path / "out")
    assert (tally.scored, tally.errors) == (4, 1)
    row = rows_of(tmp_path / "out")["lost.jpg"]
    assert (row["error"], row["verdict"], row["score"]) == ("FileNotFoundError", None, None)
    shutil.copy(SQUARE, photos / "nowhere.jpg")
    again = run(photos, tmp_path / "out")
    assert (again.scored, again.kept, again.errors) == (2, 3, 0)
    assert rows_of(tmp_path / "out")["lost.jpg"]["verdict"] == "pass"


def test_a_photo_named_twice_has_one_row(photos: Path, tmp_path: Path) -> None:
    scorer = BatchScorer(QUICK)
    job = Job(Parts(str(tmp_path / "out")), scorer.judged_by)
    sources = [str(photos / "ada.jpg"), str(photos), str(photos / "*.jpg")]
    assert job.run(find_items(sources), InPlace(scorer)).scored == 3


def test_what_ends_a_run_loses_no_row(photos: Path, tmp_path: Path) -> None:
    class Breaking(InPlace):
        def run(self, items: Any, stopped: Any) -> Iterator[Any]:
            del stopped
            yield from (
                (item, self.scorer.score(item)) for item, _ in zip(items, "ab", strict=False)
            )
            raise KeyboardInterrupt

    scorer = BatchScorer(QUICK)
    job = Job(Parts(str(tmp_path / "out")), scorer.judged_by)
    with pytest.raises(KeyboardInterrupt):
        job.run(find_items([str(photos)]), Breaking(scorer))
    assert len(rows_of(tmp_path / "out")) == 2
    assert run(photos, tmp_path / "out").scored == 1
    assert len(rows_of(tmp_path / "out")) == 3


def test_a_part_is_whole_or_not_there(photos: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(photos, out, part_rows=1)
    assert len(list(out.glob("*.parquet"))) == 3
    (out / ".part-left").write_bytes(b"half")  # by a run that was killed
    assert run(photos, out).kept == 3
    assert not (out / ".part-left").exists()
    (out / "part-000009-00000000.parquet").write_bytes(b"PAR1 torn")
    with pytest.raises(HeadshotLintError, match="part-000009"):
        run(photos, out)


def test_rows_of_a_run_that_was_killed_before_it_tidied_up_hold_once(
    photos: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(photos, out)
    (old,) = out.glob("*.parquet")
    shutil.copy(old, out / "part-000007-00000000.parquet")
    assert run(photos, out).kept == 3
    assert len(rows_of(out)) == 3
    assert not old.exists()


def test_one_run_at_a_time(photos: Path, tmp_path: Path) -> None:
    holder = Parts(str(tmp_path / "out"))
    holder.open("x")
    with pytest.raises(HeadshotLintError, match="another run"):
        run(photos, tmp_path / "out")
    holder.close()
    assert run(photos, tmp_path / "out").scored == 3


def test_a_photo_that_kills_its_worker_becomes_an_error(photos: Path, tmp_path: Path) -> None:
    shutil.copy(SQUARE, photos / "deadly.jpg")
    shutil.copy(SQUARE, photos / "endless.jpg")
    scorer = DeadlyScorer(QUICK)
    job = Job(Parts(str(tmp_path / "out")), scorer.judged_by)
    tally = job.run(find_items([str(photos)]), Crew(scorer, jobs=2, timeout_s=4))
    assert (tally.scored, tally.errors, tally.rows) == (5, 2, 5)
    rows = rows_of(tmp_path / "out")
    assert "died" in rows["deadly.jpg"]["error_message"]
    assert "within 4 s" in rows["endless.jpg"]["error_message"]
    assert {name for name, row in rows.items() if row["error"]} == {"deadly.jpg", "endless.jpg"}


def test_workers_that_cannot_start_end_the_run(
    photos: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    scorer = NeverStarts(QUICK)
    job = Job(Parts(str(tmp_path / "out")), scorer.judged_by)
    with pytest.raises(HeadshotLintError, match="end as they start"):
        job.run(find_items([str(photos)]), Crew(scorer, jobs=1))
    assert "cannot be unpickled" in capfd.readouterr().err


def started(photos: Path, out: Path) -> subprocess.Popen[bytes]:
    """A slow run in a process of its own, some parts into its work."""
    command = [sys.executable, str(HERE / "slow_run.py"), str(photos), str(out), "2", "local"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    wait_for(lambda: len(list(out.glob("*.parquet"))) >= 2, process)
    return process


def wait_for(there: Any, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        if there():
            return
        assert process.poll() is None, "it ended"
        time.sleep(0.05)
    raise AssertionError("it takes too long")


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """Worker processes of a run; Python's own helper for them is none."""
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    commands = {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes() for pid in found}
    return [pid for pid, command in commands.items() if b"spawn_main" in command]


@pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="finds processes as Linux has them"
)
def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    photos, out = many(tmp_path / "photos", 150), tmp_path / "out"
    with started(photos, out) as process:
        os.kill(children(process)[0], signal.SIGKILL)
        assert process.wait(timeout=120) == 0
    rows = rows_of(out)
    assert len(rows) == 150
    assert {row["error"] for row in rows.values()} == {None}


def test_a_killed_driver_loses_the_part_in_memory_and_no_more(tmp_path: Path) -> None:
    photos, out = many(tmp_path / "photos", 150), tmp_path / "out"
    with started(photos, out) as process:
        workers = children(process) if sys.platform == "linux" else []
        process.kill()
        process.wait()
        survived = len(rows_of(out))
        assert 20 <= survived < 150
    tally = run(photos, out)
    assert tally.kept == survived
    rest = rows_of(out)
    assert len(rest) == 150
    wait_until_gone(workers)


def wait_until_gone(workers: list[int]) -> None:
    for _ in range(200):
        if not any(Path(f"/proc/{pid}/cmdline").exists() for pid in workers):
            return
        time.sleep(0.05)
    raise AssertionError("workers outlive their driver")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["ctrl-c", "term"]
)
def test_a_signal_ends_a_run_that_goes_on_later(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    photos, out = many(tmp_path / "photos", 800), tmp_path / "out"
    flags = ["--select", "HL003", "--part-rows", "10", "--jobs", "1", "--isolated"]
    command = [sys.executable, "-m", "headshot_lint", "batch", str(photos), "--out", str(out)]
    with subprocess.Popen([*command, *flags], stderr=subprocess.PIPE) as process:
        wait_for(lambda: list(out.glob("*.parquet")), process)
        process.send_signal(number)
        assert process.wait(timeout=60) == code
        assert process.stderr is not None
        assert b"run it again to go on" in process.stderr.read()
    kept = len(rows_of(out))
    assert 0 < kept < 800
    done = subprocess.run([*command, *flags], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"{800 - kept:,} scored".encode() in done.stdout
    assert f"{kept:,} kept".encode() in done.stdout
    assert len(rows_of(out)) == 800
