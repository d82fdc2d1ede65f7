"""What all places said together, each value with the place that said it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Generic, TypeVar

from headshot_lint.config.globs import Globs
from headshot_lint.config.schema import Engine, FailOn, TeamBy
from headshot_lint.engine.profile import Shape
from headshot_lint.engine.select import Layer
from headshot_lint.model.origin import Origin
from headshot_lint.model.verdict import Category

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Sourced(Generic[T_co]):
    """A value and where it comes from."""

    value: T_co
    origin: Origin


@dataclass(frozen=True, kw_only=True)
class JudgingConfiguration:
    """What was said about judging; None and empty where nothing was."""

    profile: Sourced[str] | None = None
    shape: Sourced[Shape] | None = None
    layers: tuple[Layer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OverrideConfiguration(JudgingConfiguration):
    """What was said about the judging of photos that match patterns."""

    paths: Globs


@dataclass(frozen=True, kw_only=True)
class Configuration(JudgingConfiguration):
    """What was said about a run; None and empty where nothing was."""

    preview: Sourced[bool] | None = None
    categories: Mapping[Category, Sourced[float]] = field(default_factory=dict)
    overrides: tuple[OverrideConfiguration, ...] = ()
    exclude: Globs | None = None
    extend_exclude: tuple[Globs, ...] = ()
    force_exclude: Sourced[bool] | None = None
    respect_gitignore: Sourced[bool] | None = None
    fail_on: Sourced[FailOn] | None = None
    min_score: Sourced[float] | None = None
    suppressions: Sourced[str] | None = None
    fail_on_unused_suppressions: Sourced[bool] | None = None
    error_on_empty: Sourced[bool] | None = None
    output_format: Sourced[str] | None = None
    jobs: Sourced[int] | None = None
    cache: Sourced[bool] | None = None
    cache_dir: Sourced[str] | None = None
    engine: Sourced[Engine] | None = None
    isolate: Sourced[bool] | None = None
    photo_timeout: Sourced[float] | None = None
    team: Sourced[bool] | None = None
    team_by: Sourced[TeamBy] | None = None
    team_paths: Globs | None = None
    roster: Sourced[Path] | None = None
    roster_columns: Mapping[str, Sourced[str]] = field(default_factory=dict)

    def over(self, base: Configuration) -> Configuration:
        """This configuration on top of `base`: single values replace, lists add up."""
        merged: dict[str, Any] = {}
        for info in fields(self):
            mine, theirs = getattr(self, info.name), getattr(base, info.name)
            if isinstance(mine, tuple):
                merged[info.name] = (*theirs, *mine)
            elif isinstance(mine, dict):
                merged[info.name] = {**theirs, **mine}
            else:
                merged[info.name] = theirs if mine is None else mine
        return Configuration(**merged)
