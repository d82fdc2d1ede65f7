"""What GitHub's runner takes a line of a log for, by the rules of its class `ActionCommand`.

The runner itself is C# and in no registry of packages. These are its rules, written anew, and
stricter in one point: whatever stands where a command's name does counts as a command, and not only
the names that the runner knows.

- A line is tried in the newer form, `::name key=value,key=value::data`: space before it is dropped,
  the name ends at the first space, and the head at the first `::` behind its own.
- Then in the older form, `##[name key=value;key=value]data`, anywhere in the line.
- Empty properties fall away; of `key=a=b` the value is `a=b`.
- Escapes are resolved one kind after the other, `%25` last.
"""

from __future__ import annotations

from typing import NamedTuple

DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
PROPERTY = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
OLDER = {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%25": "%"}


class Command(NamedTuple):
    """An order to the runner."""

    name: str
    properties: dict[str, str]
    data: str


def command_in(line: str) -> Command | None:
    """The order that a line is, None where it is text."""
    return _newer(line.lstrip()) or _older(line)


def _newer(line: str) -> Command | None:
    if not line.startswith("::"):
        return None
    head, found, data = line[2:].partition("::")
    return _command(head, ",", PROPERTY, _resolved(data, DATA)) if found else None


def _older(line: str) -> Command | None:
    _, found, rest = line.partition("##[")
    head, closed, data = rest.partition("]")
    return _command(head, ";", OLDER, _resolved(data, OLDER)) if found and closed else None


def _command(head: str, comma: str, escapes: dict[str, str], data: str) -> Command:
    name, _, listed = head.partition(" ")
    properties = {}
    for entry in listed.strip().split(comma):
        key, _, value = entry.lstrip("=").partition("=")
        if key and value:
            properties[key] = _resolved(value, escapes)
    return Command(name, properties, data)


def _resolved(text: str, escapes: dict[str, str]) -> str:
    for escape, char in escapes.items():
        text = text.replace(escape, char)
    return text
