"""`headshot-lint check`: judge photos."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal, cast

import click

from headshot_lint.cli.output import Wishes, output_options
from headshot_lint.cli.paths import find_photos
from headshot_lint.cli.streams import say
from headshot_lint.model.verdict import Severity, Status
from headshot_lint.reporters.view import FailOn

if TYPE_CHECKING:
    from headshot_lint.engine.report import Report, Result

Engine = Literal["auto", "mediapipe", "onnx"]


@click.command("check")
@click.argument("paths", nargs=-1)
@click.option("--profile", default="corporate", show_default=True, help="What the photos are for.")
@output_options
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "hint", "never"]),
    default="error",
    show_default=True,
    help="Least severity that makes the exit code 1.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 in spite of findings; 2 stays 2.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Photos judged in parallel.  [default: all cores]"
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "mediapipe", "onnx"]),
    default="auto",
    show_default=True,
    help="What finds the landmarks of a face.",
)
def command(  # noqa: PLR0913, PLR0917 - click fills one parameter an option
    paths: tuple[str, ...],
    profile: str,
    wishes: Wishes,
    fail_on: FailOn,
    exit_zero: bool,
    jobs: int | None,
    engine: Engine,
) -> int:
    """Judge photos.

    PATHS are files, folders (searched to the bottom), patterns such as 'team/*.jpg', or - for
    standard input. Without any, the current folder is judged.
    """
    from headshot_lint.engine.profile import load_profile

    load_profile(profile)  # a misspelt profile is told before the models load
    outputs = wishes.plan()
    photos = find_photos(paths or (".",))
    if not photos:
        say("warning", "no photos found", hint="name files, or folders that hold pictures")
    outputs.spare(photos)
    report = _lint(photos, profile, engine, jobs or _cores())
    outputs.write(report, fail_on)
    return exit_code(report, "never" if exit_zero else fail_on)


def exit_code(report: Report, fail_on: FailOn) -> int:
    """Return 2 if a rule broke, 1 for a finding at or above the level, else 0."""
    results: list[Result] = [result for photo in report.photos for result in photo.results]
    results += report.team
    if broken := sorted({r.code for r in results if r.status is Status.ERROR}):
        say("error", f"broken while judging: {', '.join(broken)}", hint="please report this bug")
        return 2
    if fail_on == "never":
        return 0
    severities = list(Severity)
    counted = severities[: severities.index(cast("Severity", fail_on)) + 1]
    return int(any(r.status is Status.FAIL and r.severity in counted for r in results))


def _lint(photos: tuple[str, ...], profile: str, engine: Engine, jobs: int) -> Report:
    from headshot_lint.cli.progress import progress_bar
    from headshot_lint.engine.run import lint_many

    with progress_bar(len(photos)) as advance:
        return lint_many(photos, profile, jobs=jobs, engine=engine, progress=advance)


def _cores() -> int:
    """Cores this process may use: in a container fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
