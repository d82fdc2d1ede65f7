from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.suppress.entry import Entry
from headshot_lint.suppress.file import SuppressionsFile, read_suppressions

DIGEST = "ab" * 32
ENTRY = f"""\
[[suppressions]]
photo = "team/ada.jpg"
rule = "HL203 uneven-light"
sha256 = "{DIGEST}"
reason = "a press photo"
expires = 2027-01-31
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "waived.toml"


def read(file: Path, text: str) -> SuppressionsFile:
    file.write_text(text, encoding="utf-8")
    return read_suppressions(file, must_exist=True)


def test_an_entry_is_read(file: Path) -> None:
    (entry,) = read(file, ENTRY).entries
    assert entry.key == ("team/ada.jpg", "HL203")
    assert entry.expires == date(2027, 1, 31)
    assert not entry.expired(date(2027, 1, 31))
    assert entry.expired(date(2027, 2, 1))


@pytest.mark.parametrize("rule", ["HL203", "hl203", "uneven-light", "HL203 uneven-light"])
def test_a_rule_is_named_by_code_or_name(file: Path, rule: str) -> None:
    (entry,) = read(file, ENTRY.replace("HL203 uneven-light", rule)).entries
    assert entry.code == "HL203"


LINES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1)


@given(photo=LINES, reason=LINES, author=st.none() | LINES)
def test_what_is_written_is_read(photo: str, reason: str, author: str | None) -> None:
    entry = Entry(photo, "HL203", DIGEST, reason, date(2027, 1, 31), date(2026, 1, 2), author)
    (table,) = tomllib.loads(SuppressionsFile(Path("x")).with_entries([entry]))["suppressions"]
    assert table["photo"] == photo
    assert table["reason"] == reason
    assert table.get("author") == author
    assert table["rule"] == "HL203 uneven-light"
    assert (table["expires"], table["added"]) == (date(2027, 1, 31), date(2026, 1, 2))


def test_entries_are_sorted_and_keep_their_text(file: Path) -> None:
    by_hand = ENTRY.replace("ada", "eve").replace(
        "reason =", "# The photographer is dead.\nreason   ="
    )
    text = f"# Ours.\n\n# Old photos\n{by_hand}# until the move\n\n# new\n{ENTRY}"
    found = read(file, text)
    bob = Entry("team/bob.jpg", "HL203", DIGEST, "baseline")
    written = found.with_entries([*found.entries, bob])
    assert written == (
        f"# Ours.\n\n# new\n{ENTRY}\n{bob.toml}\n# Old photos\n{by_hand}# until the move\n"
    )
    assert read(file, written).with_entries(read(file, written).entries) == written


def test_other_forms_of_toml_are_understood(file: Path) -> None:
    line = f'{{photo = "a.jpg", rule = "HL203", sha256 = "{DIGEST}", reason = "x"}}'
    found = read(file, f"suppressions = [{line}]")
    assert [entry.key for entry in found.entries] == [("a.jpg", "HL203")]
    written = found.with_entries(found.entries)
    assert [e.key for e in read(file, written).entries] == [("a.jpg", "HL203")]


def test_a_missing_file_is_empty_unless_it_was_named(file: Path) -> None:
    assert read_suppressions(file, must_exist=False).entries == ()
    with pytest.raises(HeadshotLintError, match="there is no suppressions file") as error:
        read_suppressions(file, must_exist=True)
    assert "--add-suppressions" in error.value.hint


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[[suppressions]\n", r"waived.toml is no valid TOML: .*line 1", "restore it from git"),
        ("<<<<<<< HEAD\n" + ENTRY, "no valid TOML", "merge conflict"),
        ("entries = []\n", "waived.toml: unknown key 'entries'", "[[suppressions]]"),
        ("suppressions = 5\n", "suppressions is no list", "[[suppressions]]"),
        ("suppressions = [5]\n", "entry 1: Input should be a valid dict", ""),
        (
            f"# head\n\n{ENTRY}until = 2027-01-01\n",
            r"waived.toml:3: unknown key 'until'",
            "photo",
        ),
        (f"{ENTRY}\n# a comment\n{ENTRY}", "waived.toml:9: .* has an entry already, at .*:1", ""),
        (ENTRY.replace("HL203 uneven-light", "HL999"), "waived.toml:1: rule: there is no", ""),
        (ENTRY.replace("HL203 ", "HL204 "), "rule: HL204 is hard-shadows, not uneven-light", ""),
        (ENTRY.replace(DIGEST, "ab"), "waived.toml:1: sha256: String should match", "mend"),
        (ENTRY.replace("a press photo", " "), "waived.toml:1: reason: String should match", ""),
        (ENTRY.replace("2027-01-31", '"soon"'), "waived.toml:1: expires: .*not 'soon'", ""),
        (ENTRY.replace('photo = "team/ada.jpg"\n', ""), "waived.toml:1: photo is missing", ""),
        (ENTRY.replace("team/ada", "/team/ada"), "photo: '/team/ada.jpg' is no relative", "as"),
        (ENTRY.replace("team/ada", r"team\\ada"), "photo: .* is no relative path", "as"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    file: Path, text: str, message: str, hint: str
) -> None:
    with pytest.raises(HeadshotLintError, match=message) as error:
        read(file, text)
    assert hint in error.value.hint
    assert error.value.exit_code == 2


def test_a_file_that_is_no_text_is_told(file: Path) -> None:
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(HeadshotLintError, match="cannot be read"):
        read_suppressions(file, must_exist=False)
    with pytest.raises(HeadshotLintError, match="Is a directory"):
        read_suppressions(file.parent, must_exist=False)
