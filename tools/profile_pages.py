"""The list of profiles and one page a profile: what it is for, what differs, and who says so."""

from __future__ import annotations

from pathlib import Path

from rule_pages import file_name
from shipped import PROFILE_FILES, ROOT, own_profiles, own_rules

from headshot_lint.cli.settings import level, shown
from headshot_lint.engine.profile import (
    DEFAULT_PROFILE,
    Profile,
    RulePlan,
    load_profile,
)

PROFILES = ROOT / "docs/profiles"
LIST = ROOT / "docs/profiles.md"

_INTRODUCTION = """<!-- Written by tools/generate.py. -->

# Profiles

A profile is what the photo is for: `--profile linkedin`, or
`profile = "linkedin"` in a configuration file. It holds severities, limits and points, each with
the source of its figure; `headshot-lint profiles NAME` prints them in a terminal. The label names
an edition, whose limits never change: `profile = "corporate@1"` is today's judgement, whatever a
later release does.

| profile | for | shown as |
|---|---|---|
"""

_OWN = """
## A profile of your own

A TOML file in the folder `profiles/` of the configuration folder (`~/.config/headshot-lint/` on
Linux) is a profile by its file name; it extends another one and sets what differs. A house style of
one project needs none: it is [a few lines of configuration](configuration.md#what-a-rule-goes-by).
"""


def _shipped() -> list[Profile]:
    return [load_profile(name) for name in own_profiles()]


def profile_list() -> str:
    """All profiles, each with what it is for."""
    rows = [f"| {_link(p)} | {p.title}. {p.description} | {_shape(p)} |" for p in _shipped()]
    return _INTRODUCTION + "\n".join(rows) + "\n" + _OWN


def _link(profile: Profile) -> str:
    return f"[{profile.name}](profiles/{profile.name}.md)"


def _shape(profile: Profile) -> str:
    return f"{profile.shape}, {', '.join(map(str, profile.display_px))} px"


def profile_pages() -> dict[Path, str]:
    """One page a profile, by path."""
    return {PROFILES / f"{profile.name}.md": _page(profile) for profile in _shipped()}


def _page(profile: Profile) -> str:
    file = (PROFILE_FILES / f"{profile.name}.toml").relative_to(ROOT).as_posix()
    head = (
        f"<!-- Written by tools/generate.py from {file}. -->\n\n"
        f"# {profile.name}\n\n{profile.title}. {profile.description}\n\n"
        f"Edition `{profile.label}` · shown as {_shape(profile)}\n\n"
        f"```sh\nheadshot-lint check --profile {profile.name} team/\n```"
    )
    body = _whole(profile) if profile.name == DEFAULT_PROFILE else _differences(profile)
    return f"{head}\n\n{body}\n"


def _own_plans(profile: Profile) -> list[RulePlan]:
    return [profile.plans[code] for code in own_rules()]


def _whole(profile: Profile) -> str:
    """The default profile: every rule, every limit, every source."""
    plans = _own_plans(profile)
    rows = [
        f"| {_rule_link(plan)} | {level(plan)} | {plan.points:g} | {_limits(plan)} |"
        for plan in plans
    ]
    weights = [f"| {category} | {weight:g} |" for category, weight in profile.categories.items()]
    return "\n".join(
        [
            "The other profiles start from this one.",
            "",
            "## Rules and limits",
            "",
            "| rule | severity | points | limits |",
            "|---|---|---|---|",
            *rows,
            "",
            "## Weights of the categories",
            "",
            "The share of the 100 points that a category can cost.",
            "",
            "| category | weight |",
            "|---|---|",
            *weights,
            "",
            "## Sources",
            "",
            *map(_source, plans),
        ]
    )


def _limits(plan: RulePlan) -> str:
    options = plan.rule.options
    return ", ".join(
        f"`{info.name}` {shown(getattr(options, info.name))} {info.unit}".rstrip()
        for info in options.describe()
    )


def _differences(profile: Profile) -> str:
    """What a profile judges otherwise than the default one."""
    default = load_profile(DEFAULT_PROFILE)
    pairs = zip(_own_plans(default), _own_plans(profile), strict=True)
    changed = [(old, new, changes) for old, new in pairs if (changes := _changes(old, new))]
    rows = [f"| {_rule_link(new)} | {changes} |" for _old, new, changes in changed]
    weights = [
        f"{category} {weight:g} (not {default.categories[category]:g})"
        for category, weight in profile.categories.items()
        if weight != default.categories[category]
    ]
    parts = [
        f"## What differs from {DEFAULT_PROFILE}",
        f"Everything else is as in [{DEFAULT_PROFILE}]({DEFAULT_PROFILE}.md).",
        f"| rule | here (in {DEFAULT_PROFILE}) |\n|---|---|\n" + "\n".join(rows),
    ]
    if weights:
        parts.append(f"Weights of categories: {', '.join(weights)}.")
    sources = [_source(new) for _old, new, _changes in changed]
    parts += ["## Sources", "\n".join(sources)]
    return "\n\n".join(parts)


def _changes(old: RulePlan, new: RulePlan) -> str:
    """What is judged otherwise: the value, and the default profile's in brackets."""
    changes = []
    if old.severity is not new.severity:
        changes.append(f"{level(new)} ({level(old)})")
    if old.points != new.points:
        changes.append(f"{new.points:g} points ({old.points:g})")
    for info in new.rule.options.describe():
        before, after = (getattr(plan.rule.options, info.name) for plan in (old, new))
        if before != after:
            unit = f" {info.unit}" if info.unit else ""
            changes.append(f"`{info.name}` {shown(after)}{unit} ({shown(before)})")
    return ", ".join(changes)


def _rule_link(plan: RulePlan) -> str:
    rule = type(plan.rule)
    return f"[{rule.code} {rule.name}](../rules/{file_name(rule)})"


def _source(plan: RulePlan) -> str:
    checked = f" (checked {plan.checked})" if plan.checked else ""
    return f"- {_rule_link(plan)}: {plan.source or 'the reasons on its page'}{checked}"
