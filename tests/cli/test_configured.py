"""Configuration, selection and inputs of `check` through real processes.

No photo here can be read, so that no model runs: HL001 is enough to see what was judged and how.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from headshot_lint.cli import main

BROKEN = "no picture"


def run(
    *arguments: str, cwd: Path, stdin: bytes = b"", **environ: str
) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("HEADSHOT_LINT_")}
    done = subprocess.run(
        [sys.executable, "-m", "headshot_lint", *arguments],
        cwd=cwd,
        input=stdin,
        env=kept | {"XDG_CONFIG_HOME": str(cwd / ".config")} | environ,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args,
        done.returncode,
        done.stdout.decode("utf-8", "surrogateescape"),
        done.stderr.decode("utf-8", "surrogateescape"),
    )


@pytest.fixture
def team(tmp_path: Path) -> Path:
    for name in ("team/ada.jpg", "team/founders/bob.jpg", "drafts/old.png"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(BROKEN)
    (tmp_path / "pyproject.toml").write_text(
        "[project]\nname = 'site'\n\n[tool.headshot-lint]\nprofile = 'linkedin'\n"
        "exclude = ['drafts']\n\n[tool.headshot-lint.rules.head-tilted]\nlimit = 9\n\n"
        "[[tool.headshot-lint.overrides]]\npaths = ['team/founders/**']\nprofile = 'press'\n"
        "severity = {unreadable = 'warning'}\n"
    )
    return tmp_path


def report(*arguments: str, cwd: Path, **environ: str) -> dict[str, object]:
    done = run("check", "--output-format", "json", *arguments, cwd=cwd, **environ)
    loaded: dict[str, object] = json.loads(done.stdout)
    return loaded


def test_each_photo_goes_by_its_own_settings(team: Path) -> None:
    done = run("check", "--output-format", "json", cwd=team)
    shown = json.loads(done.stdout)
    assert done.returncode == 1
    assert shown["profile"] == "linkedin@1"
    assert shown["summary"]["excluded"] == 1
    by_path = {photo["path"]: photo for photo in shown["photos"]}
    assert by_path["team/ada.jpg"]["profile"] == "linkedin@1"
    assert by_path["team/ada.jpg"]["verdict"] == "fail"
    assert by_path["team/founders/bob.jpg"]["profile"] == "press@1"
    assert by_path["team/founders/bob.jpg"]["verdict"] == "warn"


def test_the_summary_counts_what_was_excluded(team: Path) -> None:
    assert "2 photos checked: 0 passed, 1 warned, 1 failed, 1 excluded" in (
        run("check", cwd=team).stdout
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["team/founders"], 0),  # a warning there
        (["team/founders", "--fail-on", "warning"], 1),
        (["team/founders", "--fail-on", "warning", "--exit-zero"], 0),
        (["team/founders", "--min-score", "80"], 1),
        (["team/founders", "--min-score", "80", "--fail-on", "never"], 1),
        (["team/founders", "--min-score", "80", "--exit-zero"], 0),
        (["team", "--severity", "HL001=hint"], 0),
        (["team", "--ignore", "HL001"], 1),  # never passed unseen
        (["team", "--isolated"], 1),
        (["drafts"], 1),  # named, so meant
        (["drafts/old.png", "--force-exclude"], 0),
        (["drafts/old.png", "--force-exclude", "--error-on-empty"], 2),
        (["--select", "HL9x"], 2),
        (["--severity", "HL1"], 2),
        (["--severity", "HL1=info"], 2),
        (["--min-score", "101"], 2),
        (["--config", "nowhere.toml"], 2),
        (["--config", "rules.head-tilted.limmit=9"], 2),
        (["--quiet", "--verbose"], 2),
        (["--stdin-filename", "x.jpg"], 2),
        (["--files-from", "nowhere.txt"], 2),
        (["gone.jpg", "--exit-zero"], 2),
    ],
)
def test_exit_codes(
    team: Path,
    arguments: list[str],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # In this process, for there are many; the real ones are below.
    monkeypatch.setenv("XDG_CONFIG_HOME", str(team / ".config"))
    monkeypatch.chdir(team)
    assert main.run(["check", *arguments]) == code
    assert "Traceback" not in capsys.readouterr().err


def test_a_mistake_in_a_file_is_told_with_its_place(team: Path) -> None:
    (team / "team" / "headshot-lint.toml").write_text("\nselct = ['HL2']\n")
    done = run("check", cwd=team)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        "error: team/headshot-lint.toml:2: unknown key 'selct'\n"
        "hint: did you mean select or extend-select or isolate?\n"
    )


def test_config_errors_load_no_image_library(team: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "headshot_lint", "check", "--select", "X"]
    done = subprocess.run(command, cwd=team, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert not imported & {"cv2", "mediapipe", "onnxruntime", "skimage", "PIL"}


def test_a_low_score_is_told(team: Path) -> None:
    done = run("check", "team", "--min-score", "80", cwd=team)
    assert "error: 2 photos score below 80: team/ada.jpg (0)" in done.stderr


def test_variables_and_named_files(team: Path) -> None:
    (team / "etc.toml").write_text("profile = 'slack'\n")
    assert report(cwd=team, HEADSHOT_LINT_PROFILE="github")["profile"] == "github@1"
    assert report(cwd=team, HEADSHOT_LINT_CONFIG="etc.toml")["profile"] == "slack@1"
    named = report("--config", "etc.toml", "--config", "profile='teams'", cwd=team)
    assert named["profile"] == "teams@1"
    assert report("--isolated", cwd=team)["profile"] == "corporate@1"


def test_the_format_may_stand_in_a_file(team: Path) -> None:
    (team / "headshot-lint.toml").write_text("output-format = 'json'\n")
    assert json.loads(run("check", cwd=team).stdout)["schema"] == 1
    (team / "headshot-lint.toml").write_text("output-format = 'jsn'\n")
    done = run("check", cwd=team)
    assert done.returncode == 2
    assert "headshot-lint.toml:1: there is no format 'jsn'" in done.stderr


def test_what_has_no_effect_is_said_and_quiet_is_quiet(team: Path) -> None:
    arguments = ("check", "team", "--config", "rules.coloured-background.limit=20")
    assert "warning: " in run(*arguments, cwd=team).stderr
    assert "HL303 coloured-background is off" in run(*arguments, cwd=team).stderr
    assert run(*arguments, "--quiet", cwd=team).stderr == ""
    nothing = run("check", "--select", "team", cwd=team)
    assert "no rule is selected" in nothing.stderr


def test_verbose_says_which_file_holds_and_where_the_time_goes(team: Path) -> None:
    done = run("check", "-v", cwd=team)
    assert f"note: configuration of 2 photos: {team / 'pyproject.toml'}" in done.stderr
    assert "s for the run" in done.stderr


def test_settings_are_shown_with_their_places(team: Path) -> None:
    shown = run("check", "--show-settings", "team/founders/bob.jpg", cwd=team).stdout
    lines = {line.split(" = ")[0].strip(): line for line in shown.splitlines() if " = " in line}
    assert lines["profile"].endswith("# pyproject.toml:13")
    assert lines["rules.head-tilted.limit"].split("=")[1].split() == ["9", "#", "pyproject.toml:9"]
    assert lines["rules.unreadable.severity"].endswith("# pyproject.toml:14")
    assert lines["rules.low-resolution.limit"].endswith("# profile press@1")
    assert lines["fail-on"].endswith("# default")
    assert lines["exclude"].endswith("# pyproject.toml:6")
    as_json = run("check", "--show-settings", "--output-format", "json", "team/ada.jpg", cwd=team)
    settings = json.loads(as_json.stdout)["settings"]
    assert settings["profile"] == {"value": "linkedin@1", "origin": "pyproject.toml:5"}
    assert settings["output-format"]["origin"] == "--output-format"


def test_files_are_shown(team: Path) -> None:
    done = run("check", "--show-files", cwd=team)
    assert done.stdout.splitlines() == ["team/ada.jpg", "team/founders/bob.jpg"]


def test_lists_of_files_from_file_and_from_standard_input(team: Path) -> None:
    (team / "list.txt").write_text("team/ada.jpg\r\n\ndrafts/old.png\n")
    done = run("check", "--show-files", "--files-from", "list.txt", cwd=team)
    assert done.stdout.splitlines() == ["drafts/old.png", "team/ada.jpg"]
    done = run("check", "--show-files", "--files-from", "-", cwd=team, stdin=b"team/ada.jpg")
    assert done.stdout.splitlines() == ["team/ada.jpg"]
    both = run("check", "-", "--files-from", "-", cwd=team)
    assert both.returncode == 2
    assert "cannot hold both" in both.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
def test_a_list_separated_by_nul_takes_any_name(team: Path) -> None:
    names = ["-x.jpg", "a b.jpg", "line\nbreak.jpg", "\N{GRINNING FACE}.jpg"]
    for name in names:
        (team / name).write_text(BROKEN)
    listed = b"\0".join(os.fsencode(name) for name in names) + b"\0"
    done = run("check", "--output-format", "json", "--files-from", "-", cwd=team, stdin=listed)
    assert [photo["path"] for photo in json.loads(done.stdout)["photos"]] == sorted(names)


def test_an_empty_list_is_no_search_of_the_folder(team: Path) -> None:
    done = run("check", "--files-from", "-", cwd=team, stdin=b"")
    assert done.returncode == 0
    assert "no photos found" in done.stderr


def test_standard_input_has_a_name_and_goes_by_it(team: Path) -> None:
    arguments = ("check", "-", "--output-format", "json", "--stdin-filename")
    done = run(*arguments, "team/founders/new.jpg", cwd=team, stdin=b"no picture")
    (photo,) = json.loads(done.stdout)["photos"]
    assert (photo["path"], photo["profile"]) == ("team/founders/new.jpg", "press@1")
    done = run(*arguments, "drafts/x.jpg", "--force-exclude", cwd=team, stdin=b"no picture")
    assert json.loads(done.stdout)["summary"]["excluded"] == 1


def test_everything_excluded_is_said(team: Path) -> None:
    done = run("check", "--exclude", "*.jpg,*.png", cwd=team)
    assert done.returncode == 0
    assert "warning: no photos left: 3 excluded" in done.stderr
    assert "--no-respect-gitignore" in done.stderr


def test_gitignore_may_be_passed_over(team: Path) -> None:
    (team / ".git").mkdir()
    (team / ".gitignore").write_text("founders/\n")
    assert run("check", "--show-files", cwd=team).stdout.splitlines() == ["team/ada.jpg"]
    everything = run("check", "--show-files", "--no-respect-gitignore", cwd=team)
    assert len(everything.stdout.splitlines()) == 2


# Version, completion


def test_versions() -> None:
    here = Path.cwd()
    short = run("--version", cwd=here).stdout
    assert len(short.splitlines()) == 1
    assert run("version", cwd=here).stdout.split() == ["headshot-lint", short.split()[-1]]
    long = run("version", "--verbose", cwd=here).stdout
    assert "face_landmarker.task" in long
    assert "corporate@1" in long
    assert json.loads(run("version", "--output-format", "json", cwd=here).stdout)["models"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    script = run("completion", shell, cwd=Path.cwd()).stdout
    assert "_HEADSHOT_LINT_COMPLETE" in script


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("headshot-lint che", "check"),
        ("headshot-lint check --profile lin", "linkedin"),
        ("headshot-lint check --select HL1,HL20", "HL1,HL203"),
        ("headshot-lint check --select even", ""),
        ("headshot-lint check --ignore uneven", "uneven-light"),
        ("headshot-lint rule head-t", "head-tilted"),
        ("headshot-lint check --min", "--min-score"),
    ],
)
def test_completion_offers(words: str, offered: str) -> None:
    environ = {
        "_HEADSHOT_LINT_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    command = "import sys; from headshot_lint.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", command],
        env=os.environ | environ,
        capture_output=True,
        text=True,
        check=False,
    )
    values = [line.partition(",")[2] for line in done.stdout.split()]
    assert offered in values if offered else values == []


def test_every_command_loads() -> None:
    for name in main.COMMANDS:
        assert main.Commands().get_command(main.cli.make_context("x", ["rules"]), name)
