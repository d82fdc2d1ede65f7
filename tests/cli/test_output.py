"""Where reports go: options, files, and what is checked before anything is judged."""

from __future__ import annotations

import csv
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from headshot_lint.cli import check, main
from headshot_lint.cli.task import Task
from headshot_lint.reporters import FORMATS, STATISTICS_FORMATS

LFS_POINTER = (
    "version https://git-lfs.github.com/spec/v1\n"
    "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\n"
    "size 12345\n"
)
README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with one photo, which fails without any model."""
    (tmp_path / "ada.jpg").write_text(LFS_POINTER)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Judge the photo in this process."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = main.run(["check", "ada.jpg", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    assert folder.is_dir()
    return call


@pytest.fixture
def unjudged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where a photo is judged."""

    def refuse(*_arguments: object) -> None:
        raise AssertionError("judged")

    monkeypatch.setattr(Task, "judge", refuse)


# Several reports from one run


def test_one_run_writes_many_reports(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = []
    judge = Task.judge
    monkeypatch.setattr(Task, "judge", lambda task: judged.append(task) or judge(task))
    code, out, err = run("--output", "sarif=out.sarif", "--output", "csv=a/b/out.csv")
    assert (code, err) == (1, "")
    assert len(judged) == 1
    assert "HL001 unreadable" in out
    assert "1 photo checked" in out
    assert json.loads((folder / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
    with (folder / "a/b/out.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["path"] == "ada.jpg"


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_file_holds_what_stdout_would(run: Run, folder: Path, output_format: str) -> None:
    _, out, _ = run("--output-format", output_format)
    code, nothing, _ = run("--output-format", output_format, "-o", "report")
    written = (folder / "report").read_bytes().decode("utf-8")
    seconds = re.compile(r'"seconds":\s*[\d.]+|[\d.]+ s$|time="[\d.]+"', re.MULTILINE)
    assert (code, nothing) == (1, "")
    assert seconds.sub("", written) == seconds.sub("", out)


def test_a_format_may_be_given_to_stdout(run: Run) -> None:
    code, out, _ = run("--output", "json=-", "--output", "csv=out.csv")
    assert code == 1
    assert json.loads(out)["schema"] == 1


def test_stdout_beside_an_output_file(run: Run, folder: Path) -> None:
    _, out, _ = run("-o", "report.txt", "--output", "concise=-")
    assert out.startswith("ada.jpg: HL001")
    assert "1 photo checked" in (folder / "report.txt").read_text("utf-8")


def test_files_are_plain_where_the_terminal_is_coloured(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    _, out, _ = run("--output", "full=report.txt")
    assert "\x1b[" in out
    assert "\x1b" not in (folder / "report.txt").read_text("utf-8")


def test_the_exit_code_is_the_same_for_every_format(run: Run) -> None:
    assert {run("--output-format", name)[0] for name in FORMATS} == {1}
    assert {run("--output-format", name, "--exit-zero")[0] for name in FORMATS} == {0}


# What is refused, before a photo is judged


@pytest.mark.usefixtures("unjudged")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--output-format", "sarrif"], "did you mean sarif"),
        (["--output", "junitt=x.xml"], "did you mean junit"),
        (["--output", "report.sarif"], "FORMAT=PATH"),
        (["--output", "sarif="], "names no path"),
        (["--output", "sarif=folder"], "it is a folder"),
        (["-o", "new/"], "it is a folder"),
        (["--output", "sarif=ada.jpg/x"], "cannot be written to 'ada.jpg/x'"),
        (["--output", f"sarif={'x' * 300}"], "cannot be written"),
        (["--output", "sarif=x", "--output", "json=./x"], "two reports would go to './x'"),
        (["-o", "x", "--output", "json=x"], "two reports would go to 'x'"),
        (["--output", "json=-", "--output", "csv=-"], "two reports would go to standard output"),
        (["--output-format", "full", "--output", "csv=-"], "two reports would go to standard"),
        (["--output", "json=ada.jpg"], "would replace the photo 'ada.jpg'"),
        (["--statistics", "--output-format", "sarif"], "'sarif' has no statistics"),
    ],
)
def test_what_cannot_work_is_told_before_photos_are_judged(
    run: Run, folder: Path, arguments: list[str], message: str
) -> None:
    (folder / "folder").mkdir()
    code, out, err = run(*arguments, "--exit-zero")
    assert code == 2
    assert out == ""
    assert err.startswith("error: ")
    assert message in err
    assert "hint: " in err
    assert (folder / "ada.jpg").read_text() == LFS_POINTER


@pytest.mark.usefixtures("unjudged")
@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_to_a_photo_is_not_written_through(run: Run, folder: Path) -> None:
    (folder / "link.json").symlink_to("ada.jpg")
    code, _, err = run("--output", "json=link.json")
    assert code == 2
    assert "would replace the photo 'link.json'" in err


@pytest.mark.usefixtures("unjudged")
@pytest.mark.skipif(os.name == "nt" or not os.geteuid(), reason="permission bits do not hold here")
def test_a_folder_that_may_not_be_written_to_is_told(run: Run, folder: Path) -> None:
    (folder / "locked").mkdir(mode=0o500)
    code, _, err = run("--output", "sarif=locked/out.sarif")
    assert code == 2
    assert "Permission denied" in err


@pytest.mark.usefixtures("unjudged")
def test_a_file_system_that_refuses_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "touch", refuse)
    code, _, err = run("--output", "sarif=out.sarif")
    assert code == 2
    assert "'out.sarif': Read-only file system" in err


# Files appear whole or not at all


def test_a_report_that_cannot_be_written_leaves_the_earlier_one(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "old.json").write_text("earlier")

    def refuse(self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device", str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        code, out, err = run("--output", "json=old.json", "--output", "csv=new.csv", "--exit-zero")
    assert code == 2
    assert "1 photo checked" in out
    assert "'old.json': No space left on device" in err
    assert "'new.csv'" in err
    assert (folder / "old.json").read_text() == "earlier"
    assert sorted(path.name for path in folder.iterdir()) == ["ada.jpg", "old.json"]


def test_one_report_that_fails_does_not_keep_the_others_back(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = Task.judge

    def remove_the_folder_and_judge(*given: object) -> object:
        (folder / "a").rmdir()
        return judge(*given)

    monkeypatch.setattr(Task, "judge", remove_the_folder_and_judge)
    code, _, err = run("--output", "json=a/gone.json", "--output", "csv=new.csv")
    assert code == 2
    assert "'a/gone.json': No such file or directory" in err
    assert "new.csv" not in err
    assert (folder / "new.csv").read_text("utf-8").startswith('"path"')


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_permissions_are_those_of_any_new_file_or_of_the_one_replaced(
    run: Run, folder: Path
) -> None:
    (folder / "old.json").touch(mode=0o640)
    (folder / "old.json").chmod(0o640)
    (folder / "plain").touch()
    run("--output", "json=old.json", "--output", "csv=new.csv")

    def mode(name: str) -> int:
        return stat.S_IMODE((folder / name).stat().st_mode)

    assert mode("old.json") == 0o640
    assert mode("new.csv") == mode("plain")


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_stays_a_link(run: Run, folder: Path) -> None:
    (folder / "link.json").symlink_to("real.json")
    run("--output", "json=link.json")
    assert (folder / "link.json").is_symlink()
    assert json.loads((folder / "real.json").read_text("utf-8"))["schema"] == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes of this kind")
def test_a_pipe_is_written_to_and_not_replaced(folder: Path) -> None:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # or the writer would wait for one
    command = [sys.executable, "-m", "headshot_lint", "check", "ada.jpg", "--output", "github=pipe"]
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, timeout=60, check=False)
    assert os.read(reader, 65_536).startswith(b"::error title=HL001")
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_nothing_is_left_behind(run: Run, folder: Path) -> None:
    run("--output", "json=out.json")
    assert sorted(path.name for path in folder.iterdir()) == ["ada.jpg", "out.json"]


# Statistics


@pytest.mark.parametrize("output_format", STATISTICS_FORMATS)
def test_statistics_take_the_place_of_findings(run: Run, output_format: str) -> None:
    code, out, _ = run("--statistics", "--output-format", output_format)
    assert code == 1
    assert "pointer" not in out
    if output_format == "json":
        statistics = json.loads(out)
        assert statistics["rules"] == [
            {
                "code": "HL001",
                "name": "unreadable",
                "severity": "error",
                "photos": 1,
                "judged": 1,
                "share": 1.0,
            }
        ]
        assert statistics["verdicts"] == {"pass": 0, "warn": 0, "fail": 1}
        assert len(statistics["histogram"]) == 10
    else:
        assert out.startswith("1  100%  HL001 unreadable  error\n")


def test_further_reports_beside_statistics_are_whole(run: Run, folder: Path) -> None:
    _, out, _ = run("--statistics", "--output", "json=out.json")
    assert "HL001" in out
    assert json.loads((folder / "out.json").read_text("utf-8"))["schema"] == 1


def test_statistics_go_where_the_main_report_goes(run: Run, folder: Path) -> None:
    _, out, _ = run("--statistics", "--output-format", "json", "-o", "figures.json")
    assert out == ""
    assert json.loads((folder / "figures.json").read_text("utf-8"))["statistics"] == 1


# Loading, help, documents


@pytest.mark.parametrize("output_format", ["json", "csv", "github"])
def test_only_the_reporter_asked_for_is_loaded(folder: Path, output_format: str) -> None:
    program = (
        "import sys; from headshot_lint.cli.main import run;"
        f"run(['check', 'ada.jpg', '--output-format', {output_format!r}, '-o', 'report']);"
        "print(*sys.modules)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True)
    loaded = set(done.stdout.split())
    others = {f"headshot_lint.reporters.{name}" for name in FORMATS} - {
        f"headshot_lint.reporters.{output_format}"
    }
    assert f"headshot_lint.reporters.{output_format}" in loaded
    assert not loaded & (others | {"rich", "headshot_lint.reporters.statistics"})


def test_help_lists_every_format() -> None:
    text = CliRunner().invoke(check.command, ["--help"]).output
    assert all(re.search(rf"\b{name}\b", text) for name in FORMATS)


def test_readme_lists_every_format() -> None:
    assert all(f"| `{name}` |" in README for name in FORMATS)


@pytest.mark.model
@pytest.mark.parametrize(("option", "proposed"), [((), True), (("--no-proposals",), False)])
def test_a_page_proposes_unless_it_is_told_not_to(
    tmp_path: Path, option: tuple[str, ...], proposed: bool
) -> None:
    page = tmp_path / "page.html"
    photo = str(Path(__file__).parents[2] / "fixtures/HL408-circle-unsafe/bad-tall.jpg")
    main.run(["check", photo, "--isolated", "-q", "--output", f"html={page}", *option])
    assert ('"crop":{"corners"' in page.read_text(encoding="utf-8")) is proposed
