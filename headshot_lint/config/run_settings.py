"""What the run as a whole goes by, and what a search of a folder goes by; all values resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from headshot_lint.cache.store import default_root
from headshot_lint.config.configuration import Configuration, Sourced
from headshot_lint.config.globs import Globs
from headshot_lint.config.schema import Engine, FailOn, TeamBy
from headshot_lint.model.limits import DEFAULT_TIMEOUT_S
from headshot_lint.model.origin import DEFAULT
from headshot_lint.suppress.entry import DEFAULT_NAME

T = TypeVar("T")

DEFAULT_EXCLUDE = ("_build", "buck-out", "dist", "node_modules", "site-packages", "venv")
"""What ruff passes over by default, less what is hidden: hidden folders are never searched."""


@dataclass(frozen=True)
class RunSettings:
    """What the run as a whole goes by.

    Attributes:
        jobs: photos judged in parallel; None for one a core.
        suppressions: absolute path of the file of waived findings.
        cache_dir: absolute path of the folder of the cache.
        isolate: photos are decoded and measured in processes of their own.
        photo_timeout: seconds that one photo may take there.
    """

    fail_on: Sourced[FailOn]
    min_score: Sourced[float | None]
    suppressions: Sourced[str]
    fail_on_unused_suppressions: Sourced[bool]
    error_on_empty: Sourced[bool]
    output_format: Sourced[str]
    jobs: Sourced[int | None]
    cache: Sourced[bool]
    cache_dir: Sourced[str]
    engine: Sourced[Engine]
    isolate: Sourced[bool]
    photo_timeout: Sourced[float]


@dataclass(frozen=True)
class FileSettings:
    """What a search of folders goes by.

    Attributes:
        exclude: patterns of what is passed over.
        force_exclude: they hold for photos named one by one as well.
        respect_gitignore: what .gitignore names is passed over.
    """

    exclude: tuple[Globs, ...]
    force_exclude: Sourced[bool]
    respect_gitignore: Sourced[bool]


@dataclass(frozen=True)
class TeamSettings:
    """Which photos of a folder are judged as a set.

    Attributes:
        on: whether any are.
        paths: patterns of those that are; None for all.
        roster: the file of names, absolute.
        columns: of the roster, by what they hold.
    """

    on: Sourced[bool]
    by: Sourced[TeamBy]
    paths: Globs | None
    roster: Sourced[Path | None]
    columns: Mapping[str, Sourced[str]]


def team_settings(configuration: Configuration) -> TeamSettings:
    """Return the settings of teams, with defaults for what was not said."""
    no_roster: Sourced[Path | None] = Sourced(None, DEFAULT)
    return TeamSettings(
        on=_or(configuration.team, False),
        by=configuration.team_by or Sourced("folder", DEFAULT),
        paths=configuration.team_paths,
        roster=configuration.roster or no_roster,
        columns=configuration.roster_columns,
    )


def run_settings(configuration: Configuration, folder: Path) -> RunSettings:
    """Return the settings of a run, with defaults for what was not said.

    Args:
        configuration: what was said.
        folder: of the project: that of the configuration file, else the current one.
    """
    no_least: Sourced[float | None] = Sourced(None, DEFAULT)
    all_cores: Sourced[int | None] = Sourced(None, DEFAULT)
    return RunSettings(
        fail_on=configuration.fail_on or Sourced("error", DEFAULT),
        min_score=configuration.min_score or no_least,
        suppressions=configuration.suppressions or Sourced(str(folder / DEFAULT_NAME), DEFAULT),
        fail_on_unused_suppressions=_or(configuration.fail_on_unused_suppressions, False),
        error_on_empty=_or(configuration.error_on_empty, False),
        output_format=configuration.output_format or Sourced("full", DEFAULT),
        jobs=configuration.jobs or all_cores,
        cache=_or(configuration.cache, True),
        cache_dir=configuration.cache_dir or Sourced(str(default_root()), DEFAULT),
        engine=configuration.engine or Sourced("auto", DEFAULT),
        isolate=_isolate(configuration),
        photo_timeout=configuration.photo_timeout or Sourced(DEFAULT_TIMEOUT_S, DEFAULT),
    )


def file_settings(configuration: Configuration, folder: Path) -> FileSettings:
    """Return the settings of a search; the default patterns are relative to `folder`."""
    exclude = configuration.exclude or Globs(folder, DEFAULT_EXCLUDE)
    return FileSettings(
        exclude=(exclude, *configuration.extend_exclude),
        force_exclude=_or(configuration.force_exclude, False),
        respect_gitignore=_or(configuration.respect_gitignore, True),
    )


def _isolate(configuration: Configuration) -> Sourced[bool]:
    """A limit of time needs a process that can be ended, unless that is forbidden."""
    if configuration.isolate is None and configuration.photo_timeout is not None:
        return Sourced(True, configuration.photo_timeout.origin)
    return _or(configuration.isolate, False)


def _or(said: Sourced[bool] | None, default: bool) -> Sourced[bool]:
    return said or Sourced(default, DEFAULT)
