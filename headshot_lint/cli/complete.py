"""What the shell offers to complete options with."""

from __future__ import annotations

import click


def complete_profile(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[str]:
    """Profiles that start with what was typed."""
    from headshot_lint.engine.profile import profile_names

    return [name for name in profile_names() if name.startswith(typed)]


def complete_selector(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[str]:
    """Codes, names and categories that may follow, after any that stand before a comma."""
    from headshot_lint.engine.registry import load_rules
    from headshot_lint.engine.select import selector_names

    before, comma, last = typed.rpartition(",")
    names = sorted(set(selector_names(load_rules())))
    return [f"{before}{comma}{name}" for name in names if name.lower().startswith(last.lower())]


def complete_rule(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[str]:
    """Codes and names of rules."""
    from headshot_lint.engine.registry import load_rules

    names = [name for rule in load_rules().values() for name in (rule.code, rule.name)]
    return [name for name in names if name.lower().startswith(typed.lower())]
