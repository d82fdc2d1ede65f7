"""Which photos form a team, by option and by file."""

from __future__ import annotations

import pathlib
from collections.abc import Callable
from typing import Any

import pytest

from headshot_lint.config.resolve import Resolver
from headshot_lint.config.said import said
from headshot_lint.config.teams import TeamFinder
from headshot_lint.model.errors import HeadshotLintError

Write = Callable[..., pathlib.Path]


def finder(**options: Any) -> TeamFinder:
    return TeamFinder(Resolver(said(options, environ={})))


def team_name(path: str, **options: Any) -> str | None:
    team = finder(**options).team_of(path)
    return team.name if team else None


@pytest.mark.usefixtures("project")
def test_without_a_word_there_are_no_teams() -> None:
    assert team_name("team/ada.jpg") is None


@pytest.mark.usefixtures("project")
def test_each_folder_is_a_team() -> None:
    assert team_name("team/ada.jpg", team=True) == "team"
    assert team_name("ada.jpg", team=True) == "."
    assert team_name("-", team=True) is None


def test_a_table_switches_teams_on_and_an_option_off(write: Write) -> None:
    write("headshot-lint.toml", "[team]\nby = 'folder'")
    assert team_name("a/ada.jpg") == "a"
    assert team_name("a/ada.jpg", team=False) is None
    write("b/headshot-lint.toml", "team = true")
    assert team_name("b/ada.jpg") == "b"


def test_all_photos_of_a_file_may_be_one_team(write: Write) -> None:
    write("site/headshot-lint.toml", "[team]\nby = 'all'\npaths = ['people/**']")
    assert team_name("site/people/a/ada.jpg") == "site"
    assert team_name("site/people/b/bob.jpg") == "site"
    assert team_name("site/logos/logo.png") is None


def test_a_team_is_judged_by_what_holds_for_its_folder(write: Write) -> None:
    write(
        "headshot-lint.toml",
        "ignore = ['HL801']\n[rules.team-size]\nlimit = 5.0\n[team]\n"
        "[[overrides]]\npaths = ['team/**']\nignore = ['HL802']",
    )
    team = finder().team_of("team/ada.jpg")
    assert team is not None
    plans = {plan.rule.code: plan for plan in team.settings.resolved.active_on_sets}
    assert set(plans) == {"HL803", "HL804", "HL805", "HL806"}
    assert plans["HL804"].rule.options.limit == 5.0


def test_the_roster_is_relative_to_its_file(write: Write) -> None:
    write("site/headshot-lint.toml", "[team]\nroster = 'data/people.csv'\ncolumns = {name = 'Wer'}")
    write("site/data/people.csv", "Wer\nAda\n")
    team = finder().team_of("site/team/ada.jpg")
    assert team is not None
    assert team.roster is not None
    assert team.roster.source == "site/data/people.csv"
    assert [person.name for person in team.roster.people] == ["Ada"]


def test_a_roster_that_is_missing_names_the_line(write: Write) -> None:
    write("headshot-lint.toml", "[team]\nby = 'folder'\nroster = 'none.csv'")
    with pytest.raises(HeadshotLintError, match=r"headshot-lint.toml:3: roster none.csv cannot"):
        finder().team_of("ada.jpg")


def test_the_option_is_relative_to_the_current_folder(write: Write) -> None:
    write("site/headshot-lint.toml", "[team]\nroster = 'people.csv'")
    write("names.txt", "Ada")
    team = finder(team={"roster": "names.txt"}).team_of("site/ada.jpg")
    assert team is not None
    assert team.roster is not None
    assert team.roster.source == "names.txt"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[team]\nrooster = 'x'", r"toml:2: unknown key 'team.rooster'", "roster"),
        ("[team]\nby = 'file'", "toml:2: team.by: Input should be 'folder' or 'all'", ""),
        ("[team.columns]\nnome = 'x'", r"unknown key 'team.columns.nome'", "name"),
        ("team = 'yes please'", "toml:1: team: Input should be a valid boolean", ""),
    ],
)
def test_what_is_wrong_is_said(write: Write, text: str, message: str, hint: str) -> None:
    write("headshot-lint.toml", text)
    with pytest.raises(HeadshotLintError, match=message) as caught:
        finder().team_of("ada.jpg")
    assert hint in caught.value.hint
    assert pathlib.Path("headshot-lint.toml").exists()
