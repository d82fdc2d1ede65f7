"""The report object itself, as JSON (schema 1)."""

from __future__ import annotations

from headshot_lint.engine.report import Report
from headshot_lint.reporters.json_text import json_text
from headshot_lint.reporters.view import View


def render(report: Report, _view: View) -> str:
    """Return the report as JSON text, the same on every surface."""
    return json_text(report) + "\n"
