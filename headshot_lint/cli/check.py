"""`headshot-lint check`: judge photos."""

from __future__ import annotations

import sys
from typing import Any

import click

from headshot_lint.cli.exit_code import exit_code
from headshot_lint.cli.fixing import Fixing, fixing_options
from headshot_lint.cli.inputs import photos_of
from headshot_lint.cli.options import (
    cache_options,
    config_options,
    file_options,
    given,
    judging_options,
    loudness_options,
    rule_options,
    team_options,
)
from headshot_lint.cli.output import Wishes, output_options
from headshot_lint.cli.streams import put
from headshot_lint.cli.task import Task, known_format
from headshot_lint.cli.waiving import Waiving, waiving_options
from headshot_lint.model.errors import EXIT_USAGE, HeadshotLintError
from headshot_lint.reporters.printable import printable


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path())
@rule_options
@output_options
@judging_options
@waiving_options
@fixing_options
@cache_options
@click.option("--exit-zero", is_flag=True, help="Exit with 0 in spite of findings; 2 stays 2.")
@config_options
@file_options
@team_options
@click.option(
    "--watch",
    "-w",
    is_flag=True,
    help="Judge again whenever photos or settings change; Ctrl-C ends it with 0.",
)
@click.option("--show-files", is_flag=True, help="List the photos that would be judged, and stop.")
@click.option(
    "--show-settings",
    is_flag=True,
    help="Print every setting of the first photo and where it comes from, and stop.",
)
@loudness_options
def command(  # noqa: PLR0913 - click fills one parameter an option
    paths: tuple[str, ...],
    *,
    wishes: Wishes,
    waiving: Waiving,
    fixing: Fixing,
    config: tuple[str, ...],
    isolated: bool,
    files_from: str | None,
    stdin_filename: str | None,
    exit_zero: bool,
    watch: bool,
    show_files: bool,
    show_settings: bool,
    quiet: bool,
    verbose: bool,
    **options: Any,
) -> int:
    """Judge photos.

    PATHS are files, folders (searched to the bottom), patterns such as 'team/*.jpg', or - for
    standard input. Without any, the current folder is judged. Settings come from the nearest
    .headshot-lint.toml, headshot-lint.toml or pyproject.toml above each photo.
    """
    from headshot_lint.config.resolve import Resolver
    from headshot_lint.config.said import said

    if quiet and verbose:
        raise HeadshotLintError("--quiet and --verbose exclude each other")
    fixing.require_sense(watch=watch)
    options["output-format"] = wishes.output_format

    def task_now() -> Task:
        resolver = Resolver(said(given(options), config, isolated=isolated))
        photos = photos_of(paths, files_from, stdin_filename, resolver)
        return Task(resolver, photos, stdin_filename, quiet=quiet, verbose=verbose)

    if watch:
        from headshot_lint.cli.watching import Watching, may_watch

        may_watch((*paths, files_from or ""), waiving)
        return Watching(task_now, paths, wishes, waiving).run()
    task = task_now()
    if show_files:
        # Programs get the names as they are; on a terminal a name must give no orders.
        listed = task.photos.paths
        shown = map(printable, listed) if sys.stdout.isatty() else listed
        put("".join(f"{path}\n" for path in shown))
        return 0
    if show_settings:
        from headshot_lint.cli.show import shown_settings

        put(shown_settings(task))
        return 0
    return _check(fixing.mend(task) if fixing.asked else task, wishes, waiving, exit_zero=exit_zero)


def _check(task: Task, wishes: Wishes, waiving: Waiving, *, exit_zero: bool) -> int:
    """Judge, report, and return the exit code."""
    run = task.resolver.run()
    outputs = wishes.plan(known_format(run.output_format))
    outputs.spare(task.photos.paths)
    waivers = waiving.open(run)
    task.settle()
    if not task.photos.paths and not task.may_be_empty():
        return EXIT_USAGE
    report = waivers.apply(task.judge(), quiet=task.quiet)
    fail_on = run.fail_on.value
    album = task.album(report, proposals=wishes.proposals) if outputs.show_pictures else None
    outputs.write(report, fail_on, album)
    task.tell_times(report)
    if exit_zero:
        return exit_code(report, "never")
    return exit_code(
        report,
        fail_on,
        run.min_score.value,
        fail_on_unused=run.fail_on_unused_suppressions.value,
    )
