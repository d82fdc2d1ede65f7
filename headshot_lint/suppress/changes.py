"""What --add-suppressions and --prune-suppressions make of the entries of a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from headshot_lint.photo.source import STDIN
from headshot_lint.suppress.entry import Entry
from headshot_lint.suppress.matching import Found, Matching

_PHOTO_LINE = re.compile(r"^(\s*photo\s*=).*$", re.MULTILINE)


@dataclass(frozen=True)
class Change:
    """The entries after a change, and what was done.

    Attributes:
        left_out: findings that no entry can stand for: of standard input, or without bytes.
    """

    entries: tuple[Entry, ...]
    added: int = 0
    moved: int = 0
    removed: int = 0
    left_out: tuple[Found, ...] = ()


def add(matching: Matching, reason: str, expires: date | None, author: str | None) -> Change:
    """Waive every finding that is not waived yet; entries that hold stay as they are."""
    moved = _moved(matching)
    entries = {entry.key: entry for entry in moved.entries}
    added: dict[tuple[str, str], Entry] = {}
    left_out: list[Found] = []
    for key, found in matching.found.items():
        if matching.waiver(*key) is not None:
            continue
        if found.sha256 is None or found.photo == STDIN or PurePosixPath(found.photo).is_absolute():
            left_out.append(found)
            continue
        added[key] = Entry(
            photo=found.photo,
            code=found.code,
            sha256=found.sha256,
            reason=reason,
            expires=expires,
            added=matching.today,
            author=author,
        )
    return replace(
        moved,
        entries=tuple((entries | added).values()),
        added=len(added),
        left_out=tuple(left_out),
    )


def prune(matching: Matching) -> Change:
    """Remove the entries that waive nothing; those of photos that were moved follow them."""
    useless = {stale.entry.key for stale in matching.stale if stale.state != "moved"}
    moved = _moved(matching)
    kept = tuple(entry for entry in moved.entries if entry.key not in useless)
    return replace(moved, entries=kept, removed=len(moved.entries) - len(kept))


def _moved(matching: Matching) -> Change:
    """The entries with those of moved photos under the new paths."""
    targets = {s.entry.key: s.moved_to for s in matching.stale if s.state == "moved"}
    entries: list[Entry] = []
    for entry in matching.file.entries:
        entries += [_under(entry, photo) for photo in targets.get(entry.key, ())] or [entry]
    return Change(tuple(entries), moved=len(targets))


def _under(entry: Entry, photo: str) -> Entry:
    """The entry for another path; the rest of its text stays."""
    line = next(
        line
        for line in replace(entry, photo=photo, text=None).toml.splitlines()
        if line.startswith("photo")
    )
    value = line.partition("=")[2]
    text = (
        None if entry.text is None else _PHOTO_LINE.sub(lambda m: m[1] + value, entry.text, count=1)
    )
    return replace(entry, photo=photo, text=text)
