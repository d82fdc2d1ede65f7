"""`headshot-lint fix`: mend what needs no new photo."""

from __future__ import annotations

import json
from typing import Any

import click

from headshot_lint.cli.inputs import photos_of
from headshot_lint.cli.mending import (
    Outcome,
    Ways,
    diff_option,
    in_place_option,
    mend_all,
    names_of,
    plain,
    told,
    unsafe_option,
)
from headshot_lint.cli.options import (
    config_options,
    engine_option,
    file_options,
    given,
    rule_options,
)
from headshot_lint.cli.streams import put, say
from headshot_lint.cli.targets import Targets, out_option, overwrite_option, require_files
from headshot_lint.model.errors import EXIT_FINDINGS, EXIT_USAGE, HeadshotLintError


@click.command("fix")
@click.argument("paths", nargs=-1, type=click.Path())
@rule_options
@diff_option
@unsafe_option
@in_place_option
@out_option
@overwrite_option
@click.option(
    "--output-format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How what was done is told.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Photos mended in parallel.  [env: HEADSHOT_LINT_JOBS; default: all cores]",
)
@engine_option
@config_options
@file_options
def command(  # noqa: PLR0913 - click fills one parameter an option
    paths: tuple[str, ...],
    *,
    diff: bool,
    unsafe_fixes: str,
    in_place: bool,
    out: str | None,
    overwrite: bool,
    output_format: str,
    config: tuple[str, ...],
    isolated: bool,
    files_from: str | None,
    stdin_filename: str | None,
    **options: Any,
) -> int:
    """Mend photos.

    Takes position and prompts out of the metadata, stores the picture upright and in sRGB, brings
    format and bytes within the limits, cuts off bars, crops and levels. Every fix is judged before
    it is kept: it must mend its fault, make no other rule fail and lower no score. The originals
    stay; ada.jpg becomes ada.fixed.jpg beside it, or replaces it with --in-place. What no fix can
    mend is called reshoot, with what to do about it.

    Exit code: 0 no error is left (with --diff: nothing would change), 1 otherwise, 2 usage,
    configuration, or a file that could not be written.
    """
    from headshot_lint.config.resolve import Resolver
    from headshot_lint.config.said import said

    if in_place and out is not None:
        raise HeadshotLintError("--in-place and --out exclude each other")
    resolver = Resolver(said(given(options), config, isolated=isolated))
    photos = photos_of(paths, files_from, stdin_filename, resolver).paths
    require_files(photos, "fix")
    if not photos:
        say("error", "no photos found", hint="name files, or folders that hold pictures")
        return EXIT_USAGE
    targets = Targets.of(out, overwrite=overwrite, photos=photos)
    ways = Ways(names_of(unsafe_fixes), in_place, diff, targets)
    outcomes = []
    for outcome in mend_all(resolver, photos, ways):
        outcomes.append(outcome)
        if output_format == "text":
            put(told(outcome, diff=diff))
    if output_format == "json":
        put(json.dumps(plain(outcomes), indent=2, ensure_ascii=False) + "\n")
    return _exit_code(outcomes, diff=diff)


def _exit_code(outcomes: list[Outcome], *, diff: bool) -> int:
    if any(outcome.trouble for outcome in outcomes):
        return EXIT_USAGE
    if diff:
        return EXIT_FINDINGS if any(outcome.mended.changed for outcome in outcomes) else 0
    failing = (o.mended.after is None or o.mended.after.verdict == "fail" for o in outcomes)
    return EXIT_FINDINGS if any(failing) else 0
