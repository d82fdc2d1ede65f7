"""Which photos a command is about, from its arguments and options."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from headshot_lint.config.names import STDIN
from headshot_lint.model.errors import HeadshotLintError

if TYPE_CHECKING:
    from headshot_lint.config.photos import Photos
    from headshot_lint.config.resolve import Resolver


def photos_of(
    paths: Sequence[str],
    files_from: str | None,
    stdin_filename: str | None,
    resolver: Resolver,
) -> Photos:
    """Return the photos that are meant: without any argument, those of the current folder.

    Raises:
        HeadshotLintError: a path leads nowhere, or standard input is wanted for two things.
    """
    from headshot_lint.config.photos import find_photos

    if files_from == STDIN and STDIN in paths:
        raise HeadshotLintError(
            "standard input cannot hold both a photo and a list of photos",
            hint="write the list to a file: --files-from FILE",
        )
    if stdin_filename is not None and STDIN not in paths:
        raise HeadshotLintError(
            "--stdin-filename names the photo from standard input, and none is read",
            hint="add - to the paths",
        )
    listed = () if files_from is None else read_list(files_from)
    arguments = paths or (() if files_from is not None else (os.curdir,))
    return find_photos(arguments, resolver.files, listed=listed, stdin_name=stdin_filename)


def read_list(source: str) -> tuple[str, ...]:
    """Return the paths of a list: separated by NUL if it has one, else one a line."""
    if source == STDIN:
        if sys.stdin is None or sys.stdin.isatty():
            raise HeadshotLintError(
                "--files-from - reads standard input, which is a terminal",
                hint="git ls-files -z | headshot-lint check --files-from -",
            )
        data = sys.stdin.buffer.read()
    else:
        try:
            data = Path(source).read_bytes()
        except OSError as error:
            raise HeadshotLintError(
                f"--files-from: {source!r} cannot be read: {error.strerror}"
            ) from error
    lines = data.split(b"\0") if b"\0" in data else data.splitlines()
    return tuple(os.fsdecode(line) for line in lines if line.strip())
