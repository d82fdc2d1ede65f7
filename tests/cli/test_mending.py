"""`crop`, `fix`, `rank` and `best` as they are called: files, words and exit codes."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from headshot_lint.cli import main

FIXTURES = Path(__file__).parents[2] / "fixtures"
TALL = FIXTURES / "HL408-circle-unsafe" / "bad-tall.jpg"
GPS = FIXTURES / "HL007-location-metadata" / "bad-gps.jpg"
SHOTS = FIXTURES / "HL107-head-tilted"
Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.model


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        code = main.run([*arguments, "--isolated"])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_a_crop_lies_beside_its_photo_which_stays(run: Run) -> None:
    shutil.copyfile(TALL, "ada.jpg")
    code, out, _ = run("crop", "ada.jpg", "--profile", "email-signature")
    assert code == 0
    assert "ada.email-signature.jpg" in out
    assert Path("ada.email-signature.jpg").is_file()
    assert Path("ada.jpg").read_bytes() == TALL.read_bytes()


def test_a_crop_that_cannot_be_made_says_why(run: Run) -> None:
    shutil.copyfile(TALL, "ada.jpg")
    code, out, _ = run("crop", "ada.jpg", "--profile", "acting-8x10", "--output-format", "json")
    assert code == 1
    (told,) = json.loads(out)["crops"]
    assert told["written"] is None
    assert "HL002" in told["refused"][0]
    assert list(Path().iterdir()) == [Path("ada.jpg")]


def test_a_file_that_holds_something_else_is_not_replaced(run: Run) -> None:
    shutil.copyfile(TALL, "ada.jpg")
    Path("ada.email-signature.jpg").write_bytes(b"mine")
    code, _, err = run("crop", "ada.jpg", "--profile", "email-signature")
    assert code == 2
    assert "--overwrite" in err
    assert Path("ada.email-signature.jpg").read_bytes() == b"mine"
    assert run("crop", "ada.jpg", "--profile", "email-signature", "--overwrite")[0] == 0
    assert Path("ada.email-signature.jpg").read_bytes() != b"mine"


def test_two_photos_of_one_name_are_not_put_into_one_folder(run: Run) -> None:
    for folder in ("a", "b"):
        Path(folder).mkdir()
        shutil.copyfile(GPS, f"{folder}/ada.jpg")
    code, _, err = run("fix", "a", "b", "--out", "fixed")
    assert code == 2
    assert "one name" in err
    assert not Path("fixed").exists()


def test_fix_writes_beside_the_original_and_then_has_nothing_to_do(run: Run) -> None:
    shutil.copyfile(GPS, "ada.jpg")
    code, out, _ = run("fix", "ada.jpg")
    assert code == 1  # the fixture has too few pixels, which no fix mends
    assert "+ place" in out
    assert "reshoot HL002" in out
    assert Path("ada.jpg").read_bytes() == GPS.read_bytes()
    first = Path("ada.fixed.jpg").read_bytes()
    assert "nothing to mend" in run("fix", "ada.fixed.jpg")[1]
    run("fix", "ada.jpg")
    assert Path("ada.fixed.jpg").read_bytes() == first
    assert sorted(path.name for path in Path().iterdir()) == ["ada.fixed.jpg", "ada.jpg"]


def test_diff_writes_nothing(run: Run) -> None:
    shutil.copyfile(GPS, "ada.jpg")
    code, out, _ = run("fix", "ada.jpg", "--diff")
    assert code == 1
    assert "would become ada.fixed.jpg" in out
    assert list(Path().iterdir()) == [Path("ada.jpg")]


def test_in_place_replaces_the_original(run: Run) -> None:
    shutil.copyfile(GPS, "ada.jpg")
    _, out, _ = run("fix", "ada.jpg", "--in-place", "--output-format", "json")
    (told,) = json.loads(out)["photos"]
    assert told["target"] == "ada.jpg"
    assert told["steps"][0]["mended"] == ["HL007"]
    assert Path("ada.jpg").read_bytes() != GPS.read_bytes()
    assert list(Path().iterdir()) == [Path("ada.jpg")]


def test_check_fix_judges_what_the_photo_became(run: Run) -> None:
    shutil.copyfile(GPS, "ada.jpg")
    code, out, err = run("check", "ada.jpg", "--fix", "--output-format", "json", "--no-cache")
    assert code == 1
    (photo,) = json.loads(out)["photos"]
    assert photo["path"] == "ada.fixed.jpg"
    assert "HL007" not in [r["code"] for r in photo["results"] if r["status"] == "fail"]
    assert "+ place" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "ada.jpg", "--in-place"), "--fix"),
        (("check", "ada.jpg", "--fix", "--watch"), "exclude"),
        (("fix", "ada.jpg", "--in-place", "--out", "x"), "exclude"),
        (("fix", "ada.jpg", "--unsafe-fixes", "retouch"), "no unsafe fix"),
        (("fix", "-"), "standard input"),
        (("crop", "ada.jpg", "--all-profiles", "--profile", "x"), "exclude"),
        (("crop", "ada.jpg", "--aspect", "wide"), "W:H"),
        (("crop", "missing.jpg"), "missing.jpg"),
        (("rank", "empty"), "no photos"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_what_makes_no_sense_is_refused_before_anything_is_done(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    shutil.copyfile(GPS, "ada.jpg")
    Path("empty").mkdir()
    code, out, err = run(*arguments)
    assert code == 2
    assert said in err
    assert out == ""
    assert sorted(path.name for path in Path().iterdir()) == ["ada.jpg", "empty"]


def test_rank_and_best_agree(run: Run) -> None:
    for number, name in enumerate(("bad-left.jpg", "good-friendly.jpg")):
        shutil.copyfile(SHOTS / name, f"{number}.jpg")
    _, out, _ = run("rank", ".", "--output-format", "json", "--no-cache")
    listed = json.loads(out)["photos"]
    assert [photo["path"] for photo in listed] == ["1.jpg", "0.jpg"]
    assert "HL107" in [reason["code"] for reason in listed[1]["reasons"]]
    assert run("best", ".", "--no-cache") == (0, "1.jpg\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("seconds", [0.3, 2.5])
def test_a_kill_leaves_the_original_or_the_mended_photo(tmp_path: Path, seconds: float) -> None:
    photo, whole = tmp_path / "ada.jpg", tmp_path / "whole" / "ada.jpg"
    whole.parent.mkdir()
    for path in (photo, whole):
        shutil.copyfile(GPS, path)
    main.run(["fix", str(whole), "--in-place", "--isolated"])
    command = [sys.executable, "-m", "headshot_lint", "fix", str(photo), "--in-place"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
    assert photo.read_bytes() in (GPS.read_bytes(), whole.read_bytes())
