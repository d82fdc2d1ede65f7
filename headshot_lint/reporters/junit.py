"""JUnit XML: a suite a photo, a case for every rule that was to judge it.

Whatever the severity, a failing rule is a failed case; the property `severity` tells them apart. A
finding that is waived is a skipped case, whose message says why.

The document is written as text: a tree of it takes ten times as long, and as much memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from headshot_lint.engine.report import PhotoReport, Report, Result
from headshot_lint.model.verdict import Status
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View

# Of a result, what readers may want to plot; JUnit has no place of its own for them.
_MEASURED = ("severity", "confidence", "value", "unit", "limit", "score", "points_lost")
_ATTRIBUTES = {"failures": "failure", "errors": "error", "skipped": "skipped"}
_OUTCOMES = {Status.FAIL: "failure", Status.SKIP: "skipped", Status.ERROR: "error"}


def render(report: Report, _view: View) -> str:
    """Return the report as an XML document."""
    outcomes: Counter[str] = Counter()
    suites = [_photo(photo, outcomes) for photo in report.photos]
    if report.team:
        cases = [(result, result.place) for result in report.team]
        suites.append(_suite("the photos as a set", cases, outcomes))
    name = {"name": report.tool.name}
    time = {"time": f"{report.summary.seconds:.3f}"}
    body = _element("testsuites", name | _counts(outcomes) | time, "".join(suites), indent=0)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'


def _photo(photo: PhotoReport, outcomes: Counter[str]) -> str:
    summary = {"verdict": photo.verdict, "score": photo.score, "kind": photo.kind}
    cases = [(result, photo.path) for result in photo.results]
    return _suite(photo.path, cases, outcomes, summary)


def _suite(
    name: str,
    cases: Iterable[tuple[Result, str]],
    outcomes: Counter[str],
    summary: Mapping[str, object] | None = None,
) -> str:
    """Return a suite, and count its cases by outcome; "" is that of a case that passes."""
    own: Counter[str] = Counter()
    content = [] if summary is None else [_properties(summary, indent=4)]
    for result, path in cases:
        outcome = "skipped" if result.suppressed else _OUTCOMES.get(result.status, "")
        own[outcome] += 1
        content.append(_case(result, path, outcome))
    outcomes += own
    return _element("testsuite", {"name": name} | _counts(own), "".join(content), indent=2)


def _counts(outcomes: Counter[str]) -> dict[str, str]:
    named = {attribute: str(outcomes[outcome]) for attribute, outcome in _ATTRIBUTES.items()}
    return {"tests": str(outcomes.total())} | named


def _case(result: Result, path: str, outcome: str) -> str:
    attributes = {"classname": path, "name": f"{result.code} {result.name}", "file": path}
    content = _properties({key: getattr(result, key) for key in _MEASURED}, indent=6)
    return _element("testcase", attributes, content + _outcome(result, outcome), indent=4)


def _outcome(result: Result, outcome: str) -> str:
    if not outcome:
        return ""
    if result.suppressed:
        message = f"suppressed: {result.suppressed.reason}; {result.message}"
        return _element(outcome, {"message": message}, indent=6)
    attributes = {"message": _message(result)}
    text = ""
    if result.status is Status.FAIL:
        attributes["type"] = result.severity
        text = " ".join(filter(None, (result.message, result.advice)))
    elif result.status is Status.ERROR:
        attributes["type"] = "broken rule"
    start = f"      <{outcome}{_written(attributes)}"
    return f"{start}>{_text(text)}</{outcome}>\n" if text else f"{start} />\n"


def _message(result: Result) -> str:
    reason = None if result.status is Status.FAIL else result.reason
    return reason or result.message or "no reason given"


def _properties(values: Mapping[str, object], *, indent: int) -> str:
    given = [item for item in values.items() if item[1] not in (None, "")]
    listed = "".join([_property(name, value, indent + 2) for name, value in given])
    return _element("properties", {}, listed, indent=indent)


# Typed, for 1 and 1.0 are equal and not written alike.
@lru_cache(maxsize=4096, typed=True)
def _property(name: str, value: object, indent: int) -> str:
    return _element("property", {"name": name, "value": str(value)}, indent=indent)


def _element(tag: str, attributes: Mapping[str, str], content: str = "", *, indent: int) -> str:
    """Return an element on lines of its own; `content` are such lines."""
    start = f"{' ' * indent}<{tag}{_written(attributes)}"
    return f"{start}>\n{content}{' ' * indent}</{tag}>\n" if content else f"{start} />\n"


def _written(attributes: Mapping[str, str]) -> str:
    return "".join([f' {name}="{_text(value)}"' for name, value in attributes.items()])


def _text(text: str) -> str:
    """Text as it may stand in an element or in quotes.

    `printable` writes the characters that XML 1.0 has no way to hold as visible escapes.
    """
    shown = printable(text).replace("&", "&amp;").replace("<", "&lt;")
    return shown.replace(">", "&gt;").replace('"', "&quot;")
