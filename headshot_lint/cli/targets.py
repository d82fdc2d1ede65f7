"""Where made pictures go: beside their photos or into a folder, and never over something else."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from headshot_lint.config.names import STDIN
from headshot_lint.model.errors import HeadshotLintError

Command = TypeVar("Command", bound=Any)

out_option = click.option(
    "--out",
    metavar="DIR",
    help="The folder for what is made; it is created.  [default: beside each photo]",
)
overwrite_option = click.option(
    "--overwrite", is_flag=True, help="Replace files of these names that hold something else."
)


def require_files(paths: Iterable[str], command: str) -> None:
    """Refuse a photo from standard input, which has no name to derive another from.

    Raises:
        HeadshotLintError: there is one.
    """
    if STDIN in paths:
        raise HeadshotLintError(
            f"`{command}` writes files beside their photos: standard input is none",
            hint="save the photo, and name it",
        )


@dataclass(frozen=True)
class Targets:
    """Names for what is made of photos.

    Attributes:
        folder: for all of it, or None for each photo's own.
        overwrite: whether a file that holds something else is replaced.
    """

    folder: Path | None
    overwrite: bool = False

    @classmethod
    def of(cls, out: str | None, *, overwrite: bool, photos: Iterable[str]) -> Targets:
        """Check that no two photos would have one name in the folder.

        Raises:
            HeadshotLintError: two would.
        """
        if out is None:
            return cls(None, overwrite)
        stems: dict[str, str] = {}
        for photo in photos:
            stem = Path(photo).stem
            if stem in stems and stems[stem] != photo:
                raise HeadshotLintError(
                    f"{stems[stem]!r} and {photo!r} would have one name in {out!r}",
                    hint="leave out --out, or do one folder after the other",
                )
            stems[stem] = photo
        return cls(Path(out).expanduser(), overwrite)

    def path(self, photo: str, mark: str, suffix: str) -> Path:
        """The name of what is made of a photo: `ada.linkedin.jpg` of `ada.png`."""
        source = Path(photo)
        return (self.folder or source.parent) / f"{source.stem}.{mark}{suffix}"

    def require_free(self, target: Path, data: bytes) -> None:
        """Refuse to replace a file that holds something else.

        Raises:
            HeadshotLintError: the target is one.
        """
        if self.overwrite or not os.path.lexists(target):
            return
        if not target.is_file() or target.read_bytes() != data:
            raise HeadshotLintError(
                f"{str(target)!r} holds something else already",
                hint="remove it, or replace it with --overwrite",
            )
