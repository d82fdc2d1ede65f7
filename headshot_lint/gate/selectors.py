"""Selectors of a gate held against the rules that judge: one that never applies is a mistake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from headshot_lint.gate.errors import GateError
from headshot_lint.gate.rulebook import Rulebook
from headshot_lint.gate.words import Finding

if TYPE_CHECKING:
    from headshot_lint.engine.profile import Profile


def require_sound(rulebook: Rulebook, profile: Profile | None) -> None:
    """Refuse selectors that mean nothing, and fixes that are asked for and not given.

    Of a function that checks, no rules are known: its selectors are taken as they are.

    Raises:
        HeadshotLintError: a selector names no rule, or one that does not judge, or there is no fix.
    """
    if profile is None:
        return
    from headshot_lint.engine.registry import load_rules
    from headshot_lint.engine.select import Specificity, parse_selector

    rules = load_rules()
    judging = {plan.rule.code for plan in profile.active}
    tables: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("on_fail", rulebook.on_fail),
        ("remedies", rulebook.remedies),
        ("fixes", rulebook.fixes),
    )
    for table, entries in tables:
        for text in entries:
            selector = parse_selector(text, rules)
            idle = selector.specificity is Specificity.RULE and not selector.codes & judging
            if idle and table == "on_fail" and rulebook.on_fail[text] != "ignore":
                raise GateError(
                    f"on_fail[{text!r}] never applies: the rule does not judge by {profile.label}",
                    "select the rule in the settings, or leave the entry out",
                )
    for plan in profile.active:
        finding = Finding(plan.rule.code, plan.rule.name, str(plan.rule.category))
        if rulebook.action(finding) == "fix":
            rulebook.fix_of(finding)
