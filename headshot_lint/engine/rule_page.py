"""A rule's documentation, taken apart."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

from headshot_lint.engine.registry import AnyRule, load_rules


@dataclass(frozen=True)
class RulePage:
    """What a rule says about itself.

    Attributes:
        summary: the first line: what is wrong in the photo.
        body: the rest, Markdown with a heading for each section.
    """

    summary: str
    body: str

    @classmethod
    def of(cls, rule: type[AnyRule]) -> RulePage:
        """Read the rule's docstring."""
        summary, _, body = inspect.cleandoc(rule.__doc__ or "").partition("\n")
        return cls(summary, body.strip())

    def section(self, heading: str) -> str:
        """Return the text under a heading on one line, or an empty string."""
        _, _, after = self.body.partition(f"## {heading}\n")
        return " ".join(after.partition("\n## ")[0].split())


def find_page(code: str) -> RulePage | None:
    """Return the page of the rule with this code; None where no installed pack has it.

    A report may come from elsewhere, with rules that are not installed here.
    """
    rule = load_rules().get(code)
    return RulePage.of(rule) if rule else None
