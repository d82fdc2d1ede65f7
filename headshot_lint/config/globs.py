"""Patterns of .gitignore, tied to the folder that they are relative to."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.origin import DEFAULT, Origin

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@dataclass(frozen=True)
class Globs:
    """Patterns that match below one folder only: what lies above it never counts.

    Attributes:
        root: absolute path of the folder.
        patterns: as in .gitignore: `*.png` and `drafts` match at any depth, `team/founders/**` and
            `/drafts` from the root, a trailing slash matches folders only, `!` takes back.
    """

    root: Path
    patterns: tuple[str, ...]
    origin: Origin = DEFAULT

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec

        try:
            return GitIgnoreSpec.from_lines(self.patterns)
        except ValueError as error:
            raise HeadshotLintError(f"{self.origin}: {error}") from error

    def check(self) -> None:
        """Raise `HeadshotLintError` where a pattern is malformed."""
        _ = self._spec

    def verdict(self, path: str, *, folder: bool = False) -> bool | None:
        """Whether a path is meant; None where no pattern speaks of it.

        A path below a folder that is meant is meant as well.
        """
        try:
            relative = os.path.relpath(path, self.root)
        except ValueError:  # another drive of Windows
            return None
        if relative == os.curdir or relative.startswith(os.pardir):
            return None
        relative = relative.replace(os.sep, "/")
        return self._spec.check_file(f"{relative}/" if folder else relative).include

    def match(self, path: str, *, folder: bool = False) -> bool:
        """Whether a path is meant."""
        return self.verdict(path, folder=folder) is True

    def lifted(self, folder: str) -> Globs:
        """The patterns less those that mean `folder` itself.

        Whoever names a folder wants what is in it, though not what is passed over everywhere.
        """
        if not self.match(folder, folder=True):
            return self
        kept = [p for p in self.patterns if not self._only(p).match(folder, folder=True)]
        return Globs(self.root, tuple(kept), self.origin)

    def _only(self, pattern: str) -> Globs:
        return Globs(self.root, (pattern,), self.origin)


def any_match(globs: Iterable[Globs], path: str, *, folder: bool = False) -> bool:
    """Whether any of several means a path."""
    return any(each.match(path, folder=folder) for each in globs)
