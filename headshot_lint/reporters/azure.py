"""Issues of an Azure Pipelines run: one logging command a finding.

Azure knows errors and warnings only, so a hint is a warning that says so.
https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
"""

from __future__ import annotations

from headshot_lint.engine.report import Report
from headshot_lint.model.verdict import Severity
from headshot_lint.reporters.findings import Finding, findings
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View

# A percent sign is %AZP25: agents leave a plain %25 as it is.
_ESCAPES = str.maketrans({"%": "%AZP25", ";": "%3B", "]": "%5D", "\r": "%0D", "\n": "%0A"})


def render(report: Report, _view: View) -> str:
    """Return one command a finding, and nothing where there is none."""
    return "".join(_command(finding) + "\n" for finding in findings(report))


def _command(finding: Finding) -> str:
    result = finding.result
    properties = {
        "type": "error" if finding.severity is Severity.ERROR else "warning",
        "sourcepath": finding.paths[0],
        "code": result.code,
    }
    listed = "".join(f"{key}={_escaped(value)};" for key, value in properties.items())
    return f"##vso[task.logissue {listed}]{_escaped(_message(finding))}"


def _message(finding: Finding) -> str:
    """The finding with its name, which the list of issues does not show otherwise."""
    hint = "hint: " if finding.severity is Severity.HINT else ""
    message = f"{finding.result.name}: {hint}{finding.full_text}"
    if len(finding.paths) > 1:
        message += f" Photos: {', '.join(finding.paths)}"
    return message


def _escaped(text: str) -> str:
    return printable(text).translate(_ESCAPES)
