"""From a table, as parsed from TOML, options or variables, to a configuration with origins."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from headshot_lint import __version__
from headshot_lint.config.configuration import (
    Configuration,
    JudgingConfiguration,
    OverrideConfiguration,
    Sourced,
)
from headshot_lint.config.globs import Globs
from headshot_lint.config.layers import layer_of
from headshot_lint.config.schema import ConfigFile, Judging, Override, RosterColumns, Team, kebab
from headshot_lint.engine.nearest import nearest
from headshot_lint.engine.profile import load_profile
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.origin import Origin

T = TypeVar("T")

_ELSEWHERE = {
    "per-file-ignores": 'write [[overrides]] with paths = ["..."] and ignore = ["..."]',
    "extend-ignore": "`ignore` adds already",
    "extends": "the key is `extend`",
    "include": "name the folders or patterns to judge on the command line",
    "files": 'write [[overrides]] with paths = ["..."]',
    "ignores": "the keys are `exclude` for photos and `ignore` for rules",
    "options": "options stand in a table of their rule: [rules.head-tilted]",
    "display-px": "it is an option of a rule: [rules.illegible-avatar]",
}
"""Keys of ruff, ESLint and earlier drafts that people try, and what stands for them here."""


_TABLES: Mapping[str | int, type[BaseModel]] = {"overrides": Override, "team": Team}


def parse_table(table: Mapping[str, Any], origin: Origin) -> ConfigFile:
    """Return a table as the schema has it.

    Raises:
        HeadshotLintError: another version is required, a key is unknown or a value is wrong; the
            message names the place and the hint the nearest key.
    """
    _require_version(table.get("required-version"), origin)
    try:
        return ConfigFile.model_validate(table)
    except ValidationError as error:
        raise _told(error, origin) from error


def configuration_of(table: ConfigFile, origin: Origin, root: Path) -> Configuration:
    """Return what a table says; its patterns are relative to `root`.

    Raises:
        HeadshotLintError: a profile, selector, rule, option or pattern is unknown or wrong.
    """
    judging = _judging(table, origin)
    return Configuration(
        profile=judging.profile,
        shape=judging.shape,
        layers=judging.layers,
        preview=_sourced(table.preview, origin, "preview"),
        categories={
            category: Sourced(weight, origin.at("categories", category))
            for category, weight in table.categories.items()
        },
        overrides=tuple(
            _override(override, origin.at("overrides", i), root)
            for i, override in enumerate(table.overrides)
        ),
        exclude=None
        if table.exclude is None
        else _globs(table.exclude, origin.at("exclude"), root),
        extend_exclude=(_globs(table.extend_exclude, origin.at("extend-exclude"), root),)
        if table.extend_exclude
        else (),
        force_exclude=_sourced(table.force_exclude, origin, "force-exclude"),
        respect_gitignore=_sourced(table.respect_gitignore, origin, "respect-gitignore"),
        fail_on=_sourced(table.fail_on, origin, "fail-on"),
        min_score=_sourced(table.min_score, origin, "min-score"),
        suppressions=_sourced(_below(root, table.suppressions), origin, "suppressions"),
        fail_on_unused_suppressions=_sourced(
            table.fail_on_unused_suppressions, origin, "fail-on-unused-suppressions"
        ),
        error_on_empty=_sourced(table.error_on_empty, origin, "error-on-empty"),
        output_format=_sourced(table.output_format, origin, "output-format"),
        jobs=_sourced(table.jobs, origin, "jobs"),
        cache=_sourced(table.cache, origin, "cache"),
        cache_dir=_sourced(_below(root, table.cache_dir), origin, "cache-dir"),
        engine=_sourced(table.engine, origin, "engine"),
        isolate=_sourced(table.isolate, origin, "isolate"),
        photo_timeout=_sourced(table.photo_timeout, origin, "photo-timeout"),
        **_team(table.team, origin, root),
    )


def _team(said: bool | Team | None, origin: Origin, root: Path) -> dict[str, Any]:
    """What a table says of teams; a table says that there are some."""
    if said is None or isinstance(said, bool):
        return {"team": _sourced(said, origin, "team")}
    columns = said.columns.model_dump(exclude_none=True)
    roster = None if said.roster is None else _place(said.roster, root)
    return {
        "team": Sourced(True, origin.at("team")),
        "team_by": _at(said.by, origin.at("team", "by")),
        "team_paths": _globs(said.paths, origin.at("team", "paths"), root) if said.paths else None,
        "roster": _at(roster, origin.at("team", "roster")),
        "roster_columns": {
            key: Sourced(name, origin.at("team", "columns", key)) for key, name in columns.items()
        },
    }


def _place(path: str, root: Path) -> Path:
    return Path(os.path.normpath(root / Path(os.path.expandvars(path)).expanduser()))


def _sourced(value: T | None, origin: Origin, key: str) -> Sourced[T] | None:
    return _at(value, origin.at(key))


def _at(value: T | None, origin: Origin) -> Sourced[T] | None:
    return None if value is None else Sourced(value, origin)


def _below(root: Path, path: str | None) -> str | None:
    """The absolute path of what is written relative to `root`."""
    if path is None:
        return None
    return os.path.normpath(root / Path(os.path.expandvars(path)).expanduser())


def _judging(table: Judging, origin: Origin) -> JudgingConfiguration:
    if table.profile is not None:
        try:
            load_profile(table.profile)
        except HeadshotLintError as error:
            raise error.at(origin.at("profile")) from error
    return JudgingConfiguration(
        profile=_sourced(table.profile, origin, "profile"),
        shape=_sourced(table.shape, origin, "shape"),
        layers=layer_of(table, origin),
    )


def _override(table: Override, origin: Origin, root: Path) -> OverrideConfiguration:
    judging = _judging(table, origin)
    return OverrideConfiguration(
        profile=judging.profile,
        shape=judging.shape,
        layers=judging.layers,
        paths=_globs(table.paths, origin.at("paths"), root),
    )


def _globs(patterns: tuple[str, ...], origin: Origin, root: Path) -> Globs:
    globs = Globs(root, patterns, origin)
    globs.check()
    return globs


def _require_version(wanted: object, origin: Origin) -> None:
    """Refuse a file that is written for other versions, before its keys are looked at."""
    if not isinstance(wanted, str):
        return  # missing, or of a wrong type, which the schema tells
    from packaging.specifiers import InvalidSpecifier, SpecifierSet
    from packaging.version import InvalidVersion, Version

    place = origin.at("required-version")
    try:
        allowed = SpecifierSet(f"=={Version(wanted)}")
    except InvalidVersion:
        try:
            allowed = SpecifierSet(wanted)
        except InvalidSpecifier as error:
            raise HeadshotLintError(
                f"{place}: required-version {wanted!r} is no version and no range of versions",
                hint='write ">=0.1,<0.2" or "0.1.0"',
            ) from error
    if not allowed.contains(__version__, prereleases=True):
        raise HeadshotLintError(
            f"{place}: headshot-lint {wanted} is required, and this is {__version__}",
            hint=f"pip install 'headshot-lint{allowed}'",
        )


def _told(error: ValidationError, origin: Origin) -> HeadshotLintError:
    """The first problem in words."""
    problem = next(p for p in error.errors() if not _is_of_other_form(p))
    path = tuple(part for part in problem["loc"] if part != "[key]")
    if path[0] == "team":
        path = (path[0], *path[2:])  # without the name of the form that was meant
    place, name = origin.at(*path), ".".join(map(str, path))
    if problem["type"] == "extra_forbidden":
        model = _TABLES.get(path[0], ConfigFile) if len(path) > 1 else ConfigFile
        model = RosterColumns if "columns" in path[:-1] else model
        key = str(path[-1])
        hint = _ELSEWHERE.get(kebab(key)) or nearest(key, keys_of(model))
        return HeadshotLintError(f"{place}: unknown key {name!r}", hint=hint)
    if problem["type"] == "enum":
        known = problem.get("ctx", {}).get("expected", "")
        return HeadshotLintError(f"{place}: unknown key {name!r}", hint=f"known: {known}")
    return HeadshotLintError(f"{place}: {name}: {problem['msg']}, not {problem['input']!r}")


def _is_of_other_form(problem: ErrorDetails) -> bool:
    """Whether a problem is of the form of `team` that was not meant: a table, or true or false."""
    form = problem["loc"][1:2]
    if problem["loc"][0] != "team":
        return False
    is_table = len(problem["loc"]) > 2 or isinstance(problem["input"], dict)
    return form == (("bool",) if is_table else (Team.__name__,))


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys that a table may have."""
    return [kebab(name) for name in model.model_fields]
