"""Which findings count, what each calls for, and by which remedies: tables keyed by selectors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, get_args

from headshot_lint.gate.errors import GateError
from headshot_lint.gate.remedies import Remedy
from headshot_lint.gate.words import Action, Finding, Judgement
from headshot_lint.model.verdict import Severity

T = TypeVar("T")
Fix = Callable[[object, Finding], object]
"""From a picture (a Pillow image) and what is wrong with it to a better one."""


@dataclass(frozen=True)
class Rulebook:
    """What a gate makes of findings.

    Attributes:
        fail_on: the least severity that keeps a picture from passing.
        on_fail: what a rule that fails calls for, by selector. A rule that is named counts whatever
            its severity; one that is not is generated anew from `fail_on` up, and ignored below.
        remedies: by selector; the most specific alone.
        fixes: by selector, for the action `fix`.
    """

    fail_on: Severity = Severity.ERROR
    on_fail: Mapping[str, Action] = field(default_factory=dict)
    remedies: Mapping[str, Sequence[Remedy]] = field(default_factory=dict)
    fixes: Mapping[str, Fix] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for selector, action in self.on_fail.items():
            if action not in get_args(Action):
                raise GateError(
                    f"on_fail[{selector!r}]: there is no action {action!r}",
                    ", ".join(get_args(Action)),
                )

    def action(self, finding: Finding) -> Action:
        """What a finding calls for; `ignore` is what does not count."""
        named = most_specific(self.on_fail, finding)
        if named is not None:
            return named
        severities = list(Severity)
        counts = severities.index(finding.severity) <= severities.index(self.fail_on)
        return "regenerate" if counts else "ignore"

    def counted(self, judgement: Judgement) -> tuple[Finding, ...]:
        """The findings that keep a picture from passing."""
        return tuple(f for f in judgement.findings if self.action(f) != "ignore")

    def remedies_of(self, finding: Finding) -> Sequence[Remedy]:
        """The remedies of a finding."""
        return most_specific(self.remedies, finding) or ()

    def fix_of(self, finding: Finding) -> Fix:
        """The fix of a finding.

        Raises:
            GateError: there is none.
        """
        fix = most_specific(self.fixes, finding)
        if fix is None:
            raise GateError(
                f"{finding.code} {finding.name} is to be fixed, and no fix is given for it",
                "pass fixes={...} or another action in on_fail",
            )
        return fix


def most_specific(table: Mapping[str, T], finding: Finding) -> T | None:
    """The entry whose selector says most of a finding: its code or name, a prefix, its category."""
    scored = [(_specificity(selector, finding), value) for selector, value in table.items()]
    best = max((score for score, _ in scored), default=0)
    return next((value for score, value in scored if score == best), None) if best else None


def _specificity(selector: str, finding: Finding) -> int:
    """How much a selector says of a finding: 0 where it does not mean it."""
    upper, lower = selector.strip().upper(), selector.strip().lower()
    if upper == finding.code.upper() or (finding.name and lower == finding.name.lower()):
        return 100
    if finding.category and lower == finding.category.lower():
        return 3
    if upper == "ALL":
        return 1
    letters = len(finding.code.rstrip("0123456789"))
    is_prefix = len(upper) >= letters and finding.code.upper().startswith(upper)
    return 2 + len(upper) - letters if upper and is_prefix else 0
