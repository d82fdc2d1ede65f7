"""JUnit XML through the parser that CI tools use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from junitparser import Error, Failure, JUnitXml, Properties, Skipped, TestCase, TestSuite

from headshot_lint.engine.report import Report
from headshot_lint.reporters import render
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View

MakeReport = Callable[..., Report]


def suites_of(report: Report) -> list[TestSuite]:
    return list(JUnitXml.fromstring(render(report, "junit", View()).encode("utf-8")))


def properties(element: TestSuite | TestCase) -> dict[str, str]:
    return {entry.name: entry.value for entry in element.child(Properties)}


def test_a_suite_a_photo_and_a_case_a_rule(golden: Report) -> None:
    suites = suites_of(golden)
    *photos, team = suites
    assert [suite.name for suite in photos] == [printable(photo.path) for photo in golden.photos]
    for suite, photo in zip(photos, golden.photos, strict=True):
        assert [case.name for case in suite] == [f"{r.code} {r.name}" for r in photo.results]
        assert all(case.classname == suite.name for case in suite)
    assert [case.name for case in team] == ["HL805 duplicate-photo"]


def test_outcomes(golden: Report) -> None:
    cases = {(suite.name, case.name): case for suite in suites_of(golden) for case in suite}
    assert cases["team/ada.jpg", "HL107 head-tilted"].is_passed
    (failure,) = cases["team/bob.jpg", "HL104 face-blurred"].result
    assert isinstance(failure, Failure)
    assert failure.type == "error"
    assert "limit 0.40" in failure.message
    assert "1/125 s" in failure.text
    (skipped,) = cases["team/bob.jpg", "HL601 mismatched-eyes"].result
    assert isinstance(skipped, Skipped)
    assert skipped.message == "the irises are 6 px wide"
    (error,) = cases[printable(golden.photos[3].path), "HL206 colour-cast"].result
    assert isinstance(error, Error)
    assert error.message == "ZeroDivisionError: division by zero"


def test_counts_agree_with_the_cases(golden: Report) -> None:
    text = render(golden, "junit", View())
    written = JUnitXml.fromstring(text.encode("utf-8"))
    numbers = (written.tests, written.failures, written.errors, written.skipped)
    for suite in written:
        own = (suite.tests, suite.failures, suite.errors, suite.skipped)
        suite.update_statistics()
        assert own == (suite.tests, suite.failures, suite.errors, suite.skipped)
    written.update_statistics()
    assert numbers == (written.tests, written.failures, written.errors, written.skipped)
    assert numbers == (16, 7, 1, 7)


def test_measurements_are_properties(golden: Report) -> None:
    suite = suites_of(golden)[1]
    assert properties(suite) == {"verdict": "fail", "score": "49.0", "kind": "snapshot"}
    (case,) = [case for case in suite if case.name == "HL203 uneven-light"]
    assert properties(case) == {
        "severity": "warning",
        "confidence": "high",
        "value": "1.31",
        "unit": "EV",
        "limit": "1.0",
        "score": "42",
        "points_lost": "4.1",
    }


@pytest.mark.parametrize("text", ["\x00\x08\x1b\x0b\ufffe\uffff\udcff", "]]>&<\"'>", "é🙂"])
def test_any_name_is_read_back(text: str, report_of: MakeReport) -> None:
    (suite,) = suites_of(report_of(text, text))
    assert suite.name == printable(text)
    (failure,) = next(iter(suite)).result
    assert failure.message == printable(text)
