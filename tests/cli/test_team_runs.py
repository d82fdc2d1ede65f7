"""`check --team` through real processes; the rules chosen here need no model."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from headshot_lint.reporters import FORMATS

NAMES = ("ada-lovelace", "grace-hopper", "bob-stone", "eve-li", "kim-po", "zoe-ray")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "team"
    folder.mkdir()
    for i, name in enumerate(NAMES):
        size = (60, 90) if name == "eve-li" else (80, 80)
        Image.new("RGB", size, (10 * i, 99, 150)).save(folder / f"{name}.png")
    (tmp_path / "people.txt").write_text("Ada Lovelace\nGrace Hopper\nBob Stone\nEve Li\nKim Po\n")
    return tmp_path


def check(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("HEADSHOT_LINT_")}
    return subprocess.run(
        [sys.executable, "-m", "headshot_lint", "check", *arguments],
        cwd=site,
        env=kept | {"XDG_CONFIG_HOME": str(site / ".config")},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


SIZE = ("--select", "HL804", "--output-format", "json")


def test_without_team_nothing_is_compared_and_that_is_said(site: Path) -> None:
    done = check(site, *SIZE, "team")
    assert json.loads(done.stdout)["team"] == []
    assert "HL804 judges sets of photos: it has no effect without --team" in done.stderr


def test_an_outlier_counts_for_the_exit_code(site: Path) -> None:
    done = check(site, "--team", *SIZE, "--fail-on", "warning", "team")
    (finding,) = [r for r in json.loads(done.stdout)["team"] if r["status"] == "fail"]
    assert (finding["photos"], finding["team"]) == (["team/eve-li.png"], "team")
    assert done.returncode == 1
    assert check(site, "--team", *SIZE, "team").returncode == 0, "a warning is no error"
    raised = check(site, "--team", *SIZE, "--severity", "team-size=error", "team")
    assert raised.returncode == 1
    assert check(site, "--team", *SIZE, "--ignore", "HL804", "team").returncode == 0


def test_a_table_switches_teams_on(site: Path) -> None:
    (site / "headshot-lint.toml").write_text(
        "select = ['HL804', 'HL806']\n[team]\nroster = 'people.txt'\n"
        "[rules.roster-mismatch]\nseverity = 'error'\n"
    )
    done = check(site, "team")
    assert done.returncode == 1
    assert "zoe-ray.png" in done.stdout
    assert check(site, "--no-team", "--ignore", "ALL", "team").returncode == 0
    shown = check(site, "--show-settings", "team").stdout
    assert "team.roster" in shown
    assert "headshot-lint.toml:3" in shown


def test_a_name_without_a_photo_stands_in_the_roster_in_every_format(site: Path) -> None:
    (site / "people.txt").write_text("\n".join([*NAMES[:5], "Nobody Photographed"]))
    for output_format in FORMATS:
        done = check(
            site, "--roster", "people.txt", "--select", "HL806", "--output-format", output_format,
            "team",
        )  # fmt: skip
        assert done.returncode == 0, output_format + done.stderr
        assert "Nobody Photographed" in done.stdout, output_format
        assert "people.txt" in done.stdout, output_format
        assert "zoe-ray.png" in done.stdout, output_format
        if output_format == "junit":
            suite = ET.fromstring(done.stdout).find("testsuite[@name='the photos as a set']")  # noqa: S314 - our own
            assert suite is not None
            assert suite.get("failures") == "2"


def test_statistics_count_outliers(site: Path) -> None:
    done = check(site, "--team", *SIZE, "--statistics", "team")
    (rule,) = json.loads(done.stdout)["rules"]
    assert (rule["code"], rule["photos"], rule["judged"]) == ("HL804", 1, 6)


def test_a_roster_that_is_missing_is_a_usage_error(site: Path) -> None:
    done = check(site, "--roster", "none.csv", "team")
    assert done.returncode == 2
    assert "--roster: roster none.csv cannot be read: No such file" in done.stderr
    both = check(site, "--no-team", "--roster", "people.txt", "team")
    assert both.returncode == 2
    assert "exclude each other" in both.stderr


def test_the_order_of_photos_and_jobs_changes_nothing(site: Path) -> None:
    def team(*arguments: str) -> object:
        return json.loads(check(site, "--roster", "people.txt", "--select", "HL804,HL806",
                                "--output-format", "json", *arguments).stdout)["team"]  # fmt: skip

    photos = [f"team/{name}.png" for name in NAMES]
    assert team("--jobs", "1", *photos) == team("--jobs", "4", *reversed(photos))


def test_an_outlier_can_be_waived_and_counts_no_longer(site: Path) -> None:
    judged = ("--team", "--select", "HL804", "--severity", "HL804=error", "team")
    assert check(site, *judged).returncode == 1
    check(site, "--add-suppressions", "--reason", "to be taken again", *judged)
    done = check(site, *judged)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Suppressed: HL804 team-size (to be taken again)" in done.stdout
    report = json.loads(check(site, "--output-format", "json", *judged).stdout)
    (finding,) = [r for r in report["team"] if r["status"] == "fail"]
    assert finding["suppressed"] == {"reason": "to be taken again", "expires": None}
    Image.new("RGB", (60, 90), "red").save(site / "team" / "eve-li.png")
    assert check(site, *judged).returncode == 1, "another photo is not waived"


def test_a_waiver_that_a_team_needs_no_longer_is_unused(site: Path) -> None:
    judged = ("--team", "--select", "HL804", "--severity", "HL804=error", "team")
    check(site, "--add-suppressions", *judged)
    assert "no longer needed" not in check(site, *judged).stderr
    Image.new("RGB", (80, 80), (30, 99, 150)).save(site / "team" / "eve-li.png")
    done = check(site, *judged)
    assert "1 suppression is no longer needed: team/eve-li.png HL804" in done.stderr
    assert "no longer needed" not in check(site, "--no-team", *judged[1:]).stderr, "cannot tell"
    assert check(site, "--fail-on-unused-suppressions", *judged).returncode == 1
    assert "1 suppression removed" in check(site, "--prune-suppressions", *judged).stderr


def test_a_name_without_a_photo_cannot_be_waived_and_that_is_said(site: Path) -> None:
    (site / "people.txt").write_text("Ada Lovelace\nNobody Here\n")
    judged = ("--roster", "people.txt", "--select", "HL806", "--fail-on", "warning", "team")
    done = check(site, "--add-suppressions", *judged)
    assert done.returncode == 1
    assert "nothing to waive: HL806 Nobody Here has no photo." in done.stderr
    assert "allow_missing = true" in done.stderr
    (site / "headshot-lint.toml").write_text("[rules.roster-mismatch]\nallow_missing = true\n")
    assert check(site, *judged).returncode == 0


@pytest.mark.model
def test_what_teams_read_is_recalled(site: Path) -> None:
    judged = ("--team", "--select", "HL804,HL805", "--output-format", "json", "team")
    kept = ("--cache-dir", "kept", "--verbose", *judged)
    first, second = check(site, *kept), check(site, *kept)
    assert "0 of 6 photos recalled" in first.stderr
    assert "6 of 6 photos recalled" in second.stderr
    team = json.loads(second.stdout)["team"]
    assert team == json.loads(first.stdout)["team"]
    assert team == json.loads(check(site, "--no-cache", *judged).stdout)["team"]
