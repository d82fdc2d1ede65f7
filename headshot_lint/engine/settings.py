"""How photos are judged: a profile, and what is said about it on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from headshot_lint.engine.profile import (
    DEFAULT_PROFILE,
    Profile,
    RulePlan,
    Shape,
    load_profile,
)
from headshot_lint.engine.registry import find_rule, load_rules
from headshot_lint.engine.rule_options import change_options
from headshot_lint.engine.select import Choice, Layer, Level, choose, levels
from headshot_lint.model.options import Options
from headshot_lint.model.origin import DEFAULT, Origin
from headshot_lint.model.verdict import Category, Severity

IN_PREVIEW = Origin("default, while in preview")


@dataclass(frozen=True)
class Settings:
    """How photos are judged; the same for the command line and for the library.

    Attributes:
        profile: name of a profile, or name and edition.
        layers: what is said about rules on top of the profile, the strongest last.
        preview: whether rules in preview may be chosen.
        shape: the outline in which the photo is shown, where the profile's is not meant.
        categories: weights of the score, where the profile's are not meant.
        origins: where `profile`, `preview`, `shape` and `categories` come from.
    """

    profile: str = DEFAULT_PROFILE
    layers: tuple[Layer, ...] = ()
    preview: bool = False
    shape: Shape | None = None
    categories: Mapping[Category, float] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)

    def origin(self, key: str) -> Origin:
        """Where a setting comes from."""
        return self.origins.get(key, DEFAULT)

    @cached_property
    def resolved(self) -> Profile:
        """The profile with everything applied.

        Raises:
            HeadshotLintError: an unknown profile, rule or option, or a value out of range.
        """
        profile = load_profile(self.profile)
        chosen = self.chosen
        graded = levels(self.layers, load_rules())
        plans = {
            code: self._plan(plan, chosen[code], graded.get(code))
            for code, plan in profile.plans.items()
        }
        return replace(
            profile,
            plans=plans,
            shape=self.shape or profile.shape,
            categories={**profile.categories, **self.categories},
        )

    @cached_property
    def chosen(self) -> Mapping[str, Choice]:
        """Whether each rule judges, by code, and what decided it."""
        rules = load_rules()
        profile = load_profile(self.profile)
        start = {code: self._by_profile(plan) for code, plan in profile.plans.items()}
        chosen = choose(self.layers, start, rules)
        if not self.preview:
            off = Choice(on=False, origin=IN_PREVIEW)
            chosen |= {code: off for code in chosen if rules[code].preview}
        return chosen

    def _by_profile(self, plan: RulePlan) -> Choice:
        if self.preview and plan.rule.preview and "severity" not in plan.origins:
            return Choice(plan.rule.severity is not None, self.origin("preview"))
        return Choice(plan.severity is not None, plan.origin("severity"))

    def _plan(
        self, plan: RulePlan, choice: Choice, graded: tuple[Level, Origin] | None
    ) -> RulePlan:
        origins = {**plan.origins, "severity": choice.origin}
        severity = (plan.severity or plan.rule.severity or Severity.WARNING) if choice.on else None
        pinned = False
        if choice.on and graded is not None and graded[0] != "off":
            severity, origins["severity"], pinned = Severity(graded[0]), graded[1], True
        points = self._points(plan, origins)
        options = self._options(plan, origins)
        return replace(
            plan,
            rule=type(plan.rule)(options),
            severity=severity,
            points=points,
            origins=origins,
            pinned=pinned,
        )

    def _points(self, plan: RulePlan, origins: dict[str, Origin]) -> float:
        points = plan.points
        for layer in self.layers:
            if plan.rule.code in layer.points:
                points = layer.points[plan.rule.code]
                origins["points"] = layer.of_rule(plan.rule.code, "points")
        return points

    def _options(self, plan: RulePlan, origins: dict[str, Origin]) -> Options:
        """The rule's options after the shape and all layers; `origins` is told what they set."""
        rule = type(plan.rule)
        options: Options = plan.rule.options
        if self.shape is not None and "shape" in {info.name for info in options.describe()}:
            origins["shape"] = self.origin("shape")
            options = change_options(rule, options, {"shape": self.shape}, origins["shape"])
        for layer in self.layers:
            given = layer.options.get(rule.code, {})
            place = layer.of_rule(rule.code)
            changed = change_options(rule, options, given, place)
            for info in options.describe():
                if info.name in given:
                    origins[info.name] = layer.of_rule(rule.code, info.name)
                elif getattr(changed, info.name) != getattr(options, info.name):
                    origins[info.name] = Origin(f"follows the limit of {place}")
            options = changed
        return options


def make_settings(  # noqa: PLR0913 - each is one of the questions a settings object answers
    base: Settings | None = None,
    profile: str | None = None,
    *,
    select: Sequence[str] | None = None,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severity: Mapping[str, Level] | None = None,
    options: Mapping[str, Mapping[str, object]] | None = None,
    preview: bool | None = None,
) -> Settings:
    """Return settings from what a caller says, over `base` where there is one.

    Args:
        base: settings to start from, say those of a configuration file.
        profile: what the photo is for.
        select: the rules that judge, by code, prefix, name, category or `ALL`.
        extend_select: rules that judge besides.
        ignore: rules that do not judge.
        severity: `error`, `warning`, `hint` or `off`, by selector.
        options: values of rule options, by code or name of the rule.
        preview: whether rules in preview may be chosen.

    Raises:
        HeadshotLintError: `options` names an unknown rule.
    """
    base = base or Settings()
    layer = Layer(
        select=None if select is None else tuple(select),
        extend_select=tuple(extend_select),
        ignore=tuple(ignore),
        severity=severity or {},
        options={find_rule(name).code: values for name, values in (options or {}).items()},
    )
    return replace(
        base,
        profile=profile or base.profile,
        layers=(*base.layers, layer),
        preview=base.preview if preview is None else preview,
    )
