"""`headshot-lint best`: the best of many shots."""

from __future__ import annotations

import json
from typing import Any

import click

from headshot_lint.cli.ranking import plain, ranking_of, ranking_options
from headshot_lint.cli.streams import put
from headshot_lint.model.errors import EXIT_FINDINGS


@click.command("best")
@ranking_options
def command(  # noqa: PLR0913 - click fills one parameter an option
    paths: tuple[str, ...],
    *,
    output_format: str,
    config: tuple[str, ...],
    isolated: bool,
    files_from: str | None,
    stdin_filename: str | None,
    **options: Any,
) -> int:
    """Name the best photo.

    Prints its path alone, for use in scripts.

    Exit code: 0 it has no failing error, 1 even the best one fails, 2 usage or configuration.
    """
    ranking = ranking_of(
        paths,
        files_from=files_from,
        stdin_filename=stdin_filename,
        config=config,
        isolated=isolated,
        options=options,
    )
    best = ranking.best
    if output_format == "json":
        put(json.dumps({"schema": 1} | plain(best), indent=2, ensure_ascii=False) + "\n")
    else:
        put(f"{best.path}\n")
    return EXIT_FINDINGS if best.report.verdict == "fail" else 0
