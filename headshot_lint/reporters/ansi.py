"""Levels in the colours of a terminal, for formats of one line a finding."""

from __future__ import annotations

from headshot_lint.reporters.findings import Finding
from headshot_lint.reporters.view import View

_STYLES = {"error": "31", "warning": "33", "hint": "2", "broken": "35"}


def level(finding: Finding) -> str:
    """Return the finding's severity, or that its rule broke."""
    return "broken" if finding.broken else str(finding.result.severity)


def in_colour(text: str, finding: Finding, view: View) -> str:
    """Return `text` in the colour of the finding's level, if the view has colour."""
    return f"\x1b[{_STYLES[level(finding)]}m{text}\x1b[0m" if view.colour else text
