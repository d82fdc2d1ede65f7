"""`headshot-lint batch`: score many photos into Parquet."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Self

import click

from headshot_lint.cli.options import config_options, given, jobs_option, rule_options
from headshot_lint.cli.streams import put, say
from headshot_lint.model.errors import EXIT_USAGE, HeadshotLintError

if TYPE_CHECKING:
    from headshot_lint.batch.job import Engine, Job, Tally
    from headshot_lint.batch.scorer import BatchScorer

SIGNALLED = 128
"""What shells add to the number of the signal that ended a program."""


@click.command("batch")
@click.argument("sources", nargs=-1, metavar="[SRC]...")
@click.option(
    "--files-from",
    metavar="FILE",
    help="Read further sources from a file, or from standard input (-): one a line.",
)
@click.option(
    "--out",
    required=True,
    metavar="PLACE",
    help="A folder for Parquet parts, or one file ending with .parquet; local or as s3://.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Processes of this machine, or the Ray cluster that RAY_ADDRESS names.",
)
@jobs_option
@click.option(
    "--part-rows",
    type=click.IntRange(1, 1_000_000),
    default=500,
    show_default=True,
    metavar="N",
    help="Rows of a part; one is written every 30 seconds in any case.",
)
@click.option(
    "--timeout",
    "timeout_s",
    type=click.FloatRange(min=0, min_open=True),
    default=300.0,
    show_default=True,
    metavar="S",
    help="Time after which one photo is given up (engine local).",
)
@rule_options
@config_options
@click.option(
    "--output-format",
    "shape",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How the counts are printed.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print the counts and errors, nothing else.")
def command(  # noqa: PLR0913 - click fills one parameter an option
    sources: tuple[str, ...],
    *,
    files_from: str | None,
    out: str,
    engine: str,
    part_rows: int,
    timeout_s: float,
    shape: str,
    quiet: bool,
    **options: Any,
) -> int:
    """Score many photos, one row each, into Parquet.

    SRC are photos, folders (searched to the bottom), patterns and tar files, on this machine or as
    s3:// and https://. Rows that are there already, of the same content by the same settings, are
    kept: to go on where a run broke off, or after photos came, run it again. Settings come from the
    configuration of the current folder.

    Exit code: 0 every photo has a verdict, 2 some have an error instead, a rule broke, or wrong
    usage; 130 and 143 the run was stopped by Ctrl-C or SIGTERM, and what was done is written.
    """
    from headshot_lint.cli.inputs import read_list
    from headshot_lint.model.extras import require_extra

    require_extra("headshot-lint batch", "batch", "pyarrow", "fsspec")
    if engine == "ray":
        require_extra("--engine ray", "ray", "ray")
    listed = () if files_from is None else read_list(files_from)
    if not sources and files_from is None:
        raise HeadshotLintError("no source", hint="name a folder, or a list by --files-from")
    from headshot_lint.batch.sources import find_items

    scorer, jobs = _scorer(options)
    run = _job(out, scorer, part_rows, quiet=quiet)
    with _Stop() as stop:
        run.stopped = stop.asked
        tally = run.run(find_items((*sources, *listed)), _engine(engine, scorer, jobs, timeout_s))
    put(json.dumps(asdict(tally)) + "\n" if shape == "json" else _as_text(tally, out))
    return _exit_code(tally, stop)


def _scorer(options: dict[str, Any]) -> tuple[BatchScorer, int]:
    """The scorer of the current folder's settings, and how many of it work at a time."""
    from headshot_lint.batch.scorer import BatchScorer
    from headshot_lint.cli.task import cores
    from headshot_lint.config.resolve import Resolver
    from headshot_lint.config.said import said

    config, isolated = options.pop("config"), options.pop("isolated")
    resolver = Resolver(said(given(options), config, isolated=isolated))
    run = resolver.run()
    settings = resolver.settings()
    return BatchScorer(settings, landmarks=run.engine.value), run.jobs.value or cores()


def _job(out: str, scorer: BatchScorer, part_rows: int, *, quiet: bool) -> Job:
    from headshot_lint.batch.job import Job
    from headshot_lint.batch.parts import Parts
    from headshot_lint.cli.pace import Pace

    job = Job(Parts(out), scorer.judged_by, part_rows)
    if not quiet:
        job.progress = Pace()
    return job


def _engine(name: str, scorer: BatchScorer, jobs: int, timeout_s: float) -> Engine:
    if name == "ray":
        from headshot_lint.batch.on_ray import OnRay

        return OnRay(scorer, jobs=jobs)
    from headshot_lint.batch.crew import Crew

    return Crew(scorer, jobs=jobs, timeout_s=timeout_s)


class _Stop:
    """Ctrl-C or SIGTERM: the first lets what is in hand be finished, the second does not.

    Attributes:
        signal: the number of the first one; None where none came.
    """

    def __init__(self) -> None:
        self.signal: int | None = None

    def __enter__(self) -> Self:
        import signal

        self._before = {
            number: signal.signal(number, self._heard) for number in (signal.SIGINT, signal.SIGTERM)
        }
        return self

    def __exit__(self, *_: object) -> None:
        import signal

        for number, handler in self._before.items():
            signal.signal(number, handler)

    def asked(self) -> bool:
        """Whether the run is to end."""
        return self.signal is not None

    def _heard(self, number: int, _frame: object) -> None:
        if self.signal is not None:
            raise KeyboardInterrupt
        self.signal = number
        say("warning", "stopping: photos in hand are finished", hint="once more ends it at once")


def _as_text(tally: Tally, out: str) -> str:
    verdicts = ", ".join(f"{number:,} {name}" for name, number in tally.verdicts.items())
    pace = f" ({tally.scored / tally.seconds:.1f} a second)" if tally.seconds else ""
    return (
        f"{tally.scored:,} scored in {tally.seconds:.1f} s{pace}: {verdicts}, "
        f"{tally.errors:,} errors; {tally.kept:,} kept.\n{tally.rows:,} rows in {out}\n"
    )


def _exit_code(tally: Tally, stop: _Stop) -> int:
    if stop.signal is not None and tally.stopped:
        say("warning", "stopped before the end", hint="run it again to go on")
        return SIGNALLED + stop.signal
    if tally.errors:
        noun = "photo has" if tally.errors == 1 else "photos have"
        say(
            "error",
            f"{tally.errors:,} {noun} no verdict: see the column `error`",
            hint="run it again to try them once more",
        )
    if tally.broken:
        say("error", f"rules broke on {tally.broken:,} photos: see the column `broken`")
    return EXIT_USAGE if tally.errors or tally.broken else os.EX_OK
