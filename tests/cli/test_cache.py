"""The cache through the command line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PHOTO = ROOT / "fixtures/HL107-head-tilted/good-friendly.jpg"
HEAVY = ("cv2", "mediapipe", "onnxruntime", "skimage", "PIL", "numpy")


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "headshot_lint", *arguments]


def environment(cwd: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("HEADSHOT_LINT_")}
    own = {"XDG_CONFIG_HOME": str(cwd / ".config"), "XDG_CACHE_HOME": str(cwd / ".cache")}
    return kept | own | more


def run(*arguments: str, cwd: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        cwd=cwd,
        env=environment(cwd, **environ),
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )


def entries(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.facts"))


def same(report: str) -> str:
    return re.sub(r'"seconds": [0-9.]+', '"seconds": 0', report)


@pytest.fixture
def team(tmp_path: Path) -> Path:
    folder = tmp_path / "team"
    folder.mkdir()
    (folder / "ada.jpg").write_bytes(PHOTO.read_bytes())
    return tmp_path


@pytest.mark.model
def test_a_second_run_loads_no_model_and_reports_the_same(team: Path) -> None:
    cold = run("check", "--output-format", "json", "team", cwd=team)
    assert len(entries(team / ".cache/headshot-lint")) == 1
    code = (
        "import sys; from headshot_lint.cli.main import run;"
        "code = run(['check', '--output-format', 'json', 'team']);"
        f"print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr); sys.exit(code)"
    )
    warm = subprocess.run(
        [sys.executable, "-c", code],
        cwd=team,
        env=environment(team),
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert warm.stderr == "[]\n"
    assert same(warm.stdout) == same(cold.stdout)
    assert warm.returncode == cold.returncode
    told = run("check", "--verbose", "--profile", "linkedin", "team", cwd=team)
    assert "1 of 1 photos recalled" in told.stderr


@pytest.mark.model
def test_two_processes_at_once_share_a_folder(team: Path) -> None:
    for name in ("bob.jpg", "eve.jpg"):
        (team / "team" / name).write_bytes(PHOTO.read_bytes() + name.encode())
    asked = command("check", "--output-format", "json", "--jobs", "2", "team")
    both = [
        subprocess.Popen(
            asked, cwd=team, env=environment(team), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    answers = [process.communicate(timeout=240) for process in both]
    assert [errors for _, errors in answers] == [b"", b""]
    reports = {same(out.decode()) for out, _ in answers}
    reports.add(same(run("check", "--output-format", "json", "team", cwd=team).stdout))
    reports.add(
        same(run("check", "--output-format", "json", "--no-cache", "team", cwd=team).stdout)
    )
    assert len(reports) == 1
    assert len(entries(team)) == 3


@pytest.mark.model
@pytest.mark.parametrize("how", [["--no-cache"], ["-n"], {"HEADSHOT_LINT_CACHE": "false"}])
def test_without_the_cache_nothing_is_touched(team: Path, how: list[str] | dict[str, str]) -> None:
    options, environ = (how, {}) if isinstance(how, list) else ([], how)
    run("check", "--select", "HL003", *options, "team", cwd=team, **environ)
    assert sorted(entry.name for entry in team.iterdir()) == ["team"]


@pytest.mark.model
def test_photos_from_standard_input_are_not_kept(team: Path) -> None:
    with PHOTO.open("rb") as photo:
        subprocess.run(
            command("check", "--select", "HL003", "-"),
            cwd=team,
            env=environment(team),
            stdin=photo,
            capture_output=True,
            timeout=240,
            check=True,
        )
    assert not entries(team)


def test_the_folder_is_told_by_option_variable_file_and_default(team: Path) -> None:
    def told(*arguments: str, **environ: str) -> str:
        return run("cache", "dir", *arguments, cwd=team, **environ).stdout.rstrip("\n")

    assert told() == str(team / ".cache/headshot-lint")
    (team / "headshot-lint.toml").write_text('cache-dir = "built/cache"\n')
    assert told() == str(team / "built/cache")
    assert told("--isolated") == str(team / ".cache/headshot-lint")
    assert told(HEADSHOT_LINT_CACHE_DIR="from-variable") == str(team / "from-variable")
    both = {"HEADSHOT_LINT_CACHE_DIR": "from-variable"}
    assert told("--cache-dir", "from-option", **both) == str(team / "from-option")
    shown = run("check", "--show-settings", "team", cwd=team).stdout
    assert re.search(r"cache-dir .*built/cache.*# headshot-lint.toml:1", shown)
    assert re.search(r"cache +.* = true +# default", shown)


@pytest.mark.model
def test_info_and_clear(team: Path) -> None:
    def info() -> dict[str, object]:
        loaded: dict[str, object] = json.loads(
            run("cache", "info", "--output-format", "json", cwd=team).stdout
        )
        return loaded

    assert (info()["photos"], info()["oldest"]) == (0, None)
    run("check", "--select", "HL003", "team", cwd=team)
    assert info()["photos"] == 1
    assert info()["limit_bytes"] == 256_000_000
    text = run("cache", "info", cwd=team).stdout
    assert re.search(r"^photos +1$", text, re.MULTILINE)
    assert re.search(r"^size +0\.0 MB of at most 256 MB$", text, re.MULTILINE)
    cleared = run("cache", "clear", cwd=team)
    assert cleared.returncode == 0
    assert "removed the facts of 1 photo (0.0 MB)" in cleared.stderr
    assert not entries(team)
    assert run("cache", "clear", cwd=team).returncode == 0


@pytest.mark.model
def test_a_folder_that_cannot_be_used_is_one_warning(team: Path) -> None:
    (team / "team/bob.jpg").write_bytes(PHOTO.read_bytes() + b"x")
    (team / "in-the-way").write_text("no folder")
    options = ("--select", "HL003", "--cache-dir", "in-the-way")
    done = run("check", *options, "team", cwd=team)
    assert done.returncode == 0
    assert done.stderr.count("warning: the cache could not be used:") == 1
    assert "Not a directory" in done.stderr
    assert "--no-cache" in done.stderr
    assert run("check", *options, "--quiet", "team", cwd=team).stderr == ""
    assert run("cache", "info", "--cache-dir", "in-the-way", cwd=team).returncode == 2


@pytest.mark.model
@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes anywhere")
def test_so_is_a_read_only_one(team: Path) -> None:
    folder = team / "read-only"
    folder.mkdir(mode=0o500)
    done = run("check", "--select", "HL003", "--cache-dir", "read-only", "team", cwd=team)
    assert done.returncode == 0
    assert done.stderr.count("warning: the cache could not be used:") == 1
    assert "Permission denied" in done.stderr


def test_help_knows_the_cache_and_loads_nothing(tmp_path: Path) -> None:
    done = run("--help", cwd=tmp_path)
    assert "Show or clear the cache of facts." in done.stdout
    assert "--no-cache" in run("check", "--help", cwd=tmp_path).stdout
    assert {"clear", "dir", "info"} <= set(run("cache", "--help", cwd=tmp_path).stdout.split())
