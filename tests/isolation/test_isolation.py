"""Photos decoded and measured in processes of their own."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from headshot_lint import FactCache, lint_many
from headshot_lint.cli.main import cli
from headshot_lint.engine.isolated import limit_memory
from headshot_lint.engine.isolation import Isolation, Limits, Worker
from headshot_lint.engine.linter import Linter
from headshot_lint.engine.settings import make_settings
from headshot_lint.engine.team import Team

FIXTURES = Path(__file__).parents[2] / "fixtures"
PHOTOS = [
    FIXTURES / "HL203-uneven-light/bad-one-side.jpg",
    FIXTURES / "HL107-head-tilted/good-friendly.jpg",
    FIXTURES / "HL001-unreadable/bad-truncated.jpg",
    FIXTURES / "HL101-no-face" / "bad-cat.jpg",
]


@pytest.fixture(scope="module")
def isolation() -> Iterator[Isolation]:
    with Isolation(Limits(timeout_s=120)) as made:
        yield made


def plain(report: object) -> object:
    data = json.loads(report.to_json())  # type: ignore[attr-defined]
    data["summary"].pop("seconds")
    return data


def test_the_report_is_the_same(isolation: Isolation) -> None:
    photos = [str(path) for path in PHOTOS if path.exists()]
    assert len(photos) >= 3
    assert plain(lint_many(photos, isolation=isolation)) == plain(lint_many(photos))


def test_bytes_arrays_and_the_cache(isolation: Isolation, tmp_path: Path) -> None:
    data = PHOTOS[1].read_bytes()
    cache = FactCache(tmp_path)
    reports = [
        Linter(isolation=isolation).check(data, name="a.jpg"),
        Linter(isolation=isolation, cache=cache).check(data, name="a.jpg"),
        Linter(isolation=isolation, cache=cache).check(data, name="a.jpg"),
        Linter().check(data, name="a.jpg"),
    ]
    assert cache.recalled == 1
    assert all(each == reports[0] for each in reports)
    grey = np.full((90, 90, 3), 90, np.uint8)
    assert Linter(isolation=isolation).check(grey) == Linter().check(grey)


def test_teams_are_judged_alike(isolation: Isolation) -> None:
    team = Team("t", make_settings())
    reports = [
        lint_many([str(p) for p in PHOTOS[:2]], team_of=lambda _: team, isolation=apart)
        for apart in (None, isolation)
    ]
    assert plain(reports[0]) == plain(reports[1])


@pytest.mark.usefixtures("poisoned")
def test_what_hangs_kills_or_eats_is_a_finding_and_the_run_goes_on() -> None:
    sound = PHOTOS[1].read_bytes()
    photos = [sound, sound + b"HANG", sound + b"KILL", sound + b"EAT", sound + b"NOISE", sound]
    settings = make_settings(select=["file"])
    with Isolation(Limits(timeout_s=5)) as isolation:
        linter = Linter(settings, isolation=isolation)
        reports = [linter.check(data, name="a.jpg") for data in photos]
    messages = [report.results[0].message for report in reports]
    assert [report.verdict == "fail" for report in reports] == [
        False,
        True,
        True,
        True,
        False,
        False,
    ]
    assert "took longer than 5 seconds" in messages[1]
    assert "ended the process that read it (exit code -9)" in messages[2]
    assert reports[3].results[0].code == "HL001"
    assert reports[1].results[0].code == reports[2].results[0].code == "HL001"
    assert "--photo-timeout" in reports[1].results[0].advice


@pytest.mark.usefixtures("poisoned")
def test_a_killed_photo_leaves_nothing_in_the_cache(tmp_path: Path) -> None:
    cache = FactCache(tmp_path / "cache")
    with Isolation(Limits(timeout_s=30)) as isolation:
        Linter(isolation=isolation, cache=cache).check(PHOTOS[1].read_bytes() + b"KILL")
    assert cache.store.usage().photos == 0


@pytest.mark.usefixtures("poisoned")
def test_threads_have_workers_of_their_own(tmp_path: Path) -> None:
    photos = []
    for number in range(4):
        path = tmp_path / f"{number}.jpg"
        path.write_bytes(PHOTOS[1].read_bytes() + (b"KILL" if number == 1 else b""))
        photos.append(str(path))
    settings = make_settings(select=["file"])
    with Isolation(Limits(timeout_s=60)) as isolation:
        report = lint_many(photos, settings=settings, jobs=2, isolation=isolation)
    assert [photo.kind == "unreadable" for photo in report.photos] == [False, True, False, False]


def test_workers_end_with_the_run() -> None:
    with Isolation(Limits(timeout_s=60)) as isolation:
        Linter(make_settings(select=["file"]), isolation=isolation).check(PHOTOS[1])
        worker = isolation.worker()
        isolation.take_back(worker)
    assert worker._process.poll() is not None


def test_a_worker_ends_when_its_run_does() -> None:
    worker = Worker(Limits(), "auto")
    assert worker._process.stdin is not None
    worker._process.stdin.close()
    assert worker._process.wait(timeout=60) == 0
    worker.end()


def test_the_current_folder_holds_no_modules_of_the_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "numpy.py").write_text("raise SystemExit('hijacked')")
    monkeypatch.chdir(tmp_path)
    with Isolation(Limits(timeout_s=60)) as isolation:
        report = Linter(make_settings(select=["file"]), isolation=isolation).check(PHOTOS[1])
    assert report.kind != "unreadable"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is Linux's")
def test_memory_is_limited() -> None:
    child = os.fork()
    if child == 0:
        limit_memory(200)
        try:
            bytearray(400_000_000)
        except MemoryError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def test_from_the_command_line() -> None:
    path = str(PHOTOS[1])
    base = ["check", path, "--isolated", "--select", "file", "--output-format", "json", "-q"]
    reports = []
    for more in ([], ["--isolate"], ["--photo-timeout", "50"]):
        done = CliRunner().invoke(cli, [*base, *more], standalone_mode=False)
        reports.append(json.loads(done.stdout)["photos"])
    assert reports[0] == reports[1] == reports[2]
    refused = CliRunner().invoke(cli, [*base, "--photo-timeout", "0"])
    assert refused.exit_code == 2


def test_a_limit_of_time_turns_it_on(tmp_path: Path) -> None:
    from headshot_lint.config.resolve import Resolver
    from headshot_lint.config.said import said

    def run(**options: object) -> tuple[bool, float]:
        keys = {name.replace("_", "-"): value for name, value in options.items()}
        found = Resolver(said(keys, environ={}), tmp_path).run()
        return found.isolate.value, found.photo_timeout.value

    assert run() == (False, 60.0)
    assert run(photo_timeout=5.0) == (True, 5.0)
    assert run(isolate=True) == (True, 60.0)
    assert run(isolate=False, photo_timeout=5.0) == (False, 5.0)


def test_check_says_that_mending_is_not_isolated(tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    photo.write_bytes(PHOTOS[1].read_bytes())
    base = ["check", str(photo), "--isolated", "--select", "file", "--diff"]
    said = [
        CliRunner().invoke(cli, [*base, *more], standalone_mode=False).output
        for more in ([], ["--isolate"], ["--isolate", "--quiet"])
    ]
    assert ["where --isolate protects nothing" in text for text in said] == [False, True, False]
