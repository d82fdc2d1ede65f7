"""No verdict changes unsaid: not by an upgrade, not by the way in which photos are handed over."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import golden  # noqa: E402

from headshot_lint import lint, lint_many  # noqa: E402

KEPT: dict[str, Any] = json.loads(golden.FILE.read_text(encoding="utf-8"))
SAME_VERSIONS = KEPT["versions"] == golden.versions()

# With other versions of libraries than those of the file, or on another processor.
MOST_CHANGED = 0.01
MOST_POINTS = 2.0


@pytest.fixture(scope="module")
def now() -> dict[str, golden.Photo]:
    return golden.measure(golden.pictures(), jobs=2)


def test_the_file_has_all_pictures() -> None:
    assert sorted(KEPT["photos"]) == sorted(golden.pictures())
    assert len(KEPT["photos"]) > 100


@pytest.mark.slow
def test_reports_are_as_kept(now: dict[str, golden.Photo]) -> None:
    changed = list(golden.changes(KEPT["photos"], now))
    if SAME_VERSIONS:
        assert changed == [], "run `make golden`, and say in the changelog what changed and why"
        return
    other = [path for path, photo in now.items() if photo["verdict"] != kept(path)["verdict"]]
    assert len(other) <= MOST_CHANGED * len(now), other
    far = [p for p, photo in now.items() if abs(photo["score"] - kept(p)["score"]) > MOST_POINTS]
    assert len(far) <= MOST_CHANGED * len(now) + len(other), far


def kept(path: str) -> golden.Photo:
    photo: golden.Photo = KEPT["photos"][path]
    return photo


def test_the_changelog_names_the_file() -> None:
    line = golden.changelog_line(golden.FILE.read_bytes())
    assert line in golden.CHANGELOG.read_text(encoding="utf-8"), f"the changelog lacks: {line}"


def test_a_changed_verdict_is_told() -> None:
    before = {"a": {"verdict": "pass", "score": 90.0, "statuses": {"HL101": "pass"}}}
    after = {"a": {"verdict": "fail", "score": 49.0, "statuses": {"HL101": "fail"}}}
    (told,) = golden.changes(before, after)
    assert told == "a: verdict pass -> fail, score 90.0 -> 49.0, HL101 pass -> fail"
    assert list(golden.changes(before, before)) == []


SOME = golden.pictures()[10:120:12]


def plain(report: Any) -> list[dict[str, Any]]:
    photos = [photo.model_dump(mode="json") for photo in report.photos]
    return [{**photo, "path": Path(photo["path"]).name} for photo in photos]


def test_the_same_bytes_get_the_same_report(tmp_path: Path) -> None:
    """Across threads, place in the batch, kind of source and name, down to the last digit."""
    paths = [str(ROOT / path) for path in SOME]
    alone = [plain(lint(path))[0] for path in paths]
    for again in (
        plain(lint_many(paths, jobs=1)),
        plain(lint_many(paths, jobs=4)),
        plain(lint_many(paths[::-1], jobs=2)),
        plain(lint_many([*paths[3:], *paths[:3]])),
    ):
        assert by_digest(again) == by_digest(alone)
    renamed = []
    for number, path in enumerate(paths):
        copy = tmp_path / f"{len(paths) - number} é{Path(path).suffix}"
        shutil.copy(path, copy)
        renamed.append(str(copy))
    assert by_digest(plain(lint_many(renamed))) == by_digest(alone)


def by_digest(photos: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {photo["sha256"]: {**photo, "path": ""} for photo in photos}


def test_another_process_gives_the_same_bytes() -> None:
    command = [sys.executable, "-m", "headshot_lint", "check", *SOME[:3], "--isolated", "-q"]
    command += ["--output-format", "csv", "--no-cache"]
    outputs = {
        subprocess.run(
            [*command, "--jobs", jobs],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            check=False,
            capture_output=True,
        ).stdout
        for jobs, seed in (("1", "0"), ("2", "1"), ("3", "77"))
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 1000
