"""Text from outside, made safe to print."""

from __future__ import annotations


def printable(text: str) -> str:
    r"""Return `text` with everything that could act on a terminal written as an escape.

    File names and metadata may hold line breaks, ANSI sequences, direction marks and undecodable
    bytes; on a terminal or in a log they could forge lines of the report.

    >>> printable("ada\x1b[31m.jpg")
    'ada\\x1b[31m.jpg'
    """
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
