"""Places that settings come from: files with their lines, options, variables."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from headshot_lint.model.origin import Origin

PYPROJECT_TABLE = ("tool", "headshot-lint")
Key = tuple[str | int, ...]


@dataclass(frozen=True)
class FileOrigin(Origin):
    """A key of a TOML file, shown as `file:line` where the line can be told.

    Attributes:
        file: absolute path.
        key: tables, keys and list places that lead to the value; without pyproject's own tables.
    """

    file: Path
    key: Key = ()

    @classmethod
    def of(cls, file: Path) -> FileOrigin:
        """The file as a whole."""
        return cls(str(file), file)

    def at(self, *key: str | int) -> FileOrigin:
        """A key within."""
        return FileOrigin(self.label, self.file, self.key + key)

    def __str__(self) -> str:
        line = line_of(self.file, self.key) if self.key else None
        shown = shown_file(self.file)
        return f"{shown}:{line}" if line else shown


@dataclass(frozen=True)
class CommandLine(Origin):
    """The options of the command line: each key is one."""

    label: str = "command line"

    def at(self, *key: str | int) -> Origin:
        """The option that gives a key; those of the team's table are named after its keys."""
        return Origin(f"--{key[-1] if key[0] == 'team' else key[0]}")


@dataclass(frozen=True)
class Environment(Origin):
    """Environment variables: each key is one."""

    label: str = "environment"

    def at(self, *key: str | int) -> Origin:
        """The variable that gives a key."""
        return Origin("HEADSHOT_LINT_" + str(key[0]).upper().replace("-", "_"))


def shown_file(file: Path) -> str:
    """Return the path as seen from the current folder where the file is below it, else in full."""
    below = file.is_relative_to(Path.cwd())
    return os.path.relpath(file) if below else str(file)


def line_of(file: Path, key: Key) -> int | None:
    """Return the line, from 1, on which a value of a TOML file starts; None where it is not found.

    A key that leads nowhere, as `rules.head-tilted` for a table spelt `rules.HL107`, is answered
    with the longest part of it that is there.
    """
    lines = _lines(file)
    while key:
        found = [line for known, line in lines.items() if known[: len(key)] == key]
        if found:
            return min(found)
        key = key[:-1]
    return None


@cache
def _lines(file: Path) -> dict[Key, int]:
    """The line of every value and table of the file.

    tomllib tells no lines. But a document cut off after a whole value is a document, too, so the
    first cut whose parse has a key is that key's.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}
    found: dict[Key, int] = {}
    kept: list[str] = []
    start = 0
    for number, line in enumerate(text.splitlines(), 1):
        if not kept and file.name == "pyproject.toml" and not re.match(r"\s*\[+\s*tool\b", line):
            continue  # what comes before the tables of tools says nothing of ours
        kept.append(line)
        start = start or number
        try:
            keys = _leaves(tomllib.loads("\n".join(kept)))
        except tomllib.TOMLDecodeError:
            continue  # within a value of several lines
        found |= {key: start for key in keys if key not in found}
        start = 0
    if file.name != "pyproject.toml":
        return found
    skip = len(PYPROJECT_TABLE)
    return {key[skip:]: line for key, line in found.items() if key[:skip] == PYPROJECT_TABLE}


def _leaves(value: object, key: Key = ()) -> list[Key]:
    """The keys of all values and tables below `value`."""
    children: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        children = list(value.items())
    elif isinstance(value, list):
        children = list(enumerate(value))
    return [key, *(leaf for name, child in children for leaf in _leaves(child, (*key, name)))]
