"""What photos come as, and what they are called."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from headshot_lint.photo import LoadLimits
from headshot_lint.photo.source import STDIN, read_bytes

if TYPE_CHECKING:
    from headshot_lint.photo import Source


def is_encoded(source: Source) -> bool:
    """Whether a photo comes as a file or as the bytes of one; standard input is read but once."""
    if isinstance(source, str | os.PathLike):
        return os.fspath(source) != STDIN
    return isinstance(source, bytes | bytearray | memoryview)


def is_pixels(source: Source) -> bool:
    """Whether a photo comes decoded."""
    return not isinstance(source, str | os.PathLike | bytes | bytearray | memoryview)


def read_encoded(source: Source, name: str | None) -> tuple[bytes, str]:
    """Return the bytes of an encoded photo, and its name.

    Raises:
        Unreadable: nothing can be read there, or too much.
    """
    if isinstance(source, str | os.PathLike):
        return read_bytes(source, LoadLimits()), name or os.fspath(source)
    return bytes(source), name or "<bytes>"  # type: ignore[arg-type]  # `_is_encoded`


def name_of(source: Source) -> str:
    """Return the name of a photo that was given none."""
    return os.fspath(source) if isinstance(source, str | os.PathLike) else "<image>"


def writable(path: str) -> str:
    """Return the path as reports have it: with bytes that are no UTF-8 as escapes, for JSON."""
    try:
        # Where the locale is not UTF-8, even sound names come as escaped bytes.
        return path.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return path.encode("utf-8", "backslashreplace").decode("utf-8")
