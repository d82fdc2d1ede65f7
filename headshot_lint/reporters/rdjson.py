"""Reviewdog's diagnostic format: one `DiagnosticResult`.

A picture has no changed lines, and reviewdog drops whatever is not on one unless it is run with
`-filter-mode=nofilter` or `-filter-mode=file`.
https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
"""

from __future__ import annotations

from collections.abc import Iterator

from headshot_lint.engine.report import Report
from headshot_lint.model.verdict import Severity
from headshot_lint.reporters.findings import Finding, findings
from headshot_lint.reporters.json_text import json_text
from headshot_lint.reporters.places import relative
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.HINT: "INFO"}


def render(report: Report, view: View) -> str:
    """Return the findings as one JSON object; a finding on the set stands at each of its photos."""
    diagnostics = [
        diagnostic
        for finding in findings(report)
        for diagnostic in _diagnostics(finding, view.folder)
    ]
    return json_text({"source": {"name": report.tool.name}, "diagnostics": diagnostics}) + "\n"


def _diagnostics(finding: Finding, folder: str) -> Iterator[dict[str, object]]:
    result = finding.result
    for path in finding.paths:
        yield {
            "message": printable(f"{result.name}: {finding.full_text}"),
            "location": {"path": relative(path, folder)},
            "severity": _SEVERITIES[finding.severity],
            "code": {"value": result.code},
        }
