"""How text output is to look: width, colour, and the level that the run fails on."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TextIO

if TYPE_CHECKING:
    from headshot_lint.draw.picture import Album

FailOn = Literal["error", "warning", "hint", "never"]

# Narrower, the columns collapse; wider, sentences become hard to read.
_NARROWEST, _WIDEST = 40, 120
_PIPED = 100


@dataclass(frozen=True)
class View:
    """The surface a report is rendered for.

    Attributes:
        width: columns, at least 40.
        colour: whether ANSI styles may be used.
        fail_on: the least severity that makes the run fail, for the summary line.
        folder: the working directory, which formats that know no absolute paths count from; empty
            to leave absolute paths as they are.
        album: the pictures, for formats that show them (`PICTURE_FORMATS`).
    """

    width: int = _PIPED
    colour: bool = False
    fail_on: FailOn = "error"
    folder: str = ""
    album: Album = field(default_factory=dict)

    @classmethod
    def of(cls, stream: TextIO, environ: Mapping[str, str], fail_on: FailOn = "error") -> View:
        """Return the view that suits `stream`: plain and of fixed width unless it is a terminal."""
        if not stream.isatty():
            return cls(_PIPED, has_colour(stream, environ), fail_on)
        columns = shutil.get_terminal_size((_PIPED, 24)).columns
        width = min(max(columns, _NARROWEST), _WIDEST)
        return cls(width, has_colour(stream, environ), fail_on)

    @property
    def fail_level(self) -> str:
        """The fail level in words."""
        return "never fails" if self.fail_on == "never" else f"fails on {self.fail_on}"


def has_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether to colour `stream`: no-color.org first, then FORCE_COLOR, then the terminal."""
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"
