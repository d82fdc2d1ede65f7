"""Where reports go and in which formats: the options, checked before anything is judged."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from headshot_lint.cli.report_file import ReportFile
from headshot_lint.cli.streams import put
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.reporters import (
    FORMATS,
    PICTURE_FORMATS,
    STATISTICS_FORMATS,
    render,
    render_statistics,
)
from headshot_lint.reporters.view import FailOn, View

if TYPE_CHECKING:
    from headshot_lint.draw.picture import Album
    from headshot_lint.engine.report import Report

STDOUT = "-"
DEFAULT_FORMAT = "full"


@dataclass(frozen=True)
class Rendering:
    """One rendering of the report, on its way to a file or, without one, to stdout."""

    output_format: str
    file: ReportFile | None = None
    statistics: bool = False

    def of(self, report: Report, view: View) -> str:
        """Render the report."""
        how = render_statistics if self.statistics else render
        return how(report, self.output_format, view)


@dataclass(frozen=True)
class Outputs:
    """All renderings of one run."""

    renderings: tuple[Rendering, ...]

    @property
    def show_pictures(self) -> bool:
        """Whether one of them shows the photos."""
        return any(rendering.output_format in PICTURE_FORMATS for rendering in self.renderings)

    def spare(self, photos: Iterable[str]) -> None:
        """Make sure that no report replaces a photo.

        Raises:
            HeadshotLintError: one would.
        """
        places = {os.path.realpath(photo) for photo in photos if photo != STDOUT}
        for rendering in self.renderings:
            if rendering.file and str(rendering.file.target) in places:
                raise HeadshotLintError(
                    f"the report would replace the photo {rendering.file.name!r}",
                    hint="name another file for the report",
                )

    def write(self, report: Report, fail_on: FailOn, album: Album | None = None) -> None:
        """Write every rendering; one that fails does not keep the others back.

        Args:
            report: of the run.
            fail_on: the level at which it fails.
            album: the pictures of its photos, where a rendering shows them.

        Raises:
            HeadshotLintError: some could not be written.
        """
        folder, shown = str(Path.cwd()), album or {}
        problems = []
        for rendering in self.renderings:
            if rendering.file is None:
                view = View.of(sys.stdout, os.environ, fail_on)
                put(rendering.of(report, replace(view, folder=folder, album=shown)))
                continue
            text = rendering.of(report, View(fail_on=fail_on, folder=folder, album=shown))
            try:
                rendering.file.write(text)
            except OSError as error:
                problems.append(f"{rendering.file.name!r}: {error.strerror or error}")
        if problems:
            raise HeadshotLintError(
                f"a report could not be written to {'; '.join(problems)}",
                hint="the photos were judged; free the place and run again",
            )


@dataclass(frozen=True)
class Wishes:
    """What the command line asks for.

    Attributes:
        output_format: of the main report; None where it was left open.
        output_file: where the main report goes; None or `-` for stdout.
        further: `FORMAT=PATH` of each further report.
        statistics: whether the main report shows figures in place of findings.
        proposals: whether a report that shows photos shows what could be done about them.
    """

    output_format: str | None = None
    output_file: str | None = None
    further: tuple[str, ...] = ()
    statistics: bool = False
    proposals: bool = True

    def plan(self, default_format: str = DEFAULT_FORMAT) -> Outputs:
        """Work out what goes where, and try every file.

        A further report for stdout takes the place of the main one, if nobody asked for that.

        Raises:
            HeadshotLintError: an unknown format, one without statistics, two reports for one
                place, or a file that cannot be written.
        """
        further = [_parse(argument) for argument in self.further]
        main = (_known(self.output_format or default_format), self.output_file or STDOUT)
        to_stdout = [wish for wish in further if wish[1] == STDOUT]
        if self.output_format is None and self.output_file is None and to_stdout:
            main = to_stdout[0]
            further.remove(main)
        if self.statistics and main[0] not in STATISTICS_FORMATS:
            raise HeadshotLintError(
                f"the format {main[0]!r} has no statistics",
                hint=f"formats that have: {', '.join(STATISTICS_FORMATS)}",
            )
        renderings = [_rendering(*main, statistics=self.statistics)]
        renderings += [_rendering(*wish) for wish in further]
        _one_each(renderings)
        return Outputs(tuple(renderings))


def _complete(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(typed)]


_OPTIONS = (
    click.option(
        "--output-format",
        metavar="FORMAT",
        shell_complete=_complete,
        help=f"How the report is written: {', '.join(FORMATS)}.  [default: {DEFAULT_FORMAT}]",
    ),
    click.option(
        "-o",
        "--output-file",
        metavar="PATH",
        help="Write the report of --output-format here.  [default: standard output]",
    ),
    click.option(
        "--output",
        multiple=True,
        metavar="FORMAT=PATH",
        help="Write a further report of the same run; may be repeated. The path - is standard "
        "output.",
    ),
    click.option(
        "--statistics",
        is_flag=True,
        help="Show figures in place of findings: how often each rule fails, scores, verdicts.",
    ),
    click.option(
        "--proposals/--no-proposals",
        default=True,
        help="Show in the HTML report the crop for each photo and what fixes make of it; that "
        "takes longer than the rest of the report.  [default: proposals]",
    ),
)


def output_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of this module, which it gets as one argument, `wishes`."""

    @functools.wraps(command)
    def gathered(
        *args: object,
        output_format: str | None,
        output_file: str | None,
        output: tuple[str, ...],
        statistics: bool,
        proposals: bool,
        **kwargs: object,
    ) -> int:
        wishes = Wishes(output_format, output_file, output, statistics, proposals)
        return command(*args, wishes=wishes, **kwargs)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered


def _parse(argument: str) -> tuple[str, str]:
    name, separator, path = argument.partition("=")
    if not separator or not path:
        raise HeadshotLintError(
            f"--output {argument!r} names no {'path' if separator else 'format and path'}",
            hint="write FORMAT=PATH, as in --output sarif=report.sarif",
        )
    return _known(name), path


def _known(name: str) -> str:
    if name in FORMATS:
        return name
    # Not `click.Choice`: this names the nearest, and holds for --output and settings as well.
    from headshot_lint.engine.nearest import nearest

    raise HeadshotLintError(f"there is no output format {name!r}", hint=nearest(name, FORMATS))


def _rendering(output_format: str, path: str, *, statistics: bool = False) -> Rendering:
    file = None if path == STDOUT else ReportFile(path)
    return Rendering(output_format, file, statistics)


def _one_each(renderings: Iterable[Rendering]) -> None:
    places: set[str] = set()
    for rendering in renderings:
        place = str(rendering.file.target) if rendering.file else STDOUT
        if place in places:
            where = repr(rendering.file.name) if rendering.file else "standard output"
            raise HeadshotLintError(
                f"two reports would go to {where}",
                hint="give each of them its own file with --output FORMAT=PATH",
            )
        places.add(place)
