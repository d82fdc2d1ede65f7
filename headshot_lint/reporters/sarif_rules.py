"""The rules of a run as SARIF describes them, with their documentation."""

from __future__ import annotations

from typing import Any, TypeAlias

from headshot_lint.engine.report import Report, Result
from headshot_lint.engine.rule_page import find_page
from headshot_lint.model.verdict import Severity

Json: TypeAlias = dict[str, Any]

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}

# How GitHub names the severity of a rule that is no security matter.
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "recommendation"}


def describe_rules(report: Report) -> list[Json]:
    """Return a descriptor for each rule that was to judge, in the order of the codes."""
    results: dict[str, Result] = {}
    for result in (*(r for photo in report.photos for r in photo.results), *report.team):
        results.setdefault(result.code, result)
    return [_descriptor(results[code]) for code in sorted(results)]


def _descriptor(result: Result) -> Json:
    page = find_page(result.code)
    summary = (page.summary if page else "") or result.name
    body = page.body if page else ""
    return {
        "id": result.code,
        "name": result.name,
        "shortDescription": {"text": f"{result.name}: {summary}"},
        "fullDescription": {"text": (page and page.section("Why it matters")) or summary},
        "help": {
            "text": f"{summary}\n\n{body}".strip(),
            "markdown": f"# {result.code} {result.name}\n\n{summary}\n\n{body}".strip(),
        },
        "defaultConfiguration": {"level": LEVELS[result.severity]},
        "properties": {
            "tags": ["headshot", result.category],
            "problem.severity": _GITHUB[result.severity],
        },
    }
