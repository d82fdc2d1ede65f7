"""`headshot-lint rules`: list every rule."""

from __future__ import annotations

import click

from headshot_lint.cli.streams import put


@click.command("rules")
@click.option("--profile", default="corporate", show_default=True, help="Whose severities to list.")
def command(profile: str) -> int:
    """List every rule, with its severity and points in a profile."""
    from headshot_lint.cli.settings import level
    from headshot_lint.cli.table import table
    from headshot_lint.engine.profile import load_profile

    rows = [("code", "name", "severity", "points", "what is wrong")]
    for code, plan in load_profile(profile).plans.items():
        what = (plan.rule.__doc__ or "").partition("\n")[0]
        rows.append((code, plan.rule.name, level(plan), f"{plan.points:g}", what))
    put(table(rows))
    return 0
