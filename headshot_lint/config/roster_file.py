"""Read a roster: a CSV, YAML, JSON or text file of names."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from headshot_lint.engine.nearest import nearest
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.letters import bare
from headshot_lint.model.roster import Person, Roster

USUAL_COLUMNS: Mapping[str, frozenset[str]] = {
    "name": frozenset({"name", "fullname", "displayname", "person", "member", "realname", "nom"}),
    "given": frozenset(
        {"given", "givenname", "givennames", "first", "firstname", "forename", "vorname", "prenom"}
    ),
    "family": frozenset(
        {"family", "familyname", "last", "lastname", "surname", "nachname", "nomdefamille"}
    ),
    "photo": frozenset(
        {"photo", "file", "filename", "image", "picture", "headshot", "avatar", "foto", "img"}
    ),
    "handle": frozenset(
        {"handle", "username", "user", "login", "email", "mail", "emailaddress", "github", "slug"}
    ),
}
"""Names of columns, in plain letters, by what they hold."""

_LISTS = ("people", "team", "members", "staff", "roster", "speakers", "names")
_ADDRESS = re.compile(r"<([^<>\s]+@[^<>\s]+)>")
_DELIMITERS = ",;\t|"
_EXAMPLE = "one name a line, or a table with a column `name`"


def read_roster(file: Path, shown: str, columns: Mapping[str, str] | None = None) -> Roster:
    """Return the names of a roster file.

    Args:
        file: `.csv`, `.tsv`, `.yaml`, `.yml` or `.json`; every other is text, one name a line.
        shown: what messages and reports call it.
        columns: names of columns or keys by what they hold, where `USUAL_COLUMNS` has them not.

    Raises:
        HeadshotLintError: it cannot be read, has no names, or a column is not there.
    """
    text = _text(file, shown)
    suffix = file.suffix.lower()
    if suffix in {".csv", ".tsv"}:
        people = _table(text, shown, columns or {})
    elif suffix in {".yaml", ".yml", ".json"}:
        people = _document(text, suffix, shown, columns or {})
    else:
        people = [_of_line(line) for line in _lines(text)]
    if not people:
        raise HeadshotLintError(f"{shown}: the roster has no names", hint=f"write {_EXAMPLE}")
    return Roster(shown, tuple(people))


def _text(file: Path, shown: str) -> str:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise HeadshotLintError(
            f"roster {shown} cannot be read: {error.strerror}",
            hint="`roster` is relative to the file it stands in, --roster to the current folder",
        ) from error
    try:
        return data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise HeadshotLintError(
            f"{shown}:{line}: the roster is not in UTF-8",
            hint="save it as UTF-8 (in Excel: 'CSV UTF-8'): names would come out wrong",
        ) from error


def _lines(text: str) -> Iterator[str]:
    lines = (line.strip() for line in text.splitlines())
    return (line.removeprefix("- ") for line in lines if line and not line.startswith("#"))


def _of_line(line: str) -> Person:
    """`Ada Lovelace`, `Lovelace, Ada` or `Ada Lovelace <ada@example.org>`."""
    handles = tuple(_user(address) for address in _ADDRESS.findall(line))
    name, family = _in_order(_ADDRESS.sub("", line).strip())
    return Person(name or handles[0], family, handles=handles)


def _in_order(name: str) -> tuple[str, str]:
    """A name with given names first, and the family name where a comma tells it apart."""
    family, comma, given = (part.strip() for part in name.partition(","))
    return (f"{given} {family}", family) if comma and given else (family, "")


def _user(address: str) -> str:
    return address.strip().removeprefix("@").partition("@")[0].partition("+")[0]


def _table(text: str, shown: str, columns: Mapping[str, str]) -> list[Person]:
    """Rows of a CSV file; without a header that is known, one column of names."""
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        rows = [
            row
            for row in csv.reader(text.splitlines(), delimiter=delimiter, strict=True)
            if any(cell.strip() for cell in row) and not row[0].startswith("#")
        ]
    except csv.Error as error:
        raise HeadshotLintError(f"{shown}: the roster is no valid CSV: {error}") from error
    if not rows:
        return []
    keys = _keys(rows[0], shown, columns)
    if keys:
        return _people((dict(zip(rows[0], row, strict=False)) for row in rows[1:]), keys)
    if any(len(row) > 1 for row in rows):
        raise HeadshotLintError(
            f"{shown}: no column of the roster is known to hold names: {', '.join(rows[0])}",
            hint='say which: [team.columns] name = "..." (or given = "...", family = "...")',
        )
    return [_of_line(row[0].strip()) for row in rows]


def _document(text: str, suffix: str, shown: str, columns: Mapping[str, str]) -> list[Person]:
    """A list of names or of tables, at the top or below one of the usual keys; or name: table."""
    data = _parsed(text, suffix, shown)
    if isinstance(data, dict):
        lists = [data[key] for key in _LISTS if isinstance(data.get(key), list | dict)]
        data = lists[0] if lists else data
    if isinstance(data, dict):
        data = [
            {"name": name} | (value if isinstance(value, dict) else {})
            for name, value in data.items()
        ]
    if not isinstance(data, list):
        raise HeadshotLintError(
            f"{shown}: the roster is no list of names", hint="write a list: - Ada Lovelace"
        )
    tables = [entry for entry in data if isinstance(entry, dict)]
    known = list(dict.fromkeys(str(key) for table in tables for key in table))
    keys = _keys(known, shown, columns)
    if tables and not keys:
        raise HeadshotLintError(
            f"{shown}: no key of the roster is known to hold names: {', '.join(known)}",
            hint='say which: [team.columns] name = "..." (or given = "...", family = "...")',
        )
    people: list[Person] = []
    for entry in data:
        if isinstance(entry, dict):
            people += _people([{str(key): value for key, value in entry.items()}], keys)
        elif entry is not None and str(entry).strip():
            people.append(_of_line(str(entry).strip()))
    return people


def _parsed(text: str, suffix: str, shown: str) -> Any:
    if suffix == ".json":
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            raise HeadshotLintError(
                f"{shown}:{error.lineno}: no valid JSON: {error.msg}"
            ) from error
    import yaml

    try:
        # The base loader keeps `No` and `null`, which are names as well, as they are written.
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - builds texts only
    except yaml.YAMLError as error:
        raise HeadshotLintError(f"{shown}: the roster is no valid YAML: {error}") from error


def _keys(header: list[str], shown: str, columns: Mapping[str, str]) -> dict[str, list[str]]:
    """The columns that hold each thing; empty where none holds a name."""
    found: dict[str, list[str]] = {}
    for what, usual in USUAL_COLUMNS.items():
        if what in columns:
            if columns[what] not in [name.strip() for name in header]:
                raise HeadshotLintError(
                    f"{shown}: the roster has no column {columns[what]!r}",
                    hint=nearest(columns[what], [name for name in header if name.strip()]),
                )
            found[what] = [name for name in header if name.strip() == columns[what]]
        else:
            found[what] = [name for name in header if bare(name) in usual]
    named = found["name"] or (found["given"] and found["family"])
    return found if named else {}


def _people(rows: Iterable[Mapping[str, Any]], keys: Mapping[str, list[str]]) -> list[Person]:
    people = []
    for row in rows:
        cells = {
            what: [text for name in names if (text := str(row.get(name) or "").strip())]
            for what, names in keys.items()
        }
        given, family = ("".join(cells[key][:1]) for key in ("given", "family"))
        name = cells["name"][0] if cells["name"] else f"{given} {family}".strip()
        if not name:
            continue
        ordered, told = _in_order(name)
        people.append(
            Person(
                name=ordered,
                family=family or told,
                photo="".join(cells["photo"][:1]),
                handles=tuple(_user(text) for text in cells["handle"]),
            )
        )
    return people
