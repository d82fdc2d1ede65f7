"""The command line through real processes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from headshot_lint.cli import check, main

ANSI = re.compile(r"\x1b")
LFS_POINTER = (
    "version https://git-lfs.github.com/spec/v1\n"
    "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\n"
    "size 12345\n"
)
HEAVY = {"numpy", "cv2", "mediapipe", "onnxruntime", "skimage", "scipy", "PIL"}


def run(
    *arguments: str, cwd: Path | None = None, stdin: bytes = b"", **environ: str
) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR"}}
    return subprocess.run(
        [sys.executable, "-m", "headshot_lint", *arguments],
        cwd=cwd,
        input=stdin.decode("latin-1"),
        env=kept | environ,
        capture_output=True,
        encoding="latin-1" if stdin else "utf-8",
        timeout=120,
        check=False,
    )


def noise(path: Path) -> Path:
    """A readable picture without a face."""
    pixels = np.random.default_rng(0).integers(0, 255, (240, 240, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(path)
    return path


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """A folder with one photo, one broken file, and what must be passed over."""
    folder = tmp_path / "team"
    (folder / "more").mkdir(parents=True)
    noise(folder / "more" / "noise.PNG")
    (folder / "ada.jpg").write_text(LFS_POINTER)
    (folder / "notes.txt").write_text("no photo")
    (folder / ".hidden").mkdir()
    noise(folder / ".hidden" / "noise.png")
    return folder


# Start-up


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "headshot_lint", *arguments]
    traced = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in traced.splitlines()}
    assert not imported & (HEAVY | {"pydantic", "rich"})


def test_rule_pages_load_no_image_library() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "headshot_lint", "rule", "HL107"]
    traced = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in traced.splitlines()}
    assert not imported & HEAVY


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no account of children's time")
@pytest.mark.parametrize(
    ("arguments", "limit_s"), [(["--help"], 0.3), (["check", "--help"], 0.3), (["rules"], 1.5)]
)
def test_what_judges_nothing_is_quick(arguments: list[str], limit_s: float) -> None:
    # Processor time, which grows little when tests run side by side; it waits for nothing.
    times = []
    for _ in range(3):
        before = os.times()
        assert run(*arguments).returncode == 0
        after = os.times()
        user = after.children_user - before.children_user
        times.append(user + after.children_system - before.children_system)
    assert min(times) < limit_s


def test_every_command_has_help() -> None:
    for name in main.COMMANDS:
        assert run(name, "--help").returncode == 0


# Exit codes


def test_findings_exit_with_1(team: Path) -> None:
    done = run("check", "team", cwd=team.parent)
    assert done.returncode == 1
    assert "HL001 unreadable" in done.stdout
    assert "2 photos checked" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("wish", [["--exit-zero"], ["--fail-on", "never"]])
def test_findings_may_be_let_through(team: Path, wish: list[str]) -> None:
    assert run("check", str(team), *wish).returncode == 0


def test_missing_path_exits_with_2_and_says_where_it_looked(tmp_path: Path) -> None:
    done = run("check", "nobody.jpg", "--exit-zero", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "'nobody.jpg' does not exist" in done.stderr
    assert str(tmp_path) in done.stderr
    assert "hint:" in done.stderr


def test_pattern_that_matches_nothing_exits_with_2(tmp_path: Path) -> None:
    assert "matches nothing" in run("check", "*.jpg", cwd=tmp_path).stderr


def test_unknown_profile_names_the_nearest(team: Path) -> None:
    done = run("check", str(team), "--profile", "corporat")
    assert done.returncode == 2
    assert "did you mean corporate" in done.stderr
    assert "Traceback" not in done.stderr


def test_unknown_rule_names_the_nearest() -> None:
    done = run("rule", "head-tiltd")
    assert done.returncode == 2
    assert "did you mean head-tilted" in done.stderr


def test_bad_option_exits_with_2(team: Path) -> None:
    assert run("check", str(team), "--jobs", "0").returncode == 2


def test_forgotten_command_is_pointed_out(team: Path) -> None:
    done = run(str(team))
    assert done.returncode == 2
    assert f"headshot-lint check {team}" in done.stderr


def test_empty_folder_warns_and_exits_with_0(tmp_path: Path) -> None:
    done = run("check", "--output-format", "json", cwd=tmp_path)
    assert done.returncode == 0
    assert "warning: no photos found" in done.stderr
    assert json.loads(done.stdout)["photos"] == []


def test_broken_rule_exits_with_2_and_the_run_goes_on(team: Path, tmp_path: Path) -> None:
    pack = tmp_path / "site" / "broken_pack"
    pack.mkdir(parents=True)
    (pack / "__init__.py").touch()
    (pack / "always_broken.py").write_text(
        "from headshot_lint.api import Category, Rule\n\n"
        "class AlwaysBroken(Rule):\n"
        "    '''Breaks.'''\n"
        "    code, name, category = 'ZZ901', 'always-broken', Category.STYLE\n\n"
        "    def check(self, facts):\n"
        "        return 1 / 0\n"
    )
    info = tmp_path / "site" / "broken_pack-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-pack\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[headshot_lint.rules]\nbroken = broken_pack\n")

    photo = str(team / "more" / "noise.PNG")
    done = run("check", photo, "--exit-zero", PYTHONPATH=str(tmp_path / "site"))

    assert done.returncode == 2
    assert "ZZ901" in done.stderr
    assert "ZeroDivisionError" in done.stdout
    assert "1 photo checked" in done.stdout


def test_crash_exits_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(check, "photos_of", crash)
    assert main.run(["check"]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_interrupt_exits_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "photos_of", interrupt)
    assert main.run(["check"]) == 130


# Output


def test_json_is_alone_on_stdout(team: Path) -> None:
    done = run("check", str(team), "--output-format", "json")
    report = json.loads(done.stdout)
    assert report["schema"] == 1
    assert report["summary"]["checked"] == 2
    assert [Path(photo["path"]).name for photo in report["photos"]] == ["ada.jpg", "noise.PNG"]
    assert done.returncode == 1


def test_two_runs_are_equal_whatever_the_jobs(team: Path) -> None:
    reports = []
    for jobs in ("1", "3"):
        done = run("check", str(team), "--output-format", "json", "--jobs", jobs)
        reports.append(re.sub(r'"seconds": [\d.]+', "", done.stdout))
    assert reports[0] == reports[1]


def test_standard_input_is_judged(team: Path) -> None:
    data = (team / "more" / "noise.PNG").read_bytes()
    done = run("check", "-", "--output-format", "json", "--exit-zero", stdin=data)
    (photo,) = json.loads(done.stdout)["photos"]
    assert (photo["width"], photo["format"]) == (240, "PNG")


def test_a_photo_named_twice_is_judged_once(team: Path) -> None:
    arguments = ("ada.jpg", "./ada.jpg", "*.jpg", str(team / "ada.jpg"), "--output-format", "json")
    photos = json.loads(run("check", *arguments, cwd=team).stdout)["photos"]
    assert [photo["path"] for photo in photos] == ["ada.jpg"]


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
@pytest.mark.parametrize("output_format", ["full", "concise"])
def test_file_names_cannot_act_on_the_terminal(tmp_path: Path, output_format: str) -> None:
    hostile = "\x1b[31mred\n[bold]x.jpg"
    (tmp_path / hostile).write_text(LFS_POINTER)
    done = run("check", "--output-format", output_format, cwd=tmp_path)
    assert r"\x1b[31mred\n[bold]x.jpg" in done.stdout
    assert not ANSI.search(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that takes any bytes")
@pytest.mark.parametrize("output_format", ["full", "concise", "json"])
def test_file_names_that_are_no_text_are_shown_escaped(tmp_path: Path, output_format: str) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.jpg")).write_text(LFS_POINTER)
    done = run("check", "--output-format", output_format, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "xff.jpg" in done.stdout or "dcff.jpg" in done.stdout


def test_piped_output_is_plain(team: Path) -> None:
    assert not ANSI.search(run("check", str(team), TERM="xterm-256color").stdout)


def test_colour_can_be_forced_and_no_color_wins(team: Path) -> None:
    assert ANSI.search(run("check", str(team), FORCE_COLOR="1").stdout)
    assert not ANSI.search(run("check", str(team), FORCE_COLOR="1", NO_COLOR="1").stdout)


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are a Unix matter")
@pytest.mark.parametrize(
    ("environ", "coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1"}, False)],
    ids=["terminal", "dumb", "NO_COLOR"],
)
def test_a_terminal_gets_colour_unless_told_otherwise(
    tmp_path: Path, environ: dict[str, str], coloured: bool
) -> None:
    import pty

    (tmp_path / "ada.jpg").write_text(LFS_POINTER)
    try:
        master, terminal = pty.openpty()
    except OSError:
        pytest.skip("this machine has no pseudo-terminals")
    command = [sys.executable, "-m", "headshot_lint", "check", str(tmp_path / "ada.jpg")]
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR"}}
    process = subprocess.Popen(command, stdout=terminal, env=kept | {"TERM": "xterm"} | environ)
    os.close(terminal)
    written = b""
    try:
        while piece := os.read(master, 4096):
            written += piece
    except OSError:  # Linux ends a pseudo-terminal with EIO
        pass
    os.close(master)
    assert process.wait() == 1
    assert (b"\x1b" in written) is coloured


def test_a_reader_that_leaves_is_no_error() -> None:
    command = [sys.executable, "-m", "headshot_lint", "rules"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


# Pages


def test_rule_page_by_code_and_by_name() -> None:
    by_code, by_name = run("rule", "hl107").stdout, run("rule", "head-tilted").stdout
    assert by_code == by_name
    for heading in ("Why it matters", "How it is measured", "Known limits", "References"):
        assert heading in by_code
    page = json.loads(run("rule", "HL107", "--output-format", "json").stdout)
    assert page["options"][1]["name"] == "limit"
    assert "corporate" in page["profiles"]


def test_rule_pages_say_what_holds_here_and_who_says_so(tmp_path: Path) -> None:
    (tmp_path / "headshot-lint.toml").write_text(
        'profile = "press"\n[rules.head-tilted]\nlimit = 9.0\nseverity = "error"\n'
    )
    page = run("rule", "HL107", cwd=tmp_path).stdout
    here = page.partition("In force here: profile press@1, headshot-lint.toml\n")[2]
    assert re.search(r"^ +severity +error +# headshot-lint.toml:4$", here, re.MULTILINE)
    assert re.search(r"^ +limit +9 +# headshot-lint.toml:3$", here, re.MULTILINE)
    assert re.search(r"^ +best +4 +# profile corporate@1$", here, re.MULTILINE)
    data = json.loads(run("rule", "HL107", "--output-format", "json", cwd=tmp_path).stdout)
    assert data["here"]["profile"] == "press@1"
    assert data["here"]["settings"]["limit"] == {"value": 9.0, "origin": "headshot-lint.toml:3"}
    assert data["options"][1]["default"] == 12.0
    without = run("rule", "HL107", "--isolated", cwd=tmp_path).stdout
    assert "In force here: profile corporate@1, no configuration file" in without


def test_the_list_of_rules_is_that_of_the_current_folder(tmp_path: Path) -> None:
    (tmp_path / "headshot-lint.toml").write_text('ignore = ["HL107"]\n')
    done = run("rules", cwd=tmp_path)
    assert re.search(r"^HL107 +head-tilted +off ", done.stdout, re.MULTILINE)
    assert "points by profile corporate@1, headshot-lint.toml." in done.stdout
    isolated = run("rules", "--isolated", cwd=tmp_path).stdout
    assert re.search(r"^HL107 +head-tilted +warning ", isolated, re.MULTILINE)


def test_rules_and_profiles_are_listed() -> None:
    assert "HL107" in run("rules").stdout
    assert "corporate@1" in run("profiles").stdout
    assert "HL107 head-tilted" in run("profiles", "corporate").stdout
