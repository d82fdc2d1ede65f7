"""`headshot-lint rule`: explain one rule."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

import click

from headshot_lint.cli.complete import complete_rule
from headshot_lint.cli.options import config_options, profile_option
from headshot_lint.cli.streams import put

if TYPE_CHECKING:
    from headshot_lint.cli.here import Here
    from headshot_lint.engine.profile import RulePlan
    from headshot_lint.engine.registry import AnyRule


@click.command("rule")
@click.argument("code_or_name", shell_complete=complete_rule)
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@profile_option
@config_options
def command(code_or_name: str, output_format: str, **options: Any) -> int:
    """Explain one rule, by code (HL107) or name (head-tilted), and say what holds here."""
    from headshot_lint.cli.here import Here
    from headshot_lint.engine.profile import load_profile, profile_names
    from headshot_lint.engine.registry import find_rule

    rule = find_rule(code_or_name)
    plans = {name: load_profile(name).plans[rule.code] for name in profile_names()}
    here = Here.of(**options)
    as_asked = _as_json if output_format == "json" else _as_text
    put(as_asked(rule, plans, here))
    return 0


def _as_text(rule: type[AnyRule], plans: dict[str, RulePlan], here: Here) -> str:
    from headshot_lint.engine.rule_page import RulePage

    page = RulePage.of(rule)
    traits = [
        str(rule.category),
        f"{rule.severity or 'off'} by default",
        f"{rule.points:g} points",
        f"reads {', '.join(rule.needs) or 'nothing'}",
        f"since {rule.since}",
    ]
    if rule.preview:
        traits.append("preview")
    parts = [
        f"{rule.code} {rule.name}\n{page.summary}\n{' · '.join(traits)}\n",
        _sections(page.body),
        _options(rule),
        _here(here, here.settings.resolved.plans[rule.code]),
        _profiles(plans),
    ]
    return "\n".join(part for part in parts if part)


def _sections(body: str) -> str:
    lines = []
    for line in body.splitlines():
        heading = line.startswith("## ")
        lines.append(line.removeprefix("## ") if heading else f"  {line}".rstrip())
    return "\n".join(lines) + "\n"


def _options(rule: type[AnyRule]) -> str:
    from headshot_lint.cli.settings import shown
    from headshot_lint.cli.table import table

    rows = [
        (info.name, f"{shown(info.default)} {info.unit}".strip(), info.doc)
        for info in rule.Options.describe()
    ]
    return f"Options\n{table(rows, indent=2)}" if rows else ""


def _here(here: Here, plan: RulePlan) -> str:
    """What is in force in the current folder, and which place says so."""
    from headshot_lint.cli.settings import level, shown
    from headshot_lint.cli.table import table

    rows = [("severity", level(plan), f"# {plan.origin('severity')}")]
    if plan.severity is not None:
        rows.append(("points", f"{plan.points:g}", f"# {plan.origin('points')}"))
        rows += [
            (info.name, shown(getattr(plan.rule.options, info.name)), f"# {plan.origin(info.name)}")
            for info in plan.rule.options.describe()
        ]
    return f"In force here: {here.told}\n{table(rows, indent=2)}"


def _profiles(plans: dict[str, RulePlan]) -> str:
    from headshot_lint.cli.settings import is_changed, level, shown_options
    from headshot_lint.cli.table import table

    rows = [
        (name, level(plan), f"{plan.points:g} points", shown_options(plan))
        for name, plan in plans.items()
        if is_changed(plan)
    ]
    return f"Profiles that differ\n{table(rows, indent=2)}" if rows else ""


def _as_json(rule: type[AnyRule], plans: dict[str, RulePlan], here: Here) -> str:
    from headshot_lint.cli.settings import changed_options

    described = {
        "code": rule.code,
        "name": rule.name,
        "category": rule.category,
        "severity": rule.severity,
        "points": rule.points,
        "unit": rule.unit,
        "needs": rule.needs,
        "since": rule.since,
        "preview": rule.preview,
        "documentation": inspect.cleandoc(rule.__doc__ or ""),
        "options": [
            {
                "name": info.name,
                "default": info.default,
                "unit": info.unit,
                "low": info.low,
                "high": info.high,
                "doc": info.doc,
            }
            for info in rule.Options.describe()
        ],
        "here": here.of_rule(here.settings.resolved.plans[rule.code]),
        "profiles": {
            name: {
                "severity": plan.severity,
                "points": plan.points,
                "options": changed_options(plan),
                "source": plan.source,
                "checked": plan.checked.isoformat() if plan.checked else None,
            }
            for name, plan in plans.items()
        },
    }
    return json.dumps(described, indent=2) + "\n"
