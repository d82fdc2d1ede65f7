"""GitLab's Code Quality report: a JSON array of issues.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from headshot_lint.engine.report import Report
from headshot_lint.model.verdict import Severity
from headshot_lint.reporters.findings import Finding, findings
from headshot_lint.reporters.json_text import json_text
from headshot_lint.reporters.places import relative
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"}


def render(report: Report, view: View) -> str:
    """Return the findings as issues; a finding on the set stands at each of its photos.

    GitLab tells new issues from old ones by fingerprints, which must differ within a report. Rule
    and path make one, so that a retouched photo with the old fault shows no new issue.
    """
    issues: list[dict[str, object]] = []
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings(report):
        for path in finding.paths:
            place = relative(path, view.folder)
            key = (finding.result.code, place)
            issues.append(_issue(finding, place, seen[key]))
            seen[key] += 1
    return json_text(issues) + "\n"


def _issue(finding: Finding, place: str, nth: int) -> dict[str, object]:
    result = finding.result
    identity = "\0".join((result.code, place, *([str(nth)] if nth else [])))
    return {
        # The list of issues shows no check_name.
        "description": printable(f"{result.code} {result.name}: {finding.full_text}"),
        "check_name": result.code,
        "fingerprint": sha256(identity.encode("utf-8", "backslashreplace")).hexdigest(),
        "severity": "critical" if finding.broken else _SEVERITIES[finding.severity],
        "location": {"path": place, "lines": {"begin": 1}},
    }
