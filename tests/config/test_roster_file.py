"""Rosters in each format, and what is said of those that cannot be read."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from headshot_lint.config.roster_file import read_roster
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.roster import Person

ADA = Person("Ada Lovelace")
GRACE = Person("Grace Hopper")


def read(folder: Path, name: str, text: str | bytes, /, **columns: str) -> tuple[Person, ...]:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_roster(file, name, columns).people


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("people.txt", "# the team\nAda Lovelace\n\nGrace Hopper\n"),
        ("people.md", "- Ada Lovelace\n- Grace Hopper"),
        ("people.csv", "name,role\nAda Lovelace,analyst\nGrace Hopper,admiral\n"),
        ("people.csv", "Full Name;Role\r\nAda Lovelace;analyst\r\nGrace Hopper;admiral\r\n"),
        ("people.csv", "Ada Lovelace\nGrace Hopper\n"),
        ("people.tsv", "Name\tRole\nAda Lovelace\tx\n\t\nGrace Hopper\ty\n"),
        ("people.csv", codecs.BOM_UTF8 + b"name\nAda Lovelace\nGrace Hopper\n"),
        ("people.csv", "name\nAda Lovelace\nGrace Hopper\n".encode("utf-16")),
        ("people.yaml", "- Ada Lovelace\n- Grace Hopper\n"),
        ("people.yml", "team:\n  - name: Ada Lovelace\n  - name: Grace Hopper\n"),
        ("people.yml", "Ada Lovelace:\n  role: analyst\nGrace Hopper:\n"),
        ("people.json", '[{"name": "Ada Lovelace"}, "Grace Hopper"]'),
    ],
)
def test_names_are_read(tmp_path: Path, name: str, text: str | bytes) -> None:
    assert read(tmp_path, name, text) == (ADA, GRACE)


def test_family_names_files_and_addresses_are_read(tmp_path: Path) -> None:
    text = (
        "First name,Last name,Photo,E-mail\n"
        "Ada,King Noel,team/ada.jpg,ada+work@example.org\nGrace,Hopper,,\n"
    )
    ada, grace = read(tmp_path, "people.csv", text)
    assert ada == Person("Ada King Noel", "King Noel", "team/ada.jpg", ("ada",))
    assert grace == Person("Grace Hopper", "Hopper")


def test_family_name_first_is_put_in_order(tmp_path: Path) -> None:
    (ada,) = read(tmp_path, "people.txt", "King Noel, Ada <ada@example.org>")
    assert ada == Person("Ada King Noel", "King Noel", handles=("ada",))


def test_columns_can_be_named(tmp_path: Path) -> None:
    text = "Mitarbeiterin,Bild\nAda Lovelace,a.jpg\n"
    (ada,) = read(tmp_path, "people.csv", text, name="Mitarbeiterin", photo="Bild")
    assert ada == Person("Ada Lovelace", photo="a.jpg")


def test_yaml_words_are_names_as_they_stand(tmp_path: Path) -> None:
    assert read(tmp_path, "people.yaml", "- No\n- Null\n") == (Person("No"), Person("Null"))


@pytest.mark.parametrize(
    ("name", "text", "message", "hint"),
    [
        ("people.txt", "# nobody\n", "people.txt: the roster has no names", "one name a line"),
        ("people.csv", "", "no names", "`name`"),
        ("people.csv", "wer,was\nAda,x\n", "no column .* hold names: wer, was", "team.columns"),
        ("people.yaml", "- wer: Ada\n", "no key .* hold names: wer", "team.columns"),
        ("people.yaml", "a: [1\n", "no valid YAML", ""),
        ("people.yaml", "Ada", "no list of names", "- Ada Lovelace"),
        ("people.json", '["Ada",\n]', r"people.json:2: no valid JSON", ""),
        ("people.txt", b"Ada\nJ\xfcrgen\n", "people.txt:2: the roster is not in UTF-8", "UTF-8"),
        ("people.csv", 'name\n"Ada', "no valid CSV", ""),
    ],
)
def test_what_is_wrong_is_said(
    tmp_path: Path, name: str, text: str | bytes, message: str, hint: str
) -> None:
    with pytest.raises(HeadshotLintError, match=message) as caught:
        read(tmp_path, name, text)
    assert hint in caught.value.hint


def test_a_column_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(HeadshotLintError, match="no column 'Nane'") as caught:
        read(tmp_path, "people.csv", "Name,Role\nAda,x\n", name="Nane")
    assert "Name" in caught.value.hint


def test_a_roster_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(HeadshotLintError, match="cannot be read: No such file"):
        read_roster(tmp_path / "none.csv", "none.csv")
