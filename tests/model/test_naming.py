"""Photos and names: what belongs together, and what is told instead of guessed."""

from __future__ import annotations

import unicodedata

import pytest

from headshot_lint.model.letters import bare, spellings, words
from headshot_lint.model.naming import Naming, match_names
from headshot_lint.model.roster import Person, Roster

NAMES = (
    "Ada Lovelace", "Jürgen Müller", "Søren Ørsted", "Anna Berg", "Anna Holm", "Иван Петров",
    "Sinéad O\u2019Neill", "María José de la Cruz", "Þórdís Ægisdóttir",
    "Prof. Dr. Grace B. Hopper",
)  # fmt: skip


def match(*paths: str, people: tuple[Person, ...] | None = None) -> Naming:
    found = people or tuple(Person(name) for name in NAMES)
    return match_names(paths, Roster("people.txt", found))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("team/ada-lovelace.jpg", "Ada Lovelace"),
        ("lovelace_ada.JPG", "Ada Lovelace"),
        ("AdaLovelace.png", "Ada Lovelace"),
        ("ADA LOVELACE.jpeg", "Ada Lovelace"),
        ("alovelace.webp", "Ada Lovelace"),
        ("a.lovelace.jpg", "Ada Lovelace"),
        ("lovelace.jpg", "Ada Lovelace"),
        ("2024-ada-lovelace-headshot-400x400 (2).jpg", "Ada Lovelace"),
        ("dr-ada-lovelace.jpg", "Ada Lovelace"),
        ("juergen-mueller.jpg", "Jürgen Müller"),
        ("jurgen_muller.jpg", "Jürgen Müller"),
        ("Müller, Jürgen.jpg", "Jürgen Müller"),
        (unicodedata.normalize("NFD", "jürgen-müller.jpg"), "Jürgen Müller"),
        ("soren-orsted.jpg", "Søren Ørsted"),
        ("ivan-petrov.jpg", "Иван Петров"),
        ("Петров Иван.jpg", "Иван Петров"),
        ("sinead.oneill.jpg", "Sinéad O\u2019Neill"),
        ("maria-cruz.jpg", "María José de la Cruz"),
        ("þ.ægisdóttir.jpg", "Þórdís Ægisdóttir"),
        ("grace-hopper.jpg", "Prof. Dr. Grace B. Hopper"),
        ("a-berg.jpg", "Anna Berg"),
    ],
)
def test_a_file_belongs_to_whom_it_names(path: str, name: str) -> None:
    naming = match(path)
    assert naming.named == {path: name}
    assert name not in naming.photoless


def test_a_file_that_fits_two_is_not_guessed() -> None:
    naming = match("anna.jpg")
    assert naming.ambiguous == {"anna.jpg": ("Anna Berg", "Anna Holm")}
    assert not naming.named
    assert not {"Anna Berg", "Anna Holm"} & set(naming.photoless), "one of them has it"


def test_initials_that_fit_two_are_not_guessed() -> None:
    people = (Person("Carl Weber"), Person("Clara Weber"))
    assert match("cweber.jpg", people=people).ambiguous == {
        "cweber.jpg": ("Carl Weber", "Clara Weber")
    }


def test_the_surest_way_counts() -> None:
    people = (Person("Anna Berg"), Person("Berg Anna Maria"))
    assert match("anna-berg.jpg", people=people).named == {"anna-berg.jpg": "Anna Berg"}


@pytest.mark.parametrize("path", ["jhon-smith.jpg", "john-smth.jpg", "smith-jonh.jpg"])
def test_a_slip_is_told_with_the_name_and_not_taken_for_it(path: str) -> None:
    naming = match(path, people=(Person("John Smith"), Person("Ada Lovelace")))
    assert naming.slips == {path: "John Smith"}
    assert not naming.named
    assert naming.photoless == ("Ada Lovelace",)


def test_a_near_name_that_has_its_photo_is_no_slip() -> None:
    people = (Person("Jon Smith"),)
    naming = match("jon-smith.jpg", "john-smith.jpg", people=people)
    assert naming.nameless == ("john-smith.jpg",)


def test_two_files_near_one_name_are_both_told_as_nameless() -> None:
    naming = match("jonn-smith.jpg", "johm-smith.jpg", people=(Person("John Smith"),))
    assert naming.nameless == ("jonn-smith.jpg", "johm-smith.jpg")
    assert naming.photoless == ("John Smith",)


def test_files_and_handles_of_the_roster_go_first() -> None:
    people = (
        Person("Ada Lovelace", photo="team/img_0001.jpg"),
        Person("Grace Hopper", handles=("amazing-grace",)),
        Person("Bob Stone", photo="BOB"),
    )
    paths = ("site/team/IMG_0001.jpg", "amazing_grace.png", "bob.webp")
    naming = match(*paths, people=people)
    assert naming.named == dict(zip(paths, (person.name for person in people), strict=True))


def test_strangers_and_names_without_a_photo_are_told() -> None:
    naming = match("img_1234.jpg", "quentin.jpg", "ada-lovelace.jpg")
    assert naming.nameless == ("img_1234.jpg", "quentin.jpg")
    assert len(naming.photoless) == len(NAMES) - 1


def test_several_photos_of_one_person_are_no_mismatch() -> None:
    naming = match("ada-lovelace-1.jpg", "ada-lovelace-2.jpg")
    assert set(naming.named.values()) == {"Ada Lovelace"}


def test_a_name_that_is_a_word_of_file_names_is_still_a_name() -> None:
    people = (Person("Max Small"), Person("Ida Large"))
    assert match("max-small.jpg", people=people).named == {"max-small.jpg": "Max Small"}


def test_letters() -> None:
    assert words("O\u2019Neill-Ångström") == ("oneill", "angstrom")
    assert words("adaLovelace_400x400") == ("ada", "lovelace", "400x400")
    assert bare("Łukasz Żółć") == "lukaszzolc"
    assert spellings("Ada") == ("Ada",)
    assert spellings("Müller") == ("Müller", "mueller")
