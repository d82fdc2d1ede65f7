"""Waived findings through the command line.

Only rules on the file judge here, so that no model runs.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
STRIP = ROOT / "fixtures/HL003-wrong-aspect/bad-strip.jpg"
BANNER = ROOT / "fixtures/HL003-wrong-aspect/bad-banner.jpg"
SQUARE = ROOT / "fixtures/HL003-wrong-aspect/good-square.jpg"
NAME = ".headshot-lint-suppressions.toml"
RULES = ("--select", "HL003,HL004", "--severity", "HL003=error")


def run(
    *arguments: str, cwd: Path, stdin: bytes = b"", **environ: str
) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("HEADSHOT_LINT_")}
    own = {"XDG_CONFIG_HOME": str(cwd / ".config"), "HEADSHOT_LINT_CACHE": "false"}
    done = subprocess.run(
        [sys.executable, "-m", "headshot_lint", *arguments],
        cwd=cwd,
        input=stdin,
        env=kept | own | environ,
        capture_output=True,
        timeout=240,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def check(*arguments: str, cwd: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    return run("check", "--output-format", "json", *RULES, *arguments, cwd=cwd, **more)


def shown(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(done.stdout)
    return loaded


def entries(folder: Path, name: str = NAME) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((folder / name).read_text())["suppressions"]
    return found


def states(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    return {entry["photo"]: entry["state"] for entry in shown(done)["suppressions"]}


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """A project with two photos at fault, one without, and a baseline."""
    for name, source in (("ada", STRIP), ("bob", BANNER), ("eve", SQUARE)):
        (tmp_path / "team").mkdir(exist_ok=True)
        shutil.copyfile(source, tmp_path / f"team/{name}.jpg")
    return tmp_path


@pytest.fixture
def baseline(team: Path) -> Path:
    done = check("team", "--add-suppressions", "--reason", "of 2019", cwd=team)
    assert done.returncode == 0
    return team


def test_a_baseline_makes_the_run_pass_and_changes_no_measure(team: Path) -> None:
    before = check("team", cwd=team)
    assert before.returncode == 1
    added = check(
        "team", "--add-suppressions", "--reason", "of 2019", "--expires", "2999-01-31", cwd=team
    )
    assert added.returncode == 0
    assert "note: 2 suppressions added" in added.stderr
    after = check("team", cwd=team)
    assert (after.returncode, after.stderr) == (0, "")
    waiver = {"reason": "of 2019", "expires": "2999-01-31"}
    for old, new in zip(shown(before)["photos"], shown(after)["photos"], strict=True):
        fails = [result["status"] == "fail" for result in new["results"]]
        assert [result.pop("suppressed") for result in new["results"]] == [
            waiver if failing else None for failing in fails
        ]
        for result in old["results"]:
            assert result.pop("suppressed") is None
        assert old == new
    assert shown(after)["summary"]["suppressed"] == 2
    assert check("team", "--ignore-suppressions", cwd=team).returncode == 1


def test_the_file_is_text_to_review(baseline: Path) -> None:
    text = (baseline / NAME).read_text()
    assert text.startswith("# Findings of headshot-lint that are waived")
    ada, bob = entries(baseline)
    assert (ada["photo"], bob["photo"]) == ("team/ada.jpg", "team/bob.jpg")
    assert (ada["rule"], ada["reason"]) == ("HL003 wrong-aspect", "of 2019")
    assert re.fullmatch("[0-9a-f]{64}", ada["sha256"])
    assert "expires" not in ada
    assert not [entry for entry in baseline.iterdir() if entry.name.endswith(".tmp")]


def test_adding_again_changes_nothing_and_adding_more_leaves_the_rest(baseline: Path) -> None:
    file = baseline / NAME
    text = file.read_text().replace('reason = "of 2019"', 'reason = "by hand"  # why', 1)
    file.write_text(text)
    stamp = file.stat().st_mtime_ns
    assert check("team", "--add-suppressions", "--reason", "new", cwd=baseline).returncode == 0
    assert (file.read_text(), file.stat().st_mtime_ns) == (text, stamp)
    (baseline / "team/abe.jpg").write_bytes(STRIP.read_bytes() + b"x")
    check("team/abe.jpg", "--add-suppressions", "--author", "Eve", cwd=baseline)
    after = file.read_text()
    difference = [line[0] for line in ndiff(text.splitlines(), after.splitlines())]
    assert (difference.count("-"), difference.count("+")) == (0, 8)
    assert [entry["photo"][5:8] for entry in entries(baseline)] == ["abe", "ada", "bob"]
    assert (entries(baseline)[0]["reason"], entries(baseline)[0]["author"]) == ("baseline", "Eve")


def test_a_changed_photo_loses_its_waiver(baseline: Path) -> None:
    photo = baseline / "team/ada.jpg"
    photo.write_bytes(photo.read_bytes() + b"x")
    done = check("team", cwd=baseline)
    assert done.returncode == 1
    assert states(done) == {"team/ada.jpg": "changed"}
    assert "warning: 1 suppression is void, for the photo was changed: team/ada.jpg HL003" in (
        done.stderr
    )
    check("team", "--add-suppressions", "--reason", "looked again", cwd=baseline)
    ada, bob = entries(baseline)
    assert (ada["reason"], bob["reason"]) == ("looked again", "of 2019")
    assert check("team", cwd=baseline).returncode == 0


def test_a_photo_that_was_moved_keeps_it(baseline: Path) -> None:
    (baseline / "people").mkdir()
    (baseline / "team/ada.jpg").rename(baseline / "people/ada-lovelace.jpg")
    done = check(".", cwd=baseline)
    assert done.returncode == 0
    (stale,) = shown(done)["suppressions"]
    assert (stale["state"], stale["moved_to"]) == ("moved", ["people/ada-lovelace.jpg"])
    assert "taken over by a photo that was moved: team/ada.jpg HL003 (now people/ada" in done.stderr
    pruned = check(".", "--prune-suppressions", cwd=baseline)
    assert "0 suppressions removed, 1 moved" in pruned.stderr
    assert [e["photo"] for e in entries(baseline)] == ["people/ada-lovelace.jpg", "team/bob.jpg"]
    assert entries(baseline)[0]["reason"] == "of 2019"
    again = check(".", cwd=baseline)
    assert (again.returncode, again.stderr) == (0, "")


def test_a_copy_does_not_inherit_it(baseline: Path) -> None:
    shutil.copyfile(baseline / "team/ada.jpg", baseline / "team/copy.jpg")
    done = check("team", cwd=baseline)
    assert done.returncode == 1
    assert states(done) == {}


def test_two_that_are_gone_cannot_be_told_apart(baseline: Path) -> None:
    shutil.copyfile(baseline / "team/ada.jpg", baseline / "team/twin.jpg")
    check("team", "--add-suppressions", cwd=baseline)
    (baseline / "team/twin.jpg").unlink()
    (baseline / "team/ada.jpg").rename(baseline / "team/new.jpg")
    done = check("team", cwd=baseline)
    assert done.returncode == 1
    assert states(done) == {"team/ada.jpg": "unused", "team/twin.jpg": "unused"}


def test_an_expired_one_no_longer_holds(baseline: Path) -> None:
    file = baseline / NAME
    file.write_text(file.read_text().replace("added =", "expires = 2020-02-29\nadded =", 1))
    done = check("team", cwd=baseline)
    assert done.returncode == 1
    assert states(done) == {"team/ada.jpg": "expired"}
    assert "1 suppression is expired: team/ada.jpg HL003 (2020-02-29)" in done.stderr
    check("team", "--prune-suppressions", cwd=baseline)
    assert [entry["photo"] for entry in entries(baseline)] == ["team/bob.jpg"]


def test_what_is_no_longer_needed_is_told_and_pruned(baseline: Path) -> None:
    (baseline / "team/bob.jpg").unlink()
    file = baseline / NAME
    unneeded = file.read_text().replace("ada.jpg", "eve.jpg")
    file.write_text(
        file.read_text() + "\n" + unneeded[unneeded.index("[[") : unneeded.rindex("[[")]
    )
    done = check("team", cwd=baseline)
    assert done.returncode == 0
    assert states(done) == {"team/bob.jpg": "unused", "team/eve.jpg": "unused"}
    assert "2 suppressions are no longer needed: team/bob.jpg HL003, team/eve.jpg" in done.stderr
    assert "--prune-suppressions" in done.stderr
    strict = check("team", "--fail-on-unused-suppressions", cwd=baseline)
    assert strict.returncode == 1
    assert "error: 2 suppressions waive nothing" in strict.stderr
    assert (
        check("team", "--fail-on-unused-suppressions", "--exit-zero", cwd=baseline).returncode == 0
    )
    assert check("team", "--quiet", cwd=baseline).stderr == ""
    pruned = check("team", "--prune-suppressions", cwd=baseline)
    assert "2 suppressions removed" in pruned.stderr
    assert states(pruned) == {}
    assert [entry["photo"] for entry in entries(baseline)] == ["team/ada.jpg"]


def test_what_a_run_did_not_judge_is_not_unused(baseline: Path) -> None:
    strict = ("--fail-on-unused-suppressions", "--prune-suppressions")
    text = (baseline / NAME).read_text()
    for arguments in (
        ["team/eve.jpg"],  # other photos
        ["team", "--ignore", "HL003"],  # other rules
        ["team", "--exclude", "*.jpg"],  # photos left out
        ["--files-from", "-"],
    ):
        done = check(*arguments, *strict, cwd=baseline, stdin=b"team/eve.jpg\0")
        assert done.returncode == 0, done.stderr
        assert states(done) == {}
        assert (baseline / NAME).read_text() == text


def test_it_holds_from_any_folder_and_for_standard_input(baseline: Path) -> None:
    (baseline / "headshot-lint.toml").write_text("fail-on = 'error'\n")
    assert check(".", cwd=baseline / "team").returncode == 0
    assert check(str(baseline / "team/ada.jpg"), cwd=baseline / "team").returncode == 0
    photo = (baseline / "team/ada.jpg").read_bytes()
    named = ("--stdin-filename", "team/ada.jpg", "-")
    assert check(*named, cwd=baseline, stdin=photo).returncode == 0
    assert check("-", cwd=baseline, stdin=photo).returncode == 1


def test_a_photo_without_a_file_cannot_be_waived(team: Path) -> None:
    done = check("-", "--add-suppressions", cwd=team, stdin=STRIP.read_bytes())
    assert done.returncode == 1
    assert "without a file there is nothing to waive: - HL003" in done.stderr
    assert not (team / NAME).exists()


def test_a_photo_that_cannot_be_read_can_be(team: Path) -> None:
    (team / "team/cy.jpg").write_text("no picture")
    assert check("team", "--add-suppressions", cwd=team).returncode == 0
    assert check("team", cwd=team).returncode == 0
    (team / "team/cy.jpg").write_text("another")
    assert check("team", cwd=team).returncode == 1


def test_the_file_is_told_by_option_variable_and_configuration(baseline: Path) -> None:
    (baseline / NAME).rename(baseline / "waived.toml")
    assert check("team", cwd=baseline).returncode == 1
    assert check("team", "--suppressions", "waived.toml", cwd=baseline).returncode == 0
    variable = {"HEADSHOT_LINT_SUPPRESSIONS": "waived.toml"}
    assert check("team", cwd=baseline, **variable).returncode == 0
    (baseline / "headshot-lint.toml").write_text(
        'suppressions = "waived.toml"\nfail-on-unused-suppressions = true\n'
    )
    assert check("team", cwd=baseline).returncode == 0
    (baseline / "team/bob.jpg").unlink()
    assert check("team", cwd=baseline).returncode == 1
    settings = run("check", "--show-settings", cwd=baseline).stdout
    assert re.search(r"suppressions .*waived.toml.*# headshot-lint.toml:1", settings)


def test_a_lower_score_is_not_held_against_what_is_waived(baseline: Path) -> None:
    scores = {
        photo["path"]: photo["score"] for photo in shown(check("team", cwd=baseline))["photos"]
    }
    assert scores["team/ada.jpg"] <= 49
    assert check("team", "--min-score", "90", cwd=baseline).returncode == 0
    unwaived = check("team", "--min-score", "90", "--ignore-suppressions", cwd=baseline)
    assert unwaived.returncode == 1
    assert "below 90: team/ada.jpg (49)" in unwaived.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--suppressions", "nowhere.toml"], "there is no suppressions file"),
        (["--reason", "x"], "--reason says something of suppressions that are added"),
        (["--add-suppressions", "--reason", " "], "--reason is empty"),
        (["--add-suppressions", "--expires", "2020-01-01"], "--expires 2020-01-01 is over"),
        (["--add-suppressions", "--expires", "soon"], "does not match the format"),
        (["--add-suppressions", "--ignore-suppressions"], "--ignore-suppressions excludes"),
        (["--add-suppressions", "--suppressions", "team"], "cannot be read"),
    ],
)
def test_wrong_usage_ends_the_run_before_it_starts(
    team: Path, arguments: list[str], message: str
) -> None:
    done = check("team", *arguments, cwd=team)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert not (team / NAME).exists()


def test_a_wrong_file_is_told_with_its_line(baseline: Path) -> None:
    file = baseline / NAME
    broken = file.read_text().replace("HL003 wrong-aspect", "HL00 wrong-aspect", 1)
    file.write_text(broken)
    line = broken[: broken.index("[[")].count("\n") + 1
    for arguments in ([], ["--add-suppressions"], ["--prune-suppressions"]):
        done = check("team", *arguments, cwd=baseline)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"{NAME}:{line}: rule: there is no rule 'HL00'" in done.stderr
        assert file.read_text() == broken


def test_ends_and_formats_agree(baseline: Path) -> None:
    for name in ("full", "concise", "sarif", "junit", "gitlab", "github"):
        done = run("check", *RULES, "team", "--output-format", name, cwd=baseline)
        assert done.returncode == 0
        assert ("HL003" in done.stdout) is (name not in ("concise", "gitlab", "github"))
