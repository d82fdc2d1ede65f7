"""Read and compose suppressions files (TOML)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from headshot_lint.engine.nearest import nearest
from headshot_lint.engine.registry import find_rule
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.suppress.entry import TABLE, Entry

_HEAD = """\
# Findings of headshot-lint that are waived, by photo, rule and content of the photo.
# `headshot-lint check` writes this file with --add-suppressions and --prune-suppressions; reasons,
# dates and comments may be edited by hand.
"""

# An entry with the comment lines right above it.
_START = re.compile(rf"^(?:[ \t]*#.*\n)*[ \t]*\[\[[ \t]*{TABLE}[ \t]*\]\]", re.MULTILINE)

_HINT = "mend the entry, or remove it and write it anew with --add-suppressions"


class _Line(BaseModel):
    """What an entry may say."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    photo: Annotated[str, Field(min_length=1)]
    rule: Annotated[str, Field(min_length=1)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    reason: Annotated[str, Field(pattern=r"\S")]
    expires: date | None = None
    added: date | None = None
    author: str | None = None


@dataclass(frozen=True)
class SuppressionsFile:
    """What a suppressions file says.

    Attributes:
        path: absolute; the paths of its entries are relative to its folder.
        head: what stands above the first entry.
        text: all of it as it was read; None where there is no file.
    """

    path: Path
    entries: tuple[Entry, ...] = ()
    head: str = _HEAD
    text: str | None = None

    def with_entries(self, entries: Iterable[Entry]) -> str:
        """Return the content of the file with other entries, sorted by photo and rule.

        Entries that were there keep their text, comments included.
        """
        ordered = sorted(entries, key=lambda entry: entry.key)
        blocks = [f"{entry.toml.strip()}\n" for entry in ordered]
        return "\n".join([f"{self.head.rstrip()}\n" if self.head.strip() else "", *blocks]).lstrip()


def read_suppressions(path: Path, *, must_exist: bool) -> SuppressionsFile:
    """Return what a file says; where it is missing and may be, that is nothing.

    Raises:
        HeadshotLintError: it is missing, cannot be read, or says what is unknown or wrong; the
            message names the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if not must_exist:
            return SuppressionsFile(path)
        raise HeadshotLintError(
            f"there is no suppressions file {str(path)!r}",
            hint="--add-suppressions writes one",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise HeadshotLintError(f"{path} cannot be read: {reason}") from error
    tables = _tables(path, text)
    head, blocks = _split(text, len(tables))
    places = [
        f"{path}: entry {number}" if block is None else f"{path}:{block.line}"
        for number, block in enumerate(blocks, 1)
    ]
    entries = tuple(map(_entry, tables, blocks, places))
    _require_single(entries, places)
    return SuppressionsFile(path, entries, head, text)


@dataclass(frozen=True)
class _Block:
    """The text of one entry, and the line of its header."""

    text: str
    line: int


def _split(text: str, number: int) -> tuple[str, Sequence[_Block | None]]:
    """Return what stands above the first of the entries, and each entry as it stands.

    Entries in another form of TOML have no text of their own: they are understood, and take the
    usual form when they are written.
    """
    found = list(_START.finditer(text))
    if len(found) != number:
        return _HEAD, [None] * number
    if not found:
        return text or _HEAD, []
    ends = [*(match.start() for match in found[1:]), len(text)]
    blocks = [
        _Block(text[match.start() : end], text.count("\n", 0, match.end()) + 1)
        for match, end in zip(found, ends, strict=True)
    ]
    return text[: found[0].start()], blocks


def _tables(path: Path, text: str) -> list[object]:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        conflict = re.search(r"^(<{7}|={7}|>{7})", text, re.MULTILINE)
        hint = "solve the merge conflict in it" if conflict else "mend it, or restore it from git"
        raise HeadshotLintError(f"{path} is no valid TOML: {error}", hint=hint) from error
    unknown = [key for key in content if key != TABLE]
    if unknown:
        raise HeadshotLintError(
            f"{path}: unknown key {unknown[0]!r}", hint=f"entries are tables [[{TABLE}]]"
        )
    tables = content.get(TABLE, [])
    if not isinstance(tables, list):
        raise HeadshotLintError(f"{path}: {TABLE} is no list", hint=f"write [[{TABLE}]]")
    return tables


def _entry(table: object, block: _Block | None, place: str) -> Entry:
    try:
        line = _Line.model_validate(table)
    except ValidationError as error:
        raise _told(error, place) from error
    if line.photo.startswith("/") or "\\" in line.photo:
        raise HeadshotLintError(
            f"{place}: photo: {line.photo!r} is no relative path with forward slashes",
            hint="write it as seen from the folder of the file, as team/ada.jpg",
        )
    return Entry(
        photo=line.photo,
        code=_code(line.rule, place),
        sha256=line.sha256,
        reason=line.reason,
        expires=line.expires,
        added=line.added,
        author=line.author,
        text=None if block is None else block.text,
    )


def _code(rule: str, place: str) -> str:
    """The code of a rule given by code, by name, or by both."""
    first, _, second = rule.strip().partition(" ")
    try:
        found = find_rule(first)
    except HeadshotLintError as error:
        raise error.at(f"{place}: rule") from error
    if second and second.strip().lower() not in (found.code.lower(), found.name):
        raise HeadshotLintError(
            f"{place}: rule: {found.code} is {found.name}, not {second.strip()}", hint=_HINT
        )
    return found.code


def _require_single(entries: tuple[Entry, ...], places: list[str]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for entry, place in zip(entries, places, strict=True):
        if entry.key in seen:
            raise HeadshotLintError(
                f"{place}: {entry.photo} {entry.code} {entry.name} has an entry already, at "
                f"{seen[entry.key]}",
                hint="keep one of them",
            )
        seen[entry.key] = place


def _told(error: ValidationError, place: str) -> HeadshotLintError:
    problem = error.errors()[0]
    key = ".".join(map(str, problem["loc"]))
    if problem["type"] == "extra_forbidden":
        return HeadshotLintError(
            f"{place}: unknown key {key!r}", hint=nearest(key, list(_Line.model_fields))
        )
    if problem["type"] == "missing":
        return HeadshotLintError(f"{place}: {key} is missing", hint=_HINT)
    named = f"{place}: {key}: " if key else f"{place}: "
    return HeadshotLintError(f"{named}{problem['msg']}, not {problem['input']!r}", hint=_HINT)
