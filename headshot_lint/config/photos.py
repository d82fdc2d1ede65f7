"""From arguments to the photos that they mean."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from headshot_lint.config.gitignore import GitIgnores
from headshot_lint.config.globs import any_match
from headshot_lint.config.names import STDIN
from headshot_lint.config.run_settings import FileSettings
from headshot_lint.model.errors import HeadshotLintError

SUFFIXES = frozenset(
    (".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff", ".bmp", ".gif", ".heic", ".heif")
)

FilesOf = Callable[[Path], FileSettings]


@dataclass(frozen=True)
class Photos:
    """The photos that arguments mean.

    Attributes:
        paths: sorted, each once, as the arguments write them.
        excluded: how many photos patterns and .gitignore left out.
    """

    paths: tuple[str, ...]
    excluded: int


@dataclass(frozen=True)
class _Match:
    path: str
    excluded: bool


def find_photos(
    arguments: Iterable[str],
    files_of: FilesOf,
    *,
    listed: Iterable[str] = (),
    stdin_name: str | None = None,
) -> Photos:
    """Return the photos that files, folders, patterns and `-` stand for.

    A file is taken whatever its suffix: it was asked for. Folders are searched to the bottom for
    the suffixes of pictures; hidden files and folders below them are passed over.

    Args:
        arguments: files, folders, patterns, `-`.
        files_of: what a search of a folder goes by.
        listed: files and folders, taken literally: no patterns and no `-` among them.
        stdin_name: the path that standard input stands for, if any.

    Raises:
        HeadshotLintError: an argument leads nowhere.
    """
    found: dict[str, str] = {}
    left_out: set[str] = set()
    for match in _matches(arguments, listed, files_of, stdin_name):
        # Not resolved: a link to a photo is another name, which may be the one that matters.
        place = match.path if match.path == STDIN else os.path.abspath(match.path)  # noqa: PTH100 - as said
        if match.excluded:
            left_out.add(place)
        else:
            found.setdefault(place, match.path)
    return Photos(tuple(sorted(found.values())), len(left_out - found.keys()))


def _matches(
    arguments: Iterable[str], listed: Iterable[str], files_of: FilesOf, stdin_name: str | None
) -> Iterator[_Match]:
    for argument in arguments:
        if argument == STDIN:
            yield _Match(STDIN, stdin_name is not None and _forced_out(stdin_name, files_of))
            continue
        # cmd.exe expands no patterns, and quoted patterns reach us on every system.
        for path in [argument] if os.path.lexists(argument) else _expand(argument):
            yield from _resolve(path, files_of)
    for path in listed:
        if not os.path.lexists(path):
            raise _nowhere(path, "does not exist")
        yield from _resolve(path, files_of)


def _resolve(path: str, files_of: FilesOf) -> Iterator[_Match]:
    if path == STDIN:
        path = os.path.join(os.curdir, path)  # noqa: PTH118 - a file of this name; Path drops "./"
    if os.path.isdir(path):  # noqa: PTH112 - may be no valid path at all
        yield from _search(path, files_of)
    elif os.path.isfile(path) or not os.path.exists(path):  # noqa: PTH110, PTH113 - as above
        # A dangling link among them: the report says that it is unreadable.
        yield _Match(path, _forced_out(path, files_of))
    else:
        raise HeadshotLintError(
            f"{path!r} is neither a file nor a folder",
            hint="to judge what a program writes, pipe it into `headshot-lint check -`",
        )


def _forced_out(path: str, files_of: FilesOf) -> bool:
    """Whether a photo that was named is to be left out all the same."""
    place = os.path.abspath(path)  # noqa: PTH100 - links stay links
    settings = files_of(Path(place).parent)
    return settings.force_exclude.value and any_match(settings.exclude, place)


def _expand(pattern: str) -> list[str]:
    matches = glob.glob(pattern, recursive=True) if glob.has_magic(pattern) else []  # noqa: PTH207 - keeps relative names
    if not matches:
        raise _nowhere(pattern, "matches nothing" if glob.has_magic(pattern) else "does not exist")
    return matches


def _nowhere(path: str, reason: str) -> HeadshotLintError:
    return HeadshotLintError(
        f"path {path!r} {reason} (looked in {Path.cwd()})",
        hint="check the spelling; name files, folders or patterns",
    )


def _search(start: str, files_of: FilesOf) -> Iterator[_Match]:
    """Search a folder; what is left out is walked as well, so that it can be counted."""
    top = Path(os.path.abspath(start))  # noqa: PTH100 - links stay links
    ignores: dict[str, GitIgnores | None] = {start: GitIgnores.above(top)}  # None: left out

    def refuse(error: OSError) -> None:
        if ignores.get(error.filename) is not None:
            raise HeadshotLintError(
                f"folder {error.filename!r} cannot be read: {error.strerror}",
                hint="change its permissions, or name the folders to judge",
            )

    for parent, folders, files in os.walk(start, onerror=refuse):
        above = ignores.pop(parent)
        folders[:] = [name for name in folders if not name.startswith(".")]
        left_out = _everything if above is None else _left_out(parent, above, top, files_of)
        within = None if above is None else above.within(Path(parent))
        for name in folders:
            path = os.path.join(parent, name)  # noqa: PTH118 - os.walk's own form
            ignores[path] = None if left_out(path, folder=True) else within
        for name in files:
            file = Path(parent, name)
            if name.startswith(".") or file.suffix.lower() not in SUFFIXES:
                continue
            if file.is_file() or file.is_symlink():
                yield _Match(str(file), left_out(str(file)))


def _everything(_path: str, *, folder: bool = False) -> bool:
    """What is left out in a folder that is left out itself."""
    del folder
    return True


def _left_out(parent: str, above: GitIgnores, top: Path, files_of: FilesOf) -> Callable[..., bool]:
    """Return what tells whether an entry of a folder is left out."""
    here = Path(os.path.abspath(parent))  # noqa: PTH100 - links stay links
    settings = files_of(here)
    exclude = [globs.lifted(str(top)) for globs in settings.exclude]
    ignores = above.within(here) if settings.respect_gitignore.value else GitIgnores()

    def left_out(path: str, *, folder: bool = False) -> bool:
        place = os.path.abspath(path)  # noqa: PTH100 - links stay links
        return any_match(exclude, place, folder=folder) or ignores.match(place, folder=folder)

    return left_out
