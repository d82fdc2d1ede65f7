"""One line a finding: `path: CODE name severity message`, for editors, grep and logs."""

from __future__ import annotations

from collections.abc import Iterator

from headshot_lint.engine.report import Report, Result
from headshot_lint.model.verdict import Severity, Status
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View

_ANSI = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.HINT: "2"}


def render(report: Report, view: View) -> str:
    """Return the findings, worst of each photo first, and a closing line."""
    lines = [_line(path, result, view) for path, result in _findings(report)]
    lines.append(_closing(report, len(lines), view))
    return "\n".join(lines) + "\n"


def _findings(report: Report) -> Iterator[tuple[str, Result]]:
    for photo in report.photos:
        broken = [result for result in photo.results if result.status is Status.ERROR]
        for result in (*broken, *photo.failures()):
            yield photo.path, result
    for finding in report.team:
        if finding.status in (Status.FAIL, Status.ERROR):
            yield ", ".join(finding.photos), finding


def _line(path: str, result: Result, view: View) -> str:
    broke = result.status is Status.ERROR
    level = "broken" if broke else str(result.severity)
    message = (result.reason if broke else None) or result.message
    code = result.code
    if view.colour:
        style = "35" if broke else _ANSI[result.severity]
        code, level = (f"\x1b[{style}m{text}\x1b[0m" for text in (code, level))
    return f"{printable(path)}: {code} {result.name} {level} {printable(message)}"


def _closing(report: Report, findings: int, view: View) -> str:
    photos = _count(report.summary.checked, "photo")
    if findings == 0:
        return f"No findings in {photos} ({view.fail_level})."
    return f"{_count(findings, 'finding')} in {photos} ({view.fail_level})."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
