"""Sets: what is kept of a photo, what is skipped and why, and what a broken rule does."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from PIL import Image

from headshot_lint import lint_many
from headshot_lint.api import Facts, Status
from headshot_lint.engine.settings import make_settings
from headshot_lint.engine.team import KeptFacts, Team, Teams, by_folder
from headshot_lint.engine.unheeded import unheeded
from headshot_lint.model.facts import Fingerprint
from headshot_lint.model.roster import Person, Roster
from headshot_lint.model.verdict import Missing
from headshot_lint_rules.team_size import TeamSize


def photo(width: int = 400, height: int = 400, **facts: Any) -> Facts:
    return cast("Facts", SimpleNamespace(file=SimpleNamespace(width=width, height=height), **facts))


def team(*select: str, name: str = "team", **more: Any) -> Team:
    return Team(name, make_settings(select=select), **more)


def judged(a_team: Team, **photos: Facts | None) -> list[Any]:
    teams = Teams()
    for name, facts in photos.items():
        teams.add(a_team, f"{name}.jpg", facts)
    return list(teams.judge())


SIX: dict[str, Facts | None] = {name: photo() for name in "abcdef"}


def test_outliers_and_those_in_line_are_results_of_the_report() -> None:
    failing, passing = judged(team("HL804"), **SIX, g=photo(400, 600))
    if failing.status is Status.PASS:
        failing, passing = passing, failing
    assert (failing.code, failing.photos, failing.team) == ("HL804", ("g.jpg",), "team")
    assert (failing.category, failing.severity, failing.points_lost) == ("team", "warning", 0)
    assert passing.photos == tuple(f"{name}.jpg" for name in "abcdef")


def test_a_small_team_is_skipped_with_the_reason() -> None:
    (skipped,) = judged(team("HL804"), a=photo(), b=photo(400, 900))
    assert skipped.status is Status.SKIP
    assert skipped.reason == "2 of the team's photos can be compared, and 5 are needed"
    assert skipped.photos == ("a.jpg", "b.jpg")


def test_the_number_needed_is_an_option() -> None:
    options = {"team-size": {"min_photos": 3}}
    settings = make_settings(select=["HL804"], options=options)
    found = judged(Team("t", settings), a=photo(), b=photo(), c=photo(400, 900))
    assert {result.status for result in found} == {Status.PASS, Status.FAIL}


def test_a_photo_that_could_not_be_read_is_skipped_and_the_others_judged() -> None:
    found = judged(team("HL804"), **SIX, broken=None)
    by_status = {result.status: result for result in found}
    assert by_status[Status.SKIP].photos == ("broken.jpg",)
    assert by_status[Status.SKIP].reason == "the photo could not be read"
    assert by_status[Status.PASS].photos == tuple(f"{name}.jpg" for name in "abcdef")


def test_a_broken_rule_is_an_error_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TeamSize, "check", lambda *_: 1 / 0)
    found = judged(team("HL804", "HL806"), **SIX)
    assert {result.code: result.status for result in found} == {
        "HL804": Status.ERROR,
        "HL806": Status.SKIP,
    }


def test_levels_ignoring_and_limits_hold_as_for_any_rule() -> None:
    settings = make_settings(select=["team"], ignore=["HL805"], severity={"team-size": "error"})
    codes = [plan.rule.code for plan in settings.resolved.active_on_sets]
    assert codes == ["HL801", "HL802", "HL803", "HL804", "HL806"]
    assert settings.resolved.plans["HL804"].severity == "error"
    assert not settings.resolved.active, "no rule on photos is selected"


def test_only_what_the_rules_read_is_kept() -> None:
    facts = photo(framing="not asked for")
    kept = KeptFacts.of(facts, ["file"])
    assert kept.file is facts.file
    with pytest.raises(KeyError):
        _ = kept.framing


def test_absences_and_failures_are_kept() -> None:
    class Absent:
        @property
        def framing(self) -> object:
            raise Missing("no face")

        @property
        def colour(self) -> object:
            return 1 / 0

    kept = KeptFacts.of(cast("Facts", Absent()), ["framing", "colour"])
    with pytest.raises(Missing, match="no face"):
        _ = kept.framing
    with pytest.raises(ZeroDivisionError):
        _ = kept.colour


def test_a_roster_is_held_against_all_its_teams_together() -> None:
    roster = Roster("people.csv", (Person("Ada Lovelace"), Person("Bob Stone"), Person("Eve Li")))
    teams = Teams()
    teams.add(team("HL806", name="a", roster=roster), "a/ada-lovelace.jpg", photo())
    teams.add(team("HL806", name="b", roster=roster), "b/bob-stone.jpg", photo())
    found = {result.status: result for result in teams.judge()}
    assert found[Status.PASS].photos == ("a/ada-lovelace.jpg", "b/bob-stone.jpg")
    missing = found[Status.FAIL]
    assert (missing.value, missing.photos, missing.about) == ("Eve Li", (), "people.csv")
    assert missing.place == "people.csv"


def test_each_folder_is_a_team_of_the_library(tmp_path: Path) -> None:
    source = np.random.default_rng(1)
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        for i in range(6):
            pixels = source.integers(0, 255, (40, 60 if folder == "a" and i == 3 else 40, 3))
            Image.fromarray(pixels.astype(np.uint8)).save(tmp_path / folder / f"{i}.png")
    settings = make_settings(select=["HL804"])
    paths = [str(path) for path in sorted(tmp_path.rglob("*.png"))]
    report = lint_many(paths, settings=settings, team_of=by_folder(settings), jobs=2)
    assert [r.photos for r in report.team if r.status is Status.FAIL] == [
        (str(tmp_path / "a" / "3.png"),)
    ]
    assert {r.team for r in report.team} == {str(tmp_path / "a"), str(tmp_path / "b")}
    assert not lint_many(paths, settings=settings).team, "without a word, nothing is compared"


def test_rules_on_sets_without_sets_are_told() -> None:
    settings = make_settings(extend_select=["HL801", "HL107"])
    (sentence,) = unheeded(settings, on_sets=False)
    assert "HL801" in sentence
    assert "--team" in sentence
    assert not unheeded(settings, on_sets=True)


def test_the_kept_record_of_a_photo_is_small() -> None:
    print_of_one = Fingerprint(64, 64, "00" * 64 * 64, (1.0, 2.0, 3.0, 4.0))
    assert len(print_of_one.luma) < 10_000
