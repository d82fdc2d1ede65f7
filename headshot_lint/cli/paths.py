"""From command-line arguments to the photos they mean."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from headshot_lint.model.errors import HeadshotLintError

STDIN = "-"
SUFFIXES = frozenset(
    (".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff", ".bmp", ".gif", ".heic", ".heif")
)


def find_photos(arguments: Iterable[str]) -> tuple[str, ...]:
    """Return the photos that files, folders, patterns and `-` stand for, sorted, each once.

    A file is taken whatever its suffix: it was asked for. Folders are searched to the bottom for
    the suffixes of pictures; hidden files and folders below them are passed over.

    Raises:
        HeadshotLintError: an argument leads nowhere.
    """
    found: dict[str, str] = {}
    for argument in arguments:
        for path in _resolve(argument):
            # Not resolved: a link to a photo is another name, which may be the one that matters.
            place = path if path == STDIN else os.path.abspath(path)  # noqa: PTH100 - as said
            found.setdefault(place, path)
    return tuple(sorted(found.values()))


def _resolve(argument: str) -> Iterator[str]:
    if argument == STDIN:
        yield STDIN
        return
    # cmd.exe expands no patterns, and quoted patterns reach us on every system.
    matches = [argument] if os.path.lexists(argument) else _matches(argument)
    for match in matches:
        if os.path.isdir(match):  # noqa: PTH112 - argument may be no valid path at all
            yield from _photos_below(Path(match))
        elif os.path.isfile(match) or not os.path.exists(match):  # noqa: PTH110, PTH113 - as above
            yield match  # a dangling link among them: the report says that it is unreadable
        else:
            raise HeadshotLintError(
                f"{match!r} is neither a file nor a folder",
                hint="to judge what a program writes, pipe it into `headshot-lint check -`",
            )


def _matches(pattern: str) -> list[str]:
    matches = glob.glob(pattern, recursive=True) if glob.has_magic(pattern) else []  # noqa: PTH207 - keeps relative names
    if not matches:
        reason = "matches nothing" if glob.has_magic(pattern) else "does not exist"
        raise HeadshotLintError(
            f"path {pattern!r} {reason} (looked in {Path.cwd()})",
            hint="check the spelling; name files, folders or patterns",
        )
    return matches


def _photos_below(folder: Path) -> Iterator[str]:
    for parent, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(parent, name)
            if name.startswith(".") or path.suffix.lower() not in SUFFIXES:
                continue
            if path.is_file() or path.is_symlink():
                yield str(path)


def _refuse(error: OSError) -> None:
    raise HeadshotLintError(
        f"folder {error.filename!r} cannot be read: {error.strerror}",
        hint="change its permissions, or name the folders to judge",
    )
