"""What a profile makes of a rule, in words."""

from __future__ import annotations

from headshot_lint.engine.profile import RulePlan


def level(plan: RulePlan) -> str:
    """The severity in force."""
    return str(plan.severity) if plan.severity else "off"


def changed_options(plan: RulePlan) -> dict[str, object]:
    """Options whose value differs from the rule's own default."""
    options = plan.rule.options
    return {
        info.name: getattr(options, info.name)
        for info in options.describe()
        if getattr(options, info.name) != info.default
    }


def is_changed(plan: RulePlan) -> bool:
    """Whether the profile judges otherwise than the rule by itself."""
    rule = type(plan.rule)
    own = None if rule.preview else rule.severity
    return plan.severity != own or plan.points != rule.points or bool(changed_options(plan))


def shown(value: object) -> str:
    """An option's value as a table shows it."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:g}"
    return str(value)


def shown_options(plan: RulePlan) -> str:
    """The changed options on one line."""
    return " ".join(f"{name}={shown(value)}" for name, value in changed_options(plan).items())
