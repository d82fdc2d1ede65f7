"""`check --watch`: judge, wait until something changes, and judge what has."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from headshot_lint.cli.output import Wishes
from headshot_lint.cli.streams import put, say
from headshot_lint.cli.task import Task, known_format
from headshot_lint.cli.waiving import Waiving
from headshot_lint.config.names import STDIN
from headshot_lint.model.errors import HeadshotLintError

if TYPE_CHECKING:
    from headshot_lint.draw.picture import Album, Picture
    from headshot_lint.engine.report import PhotoReport, Report

Stamp = tuple[int, int, int] | None
"""When a file was changed, its size and its identity; None where there is none."""

_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
_TICK_MS = 500
"""How often settings are looked at, which may lie outside of the folders that are watched."""


def may_watch(sources: Iterable[str], waiving: Waiving) -> None:
    """Refuse what cannot be watched.

    Raises:
        HeadshotLintError: standard input, suppressions to be written, or a missing library.
    """
    if STDIN in sources:
        raise HeadshotLintError(
            "--watch cannot watch standard input", hint="name files, folders or patterns"
        )
    if waiving.add or waiving.prune:
        raise HeadshotLintError("--watch excludes --add-suppressions and --prune-suppressions")
    try:
        import watchfiles  # noqa: F401 - whether it is there
    except ImportError:
        raise HeadshotLintError(
            "--watch needs watchfiles, which is not installed",
            hint="pip install 'headshot-lint[watch]'",
        ) from None


class Watching:
    """Photos that are judged again as they change.

    Args:
        task_now: finds the photos and the settings as they are at the moment.
        paths: arguments of the command line.
        wishes: where reports go.
        waiving: how findings are waived.
    """

    def __init__(
        self,
        task_now: Callable[[], Task],
        paths: tuple[str, ...],
        wishes: Wishes,
        waiving: Waiving,
    ) -> None:
        self._task_now = task_now
        self._arguments = paths or (os.curdir,)
        self._wishes, self._waiving = wishes, waiving
        self._judged: dict[str, tuple[Stamp, PhotoReport]] = {}
        self._settings: dict[str, Stamp] = {}
        self._drawn: dict[str, tuple[PhotoReport, Picture]] = {}

    def run(self) -> int:
        """Judge until Ctrl-C; that is the usual end and no failure.

        Raises:
            HeadshotLintError: at the beginning, as without --watch. Later ones are told, and mended
                while the watch goes on.
        """
        try:
            task = self._round(self._task_now())
            for _ in self._changes(task):
                try:
                    task = self._round(self._task_now())
                except HeadshotLintError as error:
                    say("error", error.message, hint=error.hint)
        except KeyboardInterrupt:
            pass
        return 0

    def _round(self, task: Task) -> Task:
        self._settings = {file: _stamp(file) for file in _settings_files(task)}
        run = task.resolver.run()
        outputs = self._wishes.plan(known_format(run.output_format))
        outputs.spare(task.photos.paths)
        waivers = self._waiving.open(run)
        if sys.stdout.isatty():
            put(_CLEAR)
        task.settle()
        if task.photos.paths or task.may_be_empty():
            report = waivers.apply(self._judge(task), quiet=task.quiet)
            album = self._album(task, report) if outputs.show_pictures else None
            outputs.write(report, run.fail_on.value, album)
            task.tell_times(report)
        if not task.quiet:
            noun = "photo" if len(task.photos.paths) == 1 else "photos"
            say("note", f"watching {len(task.photos.paths):,} {noun}; Ctrl-C ends")
        return task

    def _judge(self, task: Task) -> Report:
        """Judge the photos that changed; of a set every one, for each measures the others."""
        stamps = {path: _stamp(path) for path in task.photos.paths}
        same = {
            path: photo
            for path, (stamp, photo) in self._judged.items()
            if stamp is not None and stamps.get(path) == stamp
        }
        report = task.judge(() if task.has_teams else tuple(same.values()))
        by_path = {photo.path: photo for photo in report.photos}
        self._judged = {p: (s, by_path[p]) for p, s in stamps.items() if p in by_path}
        return report

    def _album(self, task: Task, report: Report) -> Album:
        """Pictures of the photos; of those of which nothing else is said, the ones from before."""
        album = task.album(report, proposals=self._wishes.proposals, drawn=self._drawn)
        self._drawn = {photo.path: (photo, album[photo.path]) for photo in report.photos}
        return album

    def _changes(self, task: Task) -> Iterator[None]:
        """Yield whenever a photo came, went or changed, or a file of settings did."""
        from watchfiles import watch

        roots = _roots(self._arguments, task.photos.paths)
        events = watch(
            *roots,
            watch_filter=None,
            rust_timeout=_TICK_MS,
            yield_on_timeout=True,
            raise_interrupt=True,
        )
        started = False
        for changes in events:
            missed = not started and self._missed()  # while the photos were judged
            started = True
            if any(_stamp(file) != stamp for file, stamp in self._settings.items()):
                self._judged.clear()
                yield
            elif missed or any(self._concerns(path) for _, path in changes):
                yield

    def _missed(self) -> bool:
        try:
            now = {path: _stamp(path) for path in self._task_now().photos.paths}
        except HeadshotLintError:
            return True
        return now != {path: stamp for path, (stamp, _) in self._judged.items()}

    def _concerns(self, path: str) -> bool:
        from headshot_lint.config.photos import SUFFIXES

        named = {os.path.abspath(known) for known in self._judged}  # noqa: PTH100 - links stay links
        return path in named or Path(path).suffix.lower() in SUFFIXES


def _stamp(path: str) -> Stamp:
    try:
        found = os.stat(path)  # noqa: PTH116 - may be no valid path at all
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _settings_files(task: Task) -> set[str]:
    """What the report depends on besides the photos, also where it does not exist yet."""
    from headshot_lint.config.locate import NAMES

    run = task.resolver.run()
    folders = {Path(os.path.abspath(path)).parent for path in task.photos.paths} | {Path.cwd()}  # noqa: PTH100 - links stay links
    files = {task.resolver.config_file(folder) for folder in folders}
    own = {folder / name for folder in folders for name in NAMES}
    rosters = {task.resolver.team(folder).roster.value for folder in folders}
    return {str(f) for f in {*files, *own, *rosters, Path(run.suppressions.value)} if f is not None}


def _roots(arguments: Iterable[str], photos: Iterable[str]) -> set[str]:
    """The folders to watch, none of them within another."""
    roots = {_folder_of(argument) for argument in arguments}
    roots |= {os.path.dirname(os.path.abspath(photo)) for photo in photos}  # noqa: PTH100, PTH120 - links stay links
    return {
        root
        for root in roots
        if not any(Path(root).is_relative_to(other) for other in roots - {root})
    }


def _folder_of(argument: str) -> str:
    """The folder that an argument means, or lies in, or where its pattern begins."""
    place = Path(os.path.abspath(argument))  # noqa: PTH100 - links stay links
    while not place.is_dir() and place != place.parent:
        place = place.parent
    return str(place if not glob.has_magic(place.name) else place.parent)
