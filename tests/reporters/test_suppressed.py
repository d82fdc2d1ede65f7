"""What each format makes of a finding that is waived: each as those who read it expect."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from headshot_lint.engine.report import Report, StaleSuppression, Suppression
from headshot_lint.reporters import FORMATS, render
from headshot_lint.reporters.view import View

HERE = Path(__file__).parent
SARIF = json.loads((HERE / "schemas/sarif-2.1.0.json").read_text(encoding="utf-8"))
SCHEMA = json.loads(
    (HERE.parents[1] / "headshot_lint/data/schema/report-1.json").read_text(encoding="utf-8")
)
WAIVER = Suppression(reason="a press photo of 1998 [b]", expires=date(2027, 1, 31))
WAIVED, OTHER = "HL104", "HL203"


@pytest.fixture
def waived(golden: Report) -> Report:
    """The report with one error of Bob's waived."""
    ada, bob, *others = golden.photos
    results = tuple(
        r.model_copy(update={"suppressed": WAIVER}) if r.code == WAIVED else r for r in bob.results
    )
    stale = StaleSuppression(
        photo="team/old.jpg",
        code="HL107",
        name="head-tilted",
        state="unused",
        reason="baseline",
        expires=None,
    )
    return golden.model_copy(
        update={
            "photos": (ada, bob.model_copy(update={"results": results}), *others),
            "summary": golden.summary.model_copy(update={"suppressed": 1}),
            "suppressions": (stale,),
        }
    )


def test_failures_leave_it_out_and_the_measures_stay(golden: Report, waived: Report) -> None:
    before, after = golden.photos[1], waived.photos[1]
    assert WAIVED not in [result.code for result in after.failures()]
    assert [result.code for result in after.waived] == [WAIVED]
    assert (after.verdict, after.score) == (before.verdict, before.score)


@pytest.mark.parametrize("name", ["concise", "grouped", "github", "gitlab", "azure", "rdjson"])
@pytest.mark.usefixtures("rule_pages")
def test_lists_of_what_is_to_be_done_leave_it_out(waived: Report, name: str) -> None:
    text = render(waived, name, View())
    assert WAIVED not in text
    assert OTHER in text


@pytest.mark.parametrize("name", ["concise", "grouped", "markdown", "full"])
def test_reports_for_reading_count_it(golden: Report, waived: Report, name: str) -> None:
    assert "suppressed" in render(waived, name, View())
    assert "suppressed" not in render(golden, name, View()).lower()


def test_the_full_report_says_why(waived: Report) -> None:
    text = render(waived, "full", View(width=120))
    assert "HL104 face-blurred (a press photo of 1998 [b], until 2027-01-31)" in text
    assert "✗ error HL104" not in text
    assert "The score is held at 49 by HL501, HL104." in text
    assert ", 1 finding suppressed" in text


def test_json_flags_it_and_names_what_is_stale(waived: Report) -> None:
    shown = json.loads(render(waived, "json", View()))
    jsonschema.validate(shown, SCHEMA)
    result = next(r for r in shown["photos"][1]["results"] if r["code"] == WAIVED)
    assert result["status"] == "fail"
    assert result["suppressed"] == {"reason": WAIVER.reason, "expires": "2027-01-31"}
    assert shown["summary"]["suppressed"] == 1
    assert shown["suppressions"][0]["state"] == "unused"
    run = json.loads(render(waived, "jsonl", View()).splitlines()[0])
    assert run["suppressions"] == shown["suppressions"]


@pytest.mark.usefixtures("rule_pages")
def test_sarif_says_of_every_result_whether_it_is(golden: Report, waived: Report) -> None:
    log = json.loads(render(waived, "sarif", View()))
    jsonschema.validate(log, SARIF)
    results = log["runs"][0]["results"]
    by_rule = {result["ruleId"]: result for result in results}
    assert by_rule[WAIVED]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": WAIVER.reason,
            "properties": {"expires": "2027-01-31"},
        }
    ]
    assert all(r["suppressions"] == [] for r in results if r["ruleId"] != WAIVED)
    without = json.loads(render(golden, "sarif", View()))["runs"][0]["results"]
    assert not any("suppressions" in result for result in without)


def test_junit_skips_it(waived: Report) -> None:
    root = ET.fromstring(render(waived, "junit", View()).encode())  # noqa: S314 - our own text
    case = next(case for case in root.iter("testcase") if case.get("name", "").startswith(WAIVED))
    assert case.find("failure") is None
    skipped = case.find("skipped")
    assert skipped is not None
    assert skipped.get("message", "").startswith(f"suppressed: {WAIVER.reason}; The face is out")


def test_csv_has_a_column_for_it(waived: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(render(waived, "csv", View()))))
    assert [(r["code"], r["suppressed"]) for r in rows if r["suppressed"]] == [
        (WAIVED, WAIVER.reason)
    ]


@pytest.mark.usefixtures("rule_pages")
@pytest.mark.parametrize("name", FORMATS)
def test_a_finding_on_the_set_can_be_waived_too(waived: Report, name: str) -> None:
    team = tuple(result.model_copy(update={"suppressed": WAIVER}) for result in waived.team)
    text = render(waived.model_copy(update={"team": team}), name, View())
    listed = name in ("json", "jsonl", "csv", "junit", "sarif", "full", "html")
    assert ("HL805" in text) is listed
