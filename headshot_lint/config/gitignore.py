"""What git ignores, as far as a search of folders wants to know."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from headshot_lint.config.globs import Globs
from headshot_lint.model.origin import Origin


@dataclass(frozen=True)
class GitIgnores:
    """The .gitignore files that hold for a folder, outermost first."""

    levels: tuple[Globs, ...] = ()

    @classmethod
    def above(cls, folder: Path) -> GitIgnores:
        """Those of the repository down to, and without, `folder`.

        A folder that is ignored itself was named on purpose: what ignores it is left out.
        """
        places = (folder, *folder.parents)
        tops = [i for i, place in enumerate(places) if os.path.lexists(place / ".git")]
        if not tops:
            return cls()
        top = tops[0]
        levels = [
            _globs(places[top] / ".git" / "info" / "exclude", places[top]),
            *(_globs(place / ".gitignore", place) for place in reversed(places[1 : top + 1])),
        ]
        return cls(tuple(level.lifted(str(folder)) for level in levels if level is not None))

    def within(self, folder: Path) -> GitIgnores:
        """Those of this folder besides."""
        own = _globs(folder / ".gitignore", folder)
        return self if own is None else GitIgnores((*self.levels, own))

    def match(self, path: str, *, folder: bool = False) -> bool:
        """Whether a path is ignored: the innermost file that speaks of it decides."""
        for level in reversed(self.levels):
            verdict = level.verdict(path, folder=folder)
            if verdict is not None:
                return verdict
        return False


def _globs(file: Path, root: Path) -> Globs | None:
    try:
        lines = file.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    return Globs(root, tuple(line for line in lines if _is_pattern(line)), Origin(str(file)))


def _is_pattern(line: str) -> bool:
    """Whether git would heed a line; it passes over malformed ones without a word."""
    from pathspec import GitIgnoreSpec

    try:
        return any(p.include is not None for p in GitIgnoreSpec.from_lines([line]).patterns)
    except ValueError:
        return False
