"""`headshot-lint rules`: list every rule."""

from __future__ import annotations

from typing import Any

import click

from headshot_lint.cli.options import config_options, profile_option
from headshot_lint.cli.streams import put


@click.command("rules")
@profile_option
@config_options
def command(**options: Any) -> int:
    """List every rule, with the severity and points that it has in the current folder."""
    from headshot_lint.cli.here import Here
    from headshot_lint.cli.settings import level
    from headshot_lint.cli.table import table

    here = Here.of(**options)
    rows = [("code", "name", "severity", "points", "what is wrong")]
    for code, plan in here.settings.resolved.plans.items():
        what = (plan.rule.__doc__ or "").partition("\n")[0]
        rows.append((code, plan.rule.name, level(plan), f"{plan.points:g}", what))
    put(f"{table(rows)}\nSeverities and points by {here.told}.\n")
    return 0
