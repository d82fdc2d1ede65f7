"""What `rank` and `best` have in common: photos judged and put in order."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from headshot_lint.cli.inputs import photos_of
from headshot_lint.cli.options import (
    cache_options,
    config_options,
    engine_option,
    file_options,
    given,
    jobs_option,
    rule_options,
)
from headshot_lint.cli.streams import say
from headshot_lint.model.errors import HeadshotLintError

if TYPE_CHECKING:
    from headshot_lint.engine.rank import Ranked, Ranking

Command = TypeVar("Command", bound=Callable[..., Any])


def ranking_options(command: Command) -> Command:
    """Give a command the options of judging that matter for an order."""
    options = (
        click.argument("paths", nargs=-1, type=click.Path()),
        rule_options,
        click.option(
            "--output-format",
            type=click.Choice(["text", "json"]),
            default="text",
            help="How the order is told.",
        ),
        jobs_option,
        engine_option,
        cache_options,
        config_options,
        file_options,
    )
    for option in reversed(options):
        command = option(command)
    return command


def ranking_of(  # noqa: PLR0913 - what says which photos, and how
    paths: tuple[str, ...],
    *,
    files_from: str | None,
    stdin_filename: str | None,
    config: tuple[str, ...],
    isolated: bool,
    options: dict[str, Any],
) -> Ranking:
    """Judge photos and put them in order.

    Raises:
        HeadshotLintError: there is no photo, or the configuration is wrong.
    """
    from headshot_lint.cache.facts_cache import FactCache
    from headshot_lint.config.resolve import Resolver
    from headshot_lint.config.said import said
    from headshot_lint.engine.rank import rank

    resolver = Resolver(said(given(options), config, isolated=isolated))
    photos = photos_of(paths, files_from, stdin_filename, resolver).paths
    if not photos:
        raise HeadshotLintError("no photos found", "name files, or folders that hold pictures")
    run = resolver.run()
    cache = FactCache(run.cache_dir.value) if run.cache.value else None
    ranking = rank(
        photos,
        settings=resolver.settings(),
        settings_of=lambda photo: resolver.settings(str(photo)),
        jobs=min(run.jobs.value or os.cpu_count() or 1, len(photos)),
        engine=run.engine.value,
        cache=cache,
    )
    if cache is not None and cache.trouble is not None:
        say("warning", f"the cache could not be used: {cache.trouble}")
    return ranking


def plain(ranked: Ranked) -> dict[str, object]:
    """A photo in its place, for programs."""
    return {
        "place": ranked.place,
        "path": ranked.path,
        "score": ranked.report.score,
        "verdict": ranked.report.verdict,
        "same_picture_as": ranked.like,
        "reasons": [vars(reason) for reason in ranked.reasons],
    }
