"""One line a finding: `path: CODE name severity message`, for editors, grep and logs."""

from __future__ import annotations

from headshot_lint.engine.report import Report
from headshot_lint.reporters.ansi import in_colour, level
from headshot_lint.reporters.findings import Finding, count, findings
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View


def render(report: Report, view: View) -> str:
    """Return the findings, worst of each photo first, and a closing line."""
    lines = [_line(finding, view) for finding in findings(report)]
    lines.append(closing(report, len(lines), view))
    return "\n".join(lines) + "\n"


def _line(finding: Finding, view: View) -> str:
    code = in_colour(finding.result.code, finding, view)
    shown = in_colour(level(finding), finding, view)
    path = printable(", ".join(finding.paths))
    return f"{path}: {code} {finding.result.name} {shown} {printable(finding.bare_text)}"


def closing(report: Report, number: int, view: View) -> str:
    """Return the line that sums the findings up."""
    photos = count(report.summary.checked, "photo")
    found = count(number, "finding") if number else "No findings"
    number_waived = report.summary.suppressed
    waived = f", {number_waived:,} suppressed" if number_waived else ""
    return f"{found} in {photos}{waived} ({view.fail_level})."
