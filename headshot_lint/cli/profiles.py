"""`headshot-lint profiles`: list the profiles, or one profile's limits with their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from headshot_lint.cli.complete import complete_profile
from headshot_lint.cli.streams import put

if TYPE_CHECKING:
    from headshot_lint.engine.profile import Profile, RulePlan


@click.command("profiles")
@click.argument("name", required=False, shell_complete=complete_profile)
def command(name: str | None) -> int:
    """List the profiles, or show one: limits, their sources and when those were checked."""
    from headshot_lint.engine.profile import load_profile, profile_names

    if name is None:
        put(_list([load_profile(known) for known in profile_names()]))
    else:
        put(_one(load_profile(name)))
    return 0


def _list(profiles: list[Profile]) -> str:
    from headshot_lint.cli.table import table

    return table([(profile.label, profile.title) for profile in profiles])


def _one(profile: Profile) -> str:
    from headshot_lint.cli.table import table

    weights = ", ".join(f"{category} {weight:g}" for category, weight in profile.categories.items())
    head = table(
        [
            ("shown as", f"{profile.shape}, {', '.join(map(str, profile.display_px))} px"),
            ("weights", weights),
        ]
    )
    off = [plan.rule.code for plan in profile.plans.values() if plan.severity is None]
    rules = "".join(_rule(plan) for plan in profile.active)
    tail = f"\nOff: {', '.join(off)}\n" if off else ""
    return f"{profile.label}: {profile.title}\n{profile.description}\n\n{head}\n{rules}{tail}"


def _rule(plan: RulePlan) -> str:
    from headshot_lint.cli.settings import level, shown

    rule = plan.rule
    limits = ", ".join(
        f"{info.name} {shown(getattr(rule.options, info.name))} {info.unit}".rstrip()
        for info in rule.options.describe()
    )
    lines = [f"{rule.code} {rule.name}  {level(plan)}, {plan.points:g} points"]
    if limits:
        lines.append(f"  {limits}")
    if plan.source:
        checked = f" (checked {plan.checked})" if plan.checked else ""
        lines.append(f"  source: {plan.source}{checked}")
    return "\n".join(lines) + "\n"
