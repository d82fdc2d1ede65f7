"""`headshot-lint check --show-settings`: every setting of a photo and where it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from headshot_lint.cli.task import Task
from headshot_lint.config.names import STDIN
from headshot_lint.model.origin import Origin
from headshot_lint.reporters.printable import printable

if TYPE_CHECKING:
    from headshot_lint.config.run_settings import TeamSettings
    from headshot_lint.engine.profile import RulePlan
    from headshot_lint.engine.settings import Settings

_VALUE_WIDTH = 12
"""Wide enough for most values; a list may push its origin to the right."""


@dataclass(frozen=True)
class Shown:
    """One setting: its key, its value, and where that comes from."""

    key: str
    value: object
    origin: Origin


def shown_settings(task: Task) -> str:
    """Return all settings of the task's first photo, as text or as JSON if that is the format.

    Without a photo, those of the current folder.
    """
    path = next(iter(task.photos.paths), None)
    name = task.stdin_name if path == STDIN else path
    rows = list(_rows(task, name))
    file = task.resolver.config_file_of(name)
    if task.resolver.run().output_format.value == "json":
        settings = {row.key: {"value": row.value, "origin": str(row.origin)} for row in rows}
        shown = {"path": name, "config": str(file) if file else None, "settings": settings}
        return json.dumps(shown, indent=2, default=str) + "\n"
    photo = printable(name) if name else "none; the current folder"
    head = [f"photo: {photo}", f"config: {file or 'no file'}"]
    width = max(len(row.key) for row in rows)
    body = [
        f"{row.key:{width}} = {_toml(row.value):{_VALUE_WIDTH}}  # {row.origin}" for row in rows
    ]
    return "\n".join([*head, "", *body, ""])


def _rows(task: Task, name: str | None) -> Iterator[Shown]:
    settings = task.resolver.settings(name)
    yield from _judging(settings)
    run, files = task.resolver.run(), task.resolver.files_of(name)
    for info in fields(run):
        said = getattr(run, info.name)
        yield Shown(info.name.replace("_", "-"), said.value, said.origin)
    for globs in files.exclude:
        yield Shown("exclude", globs.patterns, globs.origin)
    yield Shown("force-exclude", files.force_exclude.value, files.force_exclude.origin)
    yield Shown("respect-gitignore", files.respect_gitignore.value, files.respect_gitignore.origin)
    yield from _team(task.resolver.team_of(name))
    for plan in settings.resolved.plans.values():
        yield from _rule(plan)


def _judging(settings: Settings) -> Iterator[Shown]:
    profile = settings.resolved
    by_profile = Origin(f"profile {profile.label}")
    yield Shown("profile", profile.label, settings.origin("profile"))
    yield Shown("preview", settings.preview, settings.origin("preview"))
    shape = settings.origin("shape") if settings.shape else by_profile
    yield Shown("shape", profile.shape, shape)
    for category, weight in profile.categories.items():
        key = f"categories.{category}"
        yield Shown(key, weight, settings.origins.get(key, by_profile))


def _team(team: TeamSettings) -> Iterator[Shown]:
    """Without teams, that there are none."""
    yield Shown("team", team.on.value, team.on.origin)
    if not team.on.value:
        return
    yield Shown("team.by", team.by.value, team.by.origin)
    if team.paths is not None:
        yield Shown("team.paths", team.paths.patterns, team.paths.origin)
    roster = team.roster.value
    yield Shown("team.roster", str(roster) if roster else None, team.roster.origin)
    for what, column in team.columns.items():
        yield Shown(f"team.columns.{what}", column.value, column.origin)


def _rule(plan: RulePlan) -> Iterator[Shown]:
    """A rule that is off has its severity only."""
    key = f"rules.{plan.rule.name}"
    severity = str(plan.severity) if plan.severity else "off"
    yield Shown(f"{key}.severity", severity, plan.origin("severity"))
    if plan.severity is None:
        return
    yield Shown(f"{key}.points", plan.points, plan.origin("points"))
    options = plan.rule.options
    for info in options.describe():
        yield Shown(f"{key}.{info.name}", getattr(options, info.name), plan.origin(info.name))


def _toml(value: object) -> str:
    """A value as it would stand in a configuration file; `none` for what is not set."""
    if value is None:
        return "none"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False)
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)
