"""Profiles: what a photo is for, as limits with their sources.

A profile is a TOML file. It extends another by name, weighs the categories and sets, by rule,
severity, points and options; every setting that differs from the rule's own default carries the
source of the figure and the date on which it was checked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from headshot_lint.engine.nearest import nearest
from headshot_lint.engine.registry import AnyRule, load_rules
from headshot_lint.engine.rule_options import make_options
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.origin import DEFAULT, Origin
from headshot_lint.model.rule import Rule, SetRule
from headshot_lint.model.verdict import Category, Severity

DEFAULT_PROFILE = "corporate"
_SHIPPED = files("headshot_lint.data") / "profiles"

_BUILT_IN = "headshot_lint_rules."

Shape = Literal["circle", "square"]


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
    frozen: bool = False
    """An earlier edition, written out in full: built-in rules that it does not name are off."""
    title: str
    description: str
    extends: str | None = None
    shape: Shape | None = None
    display_px: tuple[Annotated[int, Field(ge=8, le=4096)], ...] = ()
    categories: dict[Category, Annotated[float, Field(ge=0, le=1)]] = {}
    rules: dict[str, RuleSetting] = {}

    @property
    def label(self) -> str:
        """Name and edition."""
        return f"{self.name}@{self.edition}"


@dataclass(frozen=True)
class RulePlan:
    """One rule as a profile has it: instance with options, severity, points, source.

    Attributes:
        severity: None where the rule is off.
        source, checked: who says so, and when that was looked up.
        origins: where `severity`, `points` and each option come from; what is not named is the
            rule's own default.
        pinned: the severity was asked for and holds also for findings that the rule calls graver.
    """

    rule: AnyRule
    severity: Severity | None
    points: float
    source: str
    checked: date | None
    origins: Mapping[str, Origin] = field(default_factory=dict)
    pinned: bool = False

    def origin(self, key: str) -> Origin:
        """Where `severity`, `points` or an option comes from."""
        return self.origins.get(key, DEFAULT)


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

    @cached_property
    def active(self) -> tuple[RulePlan, ...]:
        """The rules that judge photos, in the order of their codes."""
        return tuple(plan for plan in self._on if isinstance(plan.rule, Rule))

    @cached_property
    def active_on_sets(self) -> tuple[RulePlan, ...]:
        """The rules that judge sets of photos, in the order of their codes."""
        return tuple(plan for plan in self._on if isinstance(plan.rule, SetRule))

    @property
    def _on(self) -> Iterator[RulePlan]:
        return (plan for plan in self.plans.values() if plan.severity is not None)

    @cached_property
    def readings(self) -> frozenset[tuple[str, ...]]:
        """The facts that a rule which judges reads, in its order, of each such rule."""
        return frozenset(plan.rule.needs + plan.rule.wants for plan in self.active)

    @cached_property
    def facts_read(self) -> frozenset[str]:
        """The facts that the rules which judge read."""
        return frozenset().union(*self.readings)


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
    names = {name for name in _files() if "@" not in name}
    return (DEFAULT_PROFILE, *sorted(names - {DEFAULT_PROFILE}))


@cache
def load_profile(label: str = DEFAULT_PROFILE) -> Profile:
    """Return a profile by name (`corporate`) or by name and edition (`corporate@1`).

    Raises:
        HeadshotLintError: unknown name or edition, or a profile file that does not hold together.
    """
    chain = _chain(label)
    merged: dict[str, RuleSetting] = {}
    origins: dict[str, dict[str, Origin]] = {code: {} for code in load_rules()}
    categories = dict.fromkeys(Category, 1.0)
    for file in reversed(chain):
        categories |= file.categories
        origin = Origin(f"profile {file.label}")
        for code, setting in _by_code(file).items():
            merged[code] = _overlay(merged.get(code), setting)
            origins[code] |= dict.fromkeys(setting.model_fields_set | set(setting.options), origin)
    head = chain[0]
    if any(file.frozen for file in chain):
        for code, rule in load_rules().items():
            if rule.__module__.startswith(_BUILT_IN):
                merged.setdefault(code, RuleSetting(severity="off"))
    plans = {
        code: _plan(rule, merged.get(code), head.name, origins[code])
        for code, rule in load_rules().items()
    }
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


def _chain(label: str) -> list[ProfileFile]:
    """The profile and those it extends, nearest first."""
    chain: list[ProfileFile] = []
    following: str | None = label
    while following is not None:
        file = _read(following)
        if any(file.label == known.label for known in chain):
            raise HeadshotLintError(f"profile {label!r} extends itself by way of {following!r}")
        chain.append(file)
        following = file.extends
    return chain


@cache
def _read(label: str) -> ProfileFile:
    """The file of a profile's newest edition, or of the one that the label names.

    An edition that is not the newest stands in a file of its own, `corporate@1.toml`.
    """
    name, _, edition = label.partition("@")
    if name not in _files():
        raise HeadshotLintError(
            f"there is no profile {name!r}", hint=nearest(name, profile_names())
        )
    newest = _parse(name)
    if not edition or edition == str(newest.edition):
        return newest
    if label not in _files():
        kept = sorted(known for known in _files() if known.startswith(f"{name}@"))
        raise HeadshotLintError(
            f"profile {name!r} has no edition {edition!r}",
            hint=f"this release carries {', '.join([*kept, newest.label])}",
        )
    return _parse(label)


def _parse(stem: str) -> ProfileFile:
    text = _files()[stem].read_text(encoding="utf-8")
    try:
        return ProfileFile.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise HeadshotLintError(f"profile {stem!r} is malformed: {error}") from error


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


def _plan(
    rule: type[AnyRule],
    setting: RuleSetting | None,
    profile: str,
    origins: Mapping[str, Origin],
) -> RulePlan:
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
        origins=origins,
    )
