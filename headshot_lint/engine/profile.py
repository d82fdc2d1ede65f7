"""Profiles: what a photo is for, as limits with their sources.

A profile is a TOML file. It extends another by name, weighs the categories and sets, by rule,
severity, points and options; every setting that differs from the rule's own default carries the
source of the figure and the date on which it was checked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from headshot_lint.engine.nearest import nearest
from headshot_lint.engine.registry import AnyRule, load_rules
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.options import Options
from headshot_lint.model.verdict import Category, Severity

DEFAULT_PROFILE = "corporate"
_SHIPPED = files("headshot_lint.data") / "profiles"

Shape = Literal["circle", "square"]

_VALIDATORS: dict[tuple[str, str], TypeAdapter[object]] = {}
"""Kept by rule code and option: building one costs more than reading a whole profile."""


class RuleSetting(BaseModel):
    """What a profile file says of one rule; option names are further keys."""

    model_config = ConfigDict(extra="allow", frozen=True)

    severity: Literal["error", "warning", "hint", "off"] | None = None
    points: Annotated[float, Field(ge=0, le=100)] | None = None
    source: str = ""
    checked: date | None = None

    @property
    def options(self) -> dict[str, Any]:
        """The rule options among the keys."""
        return dict(self.model_extra or {})


class ProfileFile(BaseModel):
    """The schema of a profile's TOML file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    edition: Annotated[int, Field(ge=1)] = 1
    title: str
    description: str
    extends: str | None = None
    shape: Shape | None = None
    display_px: tuple[Annotated[int, Field(ge=8, le=4096)], ...] = ()
    categories: dict[Category, Annotated[float, Field(ge=0, le=1)]] = {}
    rules: dict[str, RuleSetting] = {}


@dataclass(frozen=True)
class RulePlan:
    """One rule as a profile has it: instance with options, severity, points, source."""

    rule: AnyRule
    severity: Severity | None
    points: float
    source: str
    checked: date | None


@dataclass(frozen=True)
class Profile:
    """A resolved profile.

    Attributes:
        shape: the shape in which avatars are shown.
        display_px: the sizes at which the photo is shown, ascending.
        categories: by category, the share of the photo's 100 points that it can cost.
        plans: every rule by code, also those that are off (severity None).
    """

    name: str
    edition: int
    title: str
    description: str
    shape: Shape
    display_px: tuple[int, ...]
    categories: Mapping[Category, float]
    plans: Mapping[str, RulePlan]

    @property
    def label(self) -> str:
        """Name and edition, as reports carry it."""
        return f"{self.name}@{self.edition}"

    @property
    def active(self) -> tuple[RulePlan, ...]:
        """The rules that judge, in the order of their codes."""
        return tuple(plan for plan in self.plans.values() if plan.severity is not None)


def own_profile_folder() -> Path:
    """Where a user's own profiles are looked for: `profiles/` of the configuration folder."""
    return platformdirs.user_config_path("headshot-lint") / "profiles"


@cache
def _files() -> Mapping[str, Traversable]:
    """Profile files by name; a user's own profile cannot take the name of one shipped."""
    own = own_profile_folder()
    folders: list[Traversable] = [own] if own.is_dir() else []
    found: dict[str, Traversable] = {}
    for folder in (*folders, _SHIPPED):
        for entry in folder.iterdir():
            if entry.name.endswith(".toml"):
                found[entry.name.removesuffix(".toml")] = entry
    return found


def profile_names() -> tuple[str, ...]:
    """Names of the profiles, shipped and own, the default first."""
    return (DEFAULT_PROFILE, *sorted(name for name in _files() if name != DEFAULT_PROFILE))


