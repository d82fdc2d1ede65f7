"""The hooks, run by pre-commit itself in a repository that uses them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "fixtures/HL107-head-tilted/good-friendly.jpg"
BAD = ROOT / "fixtures/HL203-uneven-light/bad-one-side.jpg"

Run = Callable[..., "subprocess.CompletedProcess[str]"]

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}


def configure(site: Path, repos: list[dict[str, Any]]) -> None:
    (site / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": repos}))


def installed(name: str, **own: object) -> list[dict[str, Any]]:
    """The hook as the manifest has it, but for the environment: the linter that is tested here."""
    return [{"repo": "local", "hooks": [HOOKS[name] | {"language": "system"} | own]}]


@pytest.fixture
def repository(site: Path, run: Run) -> Path:
    run("git", "init", "--quiet", must=True)
    (site / "team").mkdir()
    (site / "team" / "README.md").write_text("Our team.\n")
    shutil.copy(ROOT / "fixtures/HL001-unreadable/bad-page.jpg", site / "team" / "logo.svg")
    return site


def commit(run: Run) -> subprocess.CompletedProcess[str]:
    run("git", "add", "--all", must=True)
    return run("git", "commit", "--quiet", "--message", "Photos")


def test_the_manifest_holds() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    assert set(HOOKS) == {"headshot-lint", "headshot-lint-team"}


@pytest.mark.model
def test_a_bad_photo_is_not_committed_and_a_good_one_is(repository: Path, run: Run) -> None:
    configure(repository, installed("headshot-lint", files="^team/"))
    run("pre-commit", "install", must=True)
    shutil.copy(BAD, repository / "team" / "ada.jpg")
    refused = commit(run)
    assert refused.returncode == 1
    assert "headshot-lint............" in refused.stdout
    assert "team/ada.jpg" in refused.stdout
    assert "error HL203 uneven-light" in refused.stdout
    assert "→ Turn the face towards the light" in refused.stdout
    assert "1 photo checked" in refused.stdout  # neither the text nor the drawing beside it
    assert run("git", "log").returncode != 0
    shutil.copy(GOOD, repository / "team" / "ada.jpg")
    assert commit(run).returncode == 0
    assert run("git", "ls-files", "team/ada.jpg").stdout


def test_every_kind_of_photo_is_passed_on(repository: Path, run: Run) -> None:
    configure(repository, installed("headshot-lint", args=["--output-format", "concise"]))
    names = ["a.JPG", "b.jpeg", "c.png", "d.WebP", "e.avif", "f.tif", "g.bmp", "h.gif", "i.heic"]
    for name in names:
        (repository / name).write_bytes(b"\0 no picture")
    run("git", "add", "--all", must=True)
    done = run("pre-commit", "run", "--all-files")
    assert "9 findings in 9 photos" in done.stdout
    assert all(f"{name}: HL001 unreadable error" in done.stdout for name in names)


def test_what_is_excluded_stays_excluded(repository: Path, run: Run) -> None:
    configure(repository, installed("headshot-lint", args=["--output-format", "concise"]))
    (repository / "headshot-lint.toml").write_text('exclude = ["drafts"]\n')
    (repository / "drafts").mkdir()
    (repository / "drafts" / "eve.jpg").write_bytes(b"\0 no picture")
    run("pre-commit", "install", must=True)
    assert commit(run).returncode == 0
    (repository / "team" / "eve.jpg").write_bytes(b"\0 no picture")
    refused = commit(run)
    assert refused.returncode == 1
    assert "1 finding in 1 photo " in refused.stdout


def test_many_photos_are_judged_by_one_process(repository: Path, run: Run) -> None:
    configure(repository, installed("headshot-lint", args=["--output-format", "concise"]))
    for number in range(40):
        (repository / "team" / f"{number}.jpg").write_bytes(b"\0 no picture")
    run("git", "add", "--all", must=True)
    assert run("pre-commit", "run", "--all-files").stdout.count("findings in") == 1


def test_a_git_lfs_pointer_is_named_as_such(repository: Path, run: Run) -> None:
    configure(repository, installed("headshot-lint"))
    shutil.copy(ROOT / "fixtures/HL001-unreadable/bad-lfs-pointer.jpg", repository / "ada.jpg")
    run("git", "add", "--all", must=True)
    done = run("pre-commit", "run", "--all-files")
    assert done.returncode == 1
    assert "Git LFS pointer" in done.stdout
    assert "git lfs pull" in done.stdout


@pytest.mark.model
def test_the_team_is_judged_as_a_set_and_whole(repository: Path, run: Run) -> None:
    own = ["--select", "HL805", "--severity", "HL805=error", "team/"]
    configure(repository, installed("headshot-lint-team", args=own))
    shutil.copy(GOOD, repository / "team" / "ada.jpg")
    assert commit(run).returncode == 0
    run("pre-commit", "install", must=True)
    (repository / "notes.txt").write_text("no photo")
    skipped = commit(run)
    assert (skipped.returncode, "Skipped" in skipped.stdout) == (0, True)
    shutil.copy(GOOD, repository / "team" / "bob.jpg")
    refused = commit(run)  # the other of the two was committed long ago
    assert refused.returncode == 1
    assert "HL805 duplicate-photo" in refused.stdout
    assert "team/ada.jpg" in refused.stdout


@pytest.mark.parametrize("file", ["headshot-lint.toml", ".headshot-lint-suppressions.toml"])
def test_a_change_of_the_rules_sets_the_team_off(repository: Path, run: Run, file: str) -> None:
    configure(repository, installed("headshot-lint-team", args=["team/"]))
    (repository / file).write_text("")
    run("git", "add", "--all", must=True)
    assert "Skipped" not in run("pre-commit", "run").stdout


@pytest.mark.slow
@pytest.mark.model
def test_pre_commit_installs_the_hook_from_this_repository(
    repository: Path, run: Run, clone: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The way of users, from a clone to the verdict: pip fetches what the package depends on."""
    probe = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir"]
    if run(*probe, "--dest", tmp_path / "probe", "platformdirs").returncode != 0:
        pytest.skip("no package registry answers: the hook was NOT installed as users install it")
    hooks = [{"id": "headshot-lint", "files": "^team/"}]
    configure(repository, [{"repo": clone.as_uri(), "rev": "v0", "hooks": hooks}])
    shutil.copy(GOOD, repository / "team" / "ada.jpg")
    run("git", "add", "--all", must=True)
    started = time.perf_counter()
    first = run("pre-commit", "run", "--all-files")
    seconds = time.perf_counter() - started
    size = sum(f.stat().st_size for f in (tmp_path / "pre-commit").rglob("*") if f.is_file())
    shutil.copy(BAD, repository / "team" / "ada.jpg")
    second = run("pre-commit", "run", "--all-files")
    shutil.rmtree(tmp_path / "pre-commit", ignore_errors=True)  # half a gigabyte
    with capsys.disabled():
        print(f"\nfirst run of the hook with its {size / 1e6:.0f} MB: {seconds:.0f} s")  # noqa: T201
    assert (first.returncode, "Passed" in first.stdout) == (0, True), first.stdout
    assert second.returncode == 1
    assert "error HL203 uneven-light" in second.stdout
