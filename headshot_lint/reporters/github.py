"""Annotations of a GitHub Actions run: one workflow command a finding.

A picture has no lines, so annotations show on the run's page and not in the diff. GitHub shows ten
errors, ten warnings and ten notices a step; the log has all of them.
https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from headshot_lint.engine.report import Report
from headshot_lint.model.verdict import Severity
from headshot_lint.reporters.findings import Finding, findings
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def render(report: Report, _view: View) -> str:
    """Return one command a finding, and nothing where there is none."""
    return "".join(_command(finding) + "\n" for finding in findings(report))


def _command(finding: Finding) -> str:
    result = finding.result
    message = finding.full_text
    if len(finding.paths) > 1:
        message += f" Photos: {', '.join(finding.paths)}"
    properties = {"title": f"{result.code} {result.name}", "file": finding.paths[0]}
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    """Escape as the runner unescapes a message; line breaks are gone already."""
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    """Escape as the runner unescapes a property, where `:` and `,` have a meaning too."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
