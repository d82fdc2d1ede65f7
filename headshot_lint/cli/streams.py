"""What goes to stdout (results only) and to stderr (everything else)."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import Literal

import click

from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import has_colour

_COLOURS = {"error": "red", "warning": "yellow", "hint": "cyan", "note": "blue"}


def say(
    level: Literal["error", "warning", "note"], message: str, *, hint: str | None = None
) -> None:
    """Print a message and what to do about it on stderr."""
    colour = has_colour(sys.stderr, os.environ)
    lines = [(level, message), *([("hint", hint)] if hint else [])]
    for label, text in lines:
        shown = click.style(f"{label}:", fg=_COLOURS[label], bold=True) if colour else f"{label}:"
        body = "\n".join(printable(line) for line in text.splitlines())
        click.echo(f"{shown} {body}", err=True, color=colour)


def put(text: str) -> None:
    """Write results to stdout, in UTF-8 whatever the locale; a closed pipe ends them quietly."""
    if isinstance(sys.stdout, TextIOWrapper):
        # Undecodable bytes of file names come back as escapes, which JSON reads as well.
        # Line breaks are the report's own: on Windows, CSV's would come out doubled.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes stdout once more at exit; a reader that left must not become a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
