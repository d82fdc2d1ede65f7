"""Lint one photo or many."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.engine.in_turn import in_turn
from headshot_lint.engine.linter import Linter, Opened
from headshot_lint.engine.report import PhotoReport, Report
from headshot_lint.engine.select import Level
from headshot_lint.engine.settings import Settings, make_settings
from headshot_lint.engine.team import TeamOf
from headshot_lint.model.clock import Clock
from headshot_lint.photo.source import STDIN

if TYPE_CHECKING:
    from headshot_lint.cache.facts_cache import FactCache
    from headshot_lint.engine.isolation import Isolation
    from headshot_lint.photo import Source

Progress = Callable[[PhotoReport], None]
SettingsOf: TypeAlias = "Callable[[Source], Settings]"
NameOf: TypeAlias = "Callable[[Source], str | None]"


def lint(  # noqa: PLR0913 - all but the image have defaults
    image: Source,
    profile: str | None = None,
    *,
    settings: Settings | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] = (),
    severity: Mapping[str, Level] | None = None,
    options: Mapping[str, Mapping[str, object]] | None = None,
    engine: LandmarkEngine = "auto",
    name: str | None = None,
    cache: FactCache | None = None,
) -> Report:
    """Lint one photo.

    Args:
        image: a path, `-` for standard input, encoded bytes, a PIL image, or an RGB uint8 array of
            height x width x 3.
        profile: what the photo is for; by default that of the settings, `corporate` without any.
        settings: what to start from: `settings_for(path)` reads a configuration file.
        select: the rules that judge: codes, prefixes, names, categories or `ALL`.
        ignore: rules that do not judge.
        severity: `error`, `warning`, `hint` or `off`, by the same selectors.
        options: values of rule options, by code or name of the rule.
        engine: what finds landmarks.
        name: the name that the report gives the photo, where `image` has none.
        cache: facts of photos measured before; without one, nothing is read from disk or kept.

    Raises:
        HeadshotLintError: a profile, rule or option does not exist, or a value is out of range. A
            photo that cannot be read is no error: its report fails with HL001.
    """
    started = time.perf_counter()
    made = make_settings(
        settings, profile, select=select, ignore=ignore, severity=severity, options=options
    )
    linter = Linter(made, engine=engine, cache=cache)
    photo = linter.check(image, name=name)
    return linter.report([photo], seconds=time.perf_counter() - started)


def lint_many(  # noqa: PLR0913 - all but the paths have defaults
    paths: Iterable[Source],
    profile: str | None = None,
    *,
    settings: Settings | None = None,
    settings_of: SettingsOf | None = None,
    team_of: TeamOf | None = None,
    jobs: int = 1,
    engine: LandmarkEngine = "auto",
    excluded: int = 0,
    progress: Progress | None = None,
    clock: Clock | None = None,
    stdin_name: str | None = None,
    cache: FactCache | None = None,
    isolation: Isolation | None = None,
    known: Iterable[PhotoReport] = (),
    name_of: NameOf | None = None,
) -> Report:
    """Lint many photos, `jobs` at a time; the report does not depend on `jobs`.

    Args:
        paths: as `image` of `lint`.
        profile: what the photos are for; by default that of the settings.
        settings: how the photos are judged; `make_settings` builds them.
        settings_of: says for each photo how it is judged, where that differs.
        team_of: says for each photo which set it belongs to, as `by_folder(settings)` does; without
            it no photos are compared.
        jobs: photos measured in parallel, one thread each.
        engine: what finds landmarks.
        excluded: how many photos the caller left out, for the summary.
        progress: called with each photo's report as it is done, from the calling thread.
        clock: takes the time that steps, facts and rules need.
        stdin_name: the name that the report gives the photo from standard input.
        cache: as in `lint`.
        isolation: workers that decode and measure; the caller opens and ends them.
        known: reports of photos that are not judged again, which join the others as they are; no
            team hears of them.
        name_of: says what the report calls a photo; None for the name that it has.

    Raises:
        HeadshotLintError: a profile, rule or option does not exist, or a value is out of range.
        ValueError: `jobs` is below 1.
    """
    started = time.perf_counter()
    made = make_settings(settings, profile)
    linter = Linter(made, engine=engine, clock=clock, cache=cache, isolation=isolation)
    done: list[PhotoReport] = []
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, not {jobs}")

    def opened(path: Source) -> Opened:
        name = stdin_name if isinstance(path, str) and path == STDIN else None
        name = name or (name_of(path) if name_of else None)
        return linter.open(
            path,
            name=name,
            settings=settings_of(path) if settings_of else None,
            team=team_of(path) if team_of else None,
        )

    for photo in in_turn(map(opened, paths), jobs):
        done.append(photo)
        if progress is not None:
            progress(photo)
    report = linter.report([*known, *done], seconds=0.0, excluded=excluded)
    summary = report.summary.model_copy(update={"seconds": round(time.perf_counter() - started, 3)})
    return report.model_copy(update={"summary": summary})
