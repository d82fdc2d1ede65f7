"""JUnit XML: a suite a photo, a case for every rule that was to judge it.

Whatever the severity, a failing rule is a failed case; the property `severity` tells them apart. A
finding that is waived is a skipped case, whose message says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from headshot_lint.engine.report import PhotoReport, Report, Result
from headshot_lint.model.verdict import Status
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View

# Of a result, what readers may want to plot; JUnit has no place of its own for them.
_MEASURED = ("severity", "confidence", "value", "unit", "limit", "score", "points_lost")
_OUTCOMES = {Status.FAIL: "failure", Status.SKIP: "skipped", Status.ERROR: "error"}


def render(report: Report, _view: View) -> str:
    """Return the report as an XML document.

    `printable` writes the characters that XML 1.0 has no way to hold as visible escapes.
    """
    suites = [_photo(photo) for photo in report.photos]
    if report.team:
        cases = [_case(result, result.place) for result in report.team]
        suites.append(_suite("the photos as a set", cases))
    root = ET.Element("testsuites", {"name": report.tool.name} | _counts(suites))
    root.set("time", f"{report.summary.seconds:.3f}")
    root.extend(suites)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _photo(photo: PhotoReport) -> ET.Element:
    suite = _suite(photo.path, [_case(result, photo.path) for result in photo.results])
    summary = {"verdict": photo.verdict, "score": photo.score, "kind": photo.kind}
    suite.insert(0, _properties(summary))
    return suite


def _suite(name: str, cases: list[ET.Element]) -> ET.Element:
    suite = ET.Element("testsuite", {"name": printable(name), "tests": str(len(cases))})
    for attribute, outcome in (("failures", "failure"), ("errors", "error"), ("skipped",) * 2):
        suite.set(attribute, str(sum(case.find(outcome) is not None for case in cases)))
    suite.extend(cases)
    return suite


def _counts(suites: Iterable[ET.Element]) -> dict[str, str]:
    names = ("tests", "failures", "errors", "skipped")
    return {name: str(sum(int(suite.get(name, "0")) for suite in suites)) for name in names}


def _case(result: Result, path: str) -> ET.Element:
    place = printable(path)
    name = f"{result.code} {result.name}"
    case = ET.Element("testcase", {"classname": place, "name": name, "file": place})
    case.append(_properties({key: getattr(result, key) for key in _MEASURED}))
    if result.status in _OUTCOMES:
        case.append(_outcome(result))
    return case


def _outcome(result: Result) -> ET.Element:
    if result.suppressed:
        message = f"suppressed: {result.suppressed.reason}; {result.message}"
        return ET.Element("skipped", {"message": printable(message)})
    outcome = ET.Element(_OUTCOMES[result.status])
    outcome.set("message", printable(_message(result)))
    if result.status is Status.FAIL:
        outcome.set("type", result.severity)
        outcome.text = printable(" ".join(filter(None, (result.message, result.advice))))
    elif result.status is Status.ERROR:
        outcome.set("type", "broken rule")
    return outcome


def _message(result: Result) -> str:
    reason = None if result.status is Status.FAIL else result.reason
    return reason or result.message or "no reason given"


def _properties(values: Mapping[str, object]) -> ET.Element:
    properties = ET.Element("properties")
    for name, value in values.items():
        if value not in (None, ""):
            shown = printable(str(value))
            ET.SubElement(properties, "property", {"name": name, "value": shown})
    return properties