@cache
def load_profile(label: str = DEFAULT_PROFILE) -> Profile:
    """Return a profile by name (`corporate`) or by name and edition (`corporate@1`).

    Raises:
        HeadshotLintError: unknown name or edition, or a profile file that does not hold together.
    """
    name, _, edition = label.partition("@")
    chain = _chain(name)
    if edition and edition != str(chain[0].edition):
        raise HeadshotLintError(
            f"profile {name!r} has no edition {edition!r}",
            hint=f"this release carries {name}@{chain[0].edition}",
        )
    merged: dict[str, RuleSetting] = {}
    categories = dict.fromkeys(Category, 1.0)
    for file in reversed(chain):
        categories |= file.categories
        for code, setting in _by_code(file).items():
            merged[code] = _overlay(merged.get(code), setting)
    plans = {code: _plan(rule, merged.get(code), name) for code, rule in load_rules().items()}
    head = chain[0]
    return Profile(
        name=head.name,
        edition=head.edition,
        title=head.title,
        description=head.description,
        shape=next((f.shape for f in chain if f.shape), "square"),
        display_px=tuple(sorted(next((f.display_px for f in chain if f.display_px), (48,)))),
        categories=categories,
        plans=plans,
    )


def _chain(name: str) -> list[ProfileFile]:
    """The profile and those it extends, nearest first."""
    chain: list[ProfileFile] = []
    following: str | None = name
    while following is not None:
        if any(file.name == following for file in chain):
            raise HeadshotLintError(f"profile {name!r} extends itself by way of {following!r}")
        chain.append(_read(following))
        following = chain[-1].extends
    return chain


@cache
def _read(name: str) -> ProfileFile:
    if name not in _files():
        raise HeadshotLintError(
            f"there is no profile {name!r}", hint=nearest(name, profile_names())
        )
    text = _files()[name].read_text(encoding="utf-8")
    try:
        return ProfileFile.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise HeadshotLintError(f"profile {name!r} is malformed: {error}") from error


def _by_code(file: ProfileFile) -> dict[str, RuleSetting]:
    """The file's settings by rule code; keys may be codes or names."""
    codes = {rule.name: code for code, rule in load_rules().items()}
    out: dict[str, RuleSetting] = {}
    for key, setting in file.rules.items():
        code = codes.get(key, key)
        if code not in load_rules():
            raise HeadshotLintError(
                f"profile {file.name!r} sets an unknown rule {key!r}",
                hint=nearest(key, [*codes, *load_rules()]),
            )
        out[code] = setting
    return out


def _overlay(base: RuleSetting | None, top: RuleSetting) -> RuleSetting:
    if base is None:
        return top
    kept = base.model_dump(exclude_unset=True)
    return RuleSetting.model_validate(kept | top.model_dump(exclude_unset=True))


def _plan(rule: type[AnyRule], setting: RuleSetting | None, profile: str) -> RulePlan:
    setting = setting or RuleSetting()
    severity = rule.severity
    if setting.severity is not None:
        severity = None if setting.severity == "off" else Severity(setting.severity)
    elif rule.preview:
        severity = None
    return RulePlan(
        rule=rule(make_options(rule, setting.options, f"profile {profile!r}")),
        severity=severity,
        points=rule.points if setting.points is None else setting.points,
        source=setting.source,
        checked=setting.checked,
    )


def make_options(rule: type[AnyRule], given: Mapping[str, object], where: str) -> Options:
    """Return the rule's options with `given` values set.

    Raises:
        HeadshotLintError: an unknown option, or a value of the wrong type or out of range; `where`
            names the origin in the message.
    """
    known = {info.name for info in rule.Options.describe()}
    values: dict[str, object] = {}
    for key, value in given.items():
        if key not in known:
            raise HeadshotLintError(
                f"{where}: {rule.code} {rule.name} has no option {key!r}",
                hint=nearest(key, known),
            )
        try:
            values[key] = _validator(rule, key).validate_python(value)
        except ValidationError as error:
            problem = error.errors()[0]["msg"]
            raise HeadshotLintError(f"{where}: {rule.code} option {key!r}: {problem}") from error
    return rule.Options(**values)


def _validator(rule: type[AnyRule], name: str) -> TypeAdapter[object]:
    """What checks a value of one option: its type, and its range where it has one."""
    key = (rule.code, name)
    if key not in _VALIDATORS:
        info = next(info for info in rule.Options.describe() if info.name == name)
        hint = get_type_hints(rule.Options)[name]
        within: Any = Annotated[hint, Field(ge=info.low, le=info.high)]
        _VALIDATORS[key] = TypeAdapter[object](within)
    return _VALIDATORS[key]
