"""SARIF 2.1.0, as GitHub code scanning and SARIF viewers read it.

GitHub rejects a file as a whole when one result has no location with a relative URI and a line; so
every result has the first line of its photo. Boxes stand where the standard has a place for them,
in rectangles of attachments.
https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

from hashlib import sha256

from headshot_lint.engine.report import PhotoReport, Report
from headshot_lint.model.verdict import Severity
from headshot_lint.reporters.findings import Finding, count, findings
from headshot_lint.reporters.json_text import json_text
from headshot_lint.reporters.places import uri
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.sarif_rules import LEVELS, Json, describe_rules
from headshot_lint.reporters.view import View

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

# GitHub rejects a run with more results, and a result with more locations.
RESULTS_MAX, LOCATIONS_MAX = 25_000, 1_000

_ROOT = "%SRCROOT%"


def render(report: Report, view: View) -> str:
    """Return the findings as a log of one run."""
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report, view)]}) + "\n"


def _run(report: Report, view: View) -> Json:
    found = list(findings(report, waived=True))
    failing = [finding for finding in found if not finding.broken]
    # Stable: the gravest are kept where there are too many, else in the order of the report.
    kept = sorted(failing, key=lambda finding: list(Severity).index(finding.severity))
    kept = kept[:RESULTS_MAX] if len(failing) > RESULTS_MAX else failing
    rules = describe_rules(report)
    index = {rule["id"]: i for i, rule in enumerate(rules)}
    return {
        "tool": {
            "driver": {
                "name": report.tool.name,
                "version": report.tool.version,
                "semanticVersion": report.tool.version,
                "rules": rules,
            }
        },
        # Keeps the alerts of one profile when photos are uploaded by another as well.
        "automationDetails": {"id": f"{report.tool.name}/{report.profile}/"},
        "invocations": [_invocation(found, len(failing) - len(kept))],
        "artifacts": [_artifact(photo, view.folder) for photo in report.photos],
        "results": _results(kept, index, view.folder),
        "columnKind": "unicodeCodePoints",
        "properties": {"profile": report.profile, "summary": report.summary.model_dump()},
    }


def _invocation(found: list[Finding], left_out: int) -> Json:
    """What went wrong with the tool rather than with a photo."""
    notes: list[Json] = [
        {
            "level": "error",
            "associatedRule": {"id": finding.result.code},
            "message": {"text": _text(f"{finding.paths[0]}: {finding.text}")},
        }
        for finding in found
        if finding.broken
    ]
    successful = not notes
    if left_out:
        text = f"{count(left_out, 'finding')} left out: GitHub takes {RESULTS_MAX:,} at most."
        notes.append({"level": "warning", "message": {"text": text}})
    return {"executionSuccessful": successful, "toolExecutionNotifications": notes}


def _artifact(photo: PhotoReport, folder: str) -> Json:
    artifact: Json = {"location": _location(photo.path, folder), "roles": ["analysisTarget"]}
    if photo.bytes is not None:
        artifact["length"] = photo.bytes
    if photo.sha256 is not None:
        artifact["hashes"] = {"sha-256": photo.sha256}
    artifact["properties"] = {"verdict": photo.verdict, "score": photo.score, "kind": photo.kind}
    return artifact


def _results(found: list[Finding], index: dict[str, int], folder: str) -> list[Json]:
    results = [_result(finding, index, folder) for finding in found]
    if any(finding.result.suppressed for finding in found):
        # Where one result says whether it is suppressed, all have to (section 3.27.23).
        for result, finding in zip(results, found, strict=True):
            result["suppressions"] = _suppressions(finding)
    return results


def _suppressions(finding: Finding) -> list[Json]:
    waiver = finding.result.suppressed
    if waiver is None:
        return []
    expires = {"expires": str(waiver.expires)} if waiver.expires else {}
    told: Json = {"kind": "external", "status": "accepted", "justification": _text(waiver.reason)}
    return [told | ({"properties": expires} if expires else {})]


def _result(finding: Finding, index: dict[str, int], folder: str) -> Json:
    result = finding.result
    out: Json = {
        "ruleId": result.code,
        "ruleIndex": index[result.code],
        "level": LEVELS[finding.severity],
        "message": {"text": _text(finding.full_text)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _location(path, folder),
                    "region": {"startLine": 1, "startColumn": 1},
                }
            }
            for path in finding.paths[:LOCATIONS_MAX]
        ],
        "partialFingerprints": _fingerprints(finding),
        "properties": result.model_dump(
            mode="json",
            include={"confidence", "value", "unit", "limit", "score", "points_lost", "fixable"},
        ),
    }
    if result.regions:
        out["attachments"] = [_attachment(finding, folder)]
    return out


def _attachment(finding: Finding, folder: str) -> Json:
    """The boxes of a finding, in pixels of the upright photo."""
    return {
        "description": {"text": "where in the photo"},
        "artifactLocation": _location(finding.paths[0], folder),
        "rectangles": [
            {
                "left": x,
                "top": y,
                "right": x + width,
                "bottom": y + height,
                "message": {"text": _text(region.label or finding.result.name)},
            }
            for region in finding.result.regions
            for x, y, width, height in [region.box]
        ],
    }


def _fingerprints(finding: Finding) -> dict[str, str]:
    """What makes a finding the same one again: the bytes of its photos, and the rule.

    GitHub reads `primaryLocationLineHash` only, and its upload action would fill it in from the
    lines of a text.
    """
    contents = [photo.sha256 or photo.path for photo in finding.photos]
    if not contents:  # a name without a photo: many of them stand in one roster
        contents = [*finding.paths, str(finding.result.value)]
    identity = "\0".join((finding.result.code, *contents))
    digest = sha256(identity.encode("utf-8", "backslashreplace")).hexdigest()
    return {"contentAndRule/v1": digest, "primaryLocationLineHash": f"{digest[:16]}:1"}


def _location(path: str, folder: str) -> dict[str, str]:
    place = uri(path, folder)
    # An absolute URI, of a photo on another drive, must not name a base (section 3.4.4).
    return {"uri": place} if place.startswith("file:") else {"uri": place, "uriBaseId": _ROOT}


def _text(text: str) -> str:
    """Plain text of a message: without what a viewer takes for a link (section 3.11.6)."""
    return printable(text).replace("](", "] (")
