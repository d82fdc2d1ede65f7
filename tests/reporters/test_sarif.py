"""SARIF against the standard's schema and against what GitHub refuses."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest

from headshot_lint.engine.registry import load_rules
from headshot_lint.engine.report import PhotoReport, Report
from headshot_lint.reporters import render, sarif
from headshot_lint.reporters.view import View

MakeReport = Callable[..., Report]
SCHEMA = json.loads((Path(__file__).parent / "schemas/sarif-2.1.0.json").read_text("utf-8"))


def log_of(report: Report, view: View = View()) -> dict[str, Any]:  # noqa: B008 - frozen
    log: dict[str, Any] = json.loads(render(report, "sarif", view))
    checker = jsonschema.validators.validator_for(SCHEMA)
    checker.check_schema(SCHEMA)
    checker(SCHEMA).validate(log)
    return log


def run_of(report: Report, view: View = View()) -> dict[str, Any]:  # noqa: B008 - frozen
    (run,) = log_of(report, view)["runs"]
    return dict(run)


def test_the_schema_can_refuse(golden: Report) -> None:
    log = log_of(golden)
    log["runs"][0]["results"][0]["attachments"] = [{"rectangles": []}]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, SCHEMA)


def test_every_result_has_a_place_that_github_accepts(golden: Report) -> None:
    results = run_of(golden)["results"]
    assert [result["ruleId"] for result in results] == [
        "HL208", "HL501", "HL104", "HL203", "HL001", "HL012", "HL805",
    ]  # fmt: skip
    for result in results:
        for location in result["locations"]:
            place = location["physicalLocation"]
            assert place["region"] == {"startLine": 1, "startColumn": 1}
            assert place["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
            parts = urlsplit(place["artifactLocation"]["uri"])
            assert not parts.scheme
            assert not parts.netloc
            assert not parts.path.startswith("/")
            assert "\\" not in parts.path
    assert len(results[-1]["locations"]) == 2


@pytest.mark.skipif(os.name == "nt", reason="the paths are of POSIX")
@pytest.mark.parametrize(
    ("path", "folder", "uri"),
    [
        ("team/ada.jpg", "/work", "team/ada.jpg"),
        ("./team/../ada.jpg", "/work", "ada.jpg"),
        ("/work/team/ada.jpg", "/work", "team/ada.jpg"),
        ("/elsewhere/ada.jpg", "/work", "../elsewhere/ada.jpg"),
        ("a:b.jpg", "/work", "a%3Ab.jpg"),
        ("100% ada?#.jpg", "", "100%25%20ada%3F%23.jpg"),
        ("josé.jpg", "", "jos%C3%A9.jpg"),
        ("-", "/work", "-"),
    ],
)
def test_paths_become_relative_uris(
    path: str, folder: str, uri: str, report_of: MakeReport
) -> None:
    run = run_of(report_of(path), View(folder=folder))
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": uri, "uriBaseId": "%SRCROOT%"}
    assert run["artifacts"][0]["location"] == location


@pytest.mark.skipif(os.name == "nt", reason="the paths are of POSIX")
def test_a_path_that_cannot_be_relative_names_no_base(report_of: MakeReport) -> None:
    location = run_of(report_of("/elsewhere/ada.jpg"))["artifacts"][0]["location"]
    assert location == {"uri": "file:///elsewhere/ada.jpg"}


def test_names_survive_in_uris(report_of: MakeReport) -> None:
    name = "\x1b[31mé\n<b>%0A|.jpg"
    uri = run_of(report_of(name))["artifacts"][0]["location"]["uri"]
    assert unquote(uri) == name
    assert uri.isascii()


def test_boxes_are_rectangles_of_an_attachment(golden: Report) -> None:
    (blurred,) = [r for r in run_of(golden)["results"] if r["ruleId"] == "HL104"]
    (attachment,) = blurred["attachments"]
    (rectangle,) = attachment["rectangles"]
    assert rectangle == {
        "left": 240, "top": 180, "right": 540, "bottom": 560, "message": {"text": "face"},
    }  # fmt: skip
    assert attachment["artifactLocation"]["uri"] == "team/bob.jpg"


def test_fingerprints_follow_content_and_rule_and_not_the_path(report_of: MakeReport) -> None:
    def prints(report: Report) -> dict[str, dict[str, str]]:
        return {r["ruleId"]: r["partialFingerprints"] for r in run_of(report)["results"]}

    ada = report_of("ada.jpg")
    before, moved = prints(ada), prints(report_of("people/ada.jpg"))
    assert before == moved
    assert before["HL012"] != before["HL208"]
    changed = with_photo(ada, sha256="f" * 64)
    assert prints(changed)["HL012"] != before["HL012"]
    assert set(before["HL012"]) == {"contentAndRule/v1", "primaryLocationLineHash"}


def with_photo(report: Report, **changes: object) -> Report:
    photos = tuple(photo.model_copy(update=changes) for photo in report.photos)
    return report.model_copy(update={"photos": photos})


def test_rules_carry_their_documentation(golden: Report) -> None:
    run = run_of(golden)
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    blurred = rules["HL104"]
    assert "## Known limits" in blurred["help"]["markdown"]
    docstring = (load_rules()["HL104"].__doc__ or "").splitlines()
    assert docstring[0] in blurred["shortDescription"]["text"]
    assert blurred["defaultConfiguration"] == {"level": "error"}
    assert list(rules) == sorted(rules)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_rule_that_is_not_installed_has_a_description_all_the_same(golden: Report) -> None:
    foreign = golden.team[0].model_copy(update={"code": "XY805"})
    report = golden.model_copy(update={"team": (foreign,)})
    rules = {rule["id"]: rule for rule in run_of(report)["tool"]["driver"]["rules"]}
    assert rules["XY805"]["help"]["text"] == "duplicate-photo"


def test_a_broken_rule_is_told_of_the_tool_and_not_of_the_photo(golden: Report) -> None:
    run = run_of(golden)
    (invocation,) = run["invocations"]
    (note,) = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert note["associatedRule"] == {"id": "HL206"}
    assert "ZeroDivisionError" in note["message"]["text"]
    assert "HL206" not in {result["ruleId"] for result in run["results"]}


def test_messages_hold_no_links(report_of: MakeReport) -> None:
    run = run_of(report_of("a.jpg", "[x](https://example.org)"))
    assert "](" not in run["results"][0]["message"]["text"]


def test_more_findings_than_github_takes_lose_the_least_grave(
    monkeypatch: pytest.MonkeyPatch, golden: Report
) -> None:
    monkeypatch.setattr(sarif, "RESULTS_MAX", 4)
    monkeypatch.setattr(sarif, "LOCATIONS_MAX", 1)
    run = run_of(golden)
    assert [result["level"] for result in run["results"]] == ["error"] * 3 + ["warning"]
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert notes[-1]["message"]["text"].startswith("3 findings left out")
    assert all(len(result["locations"]) == 1 for result in run["results"])


def test_a_run_without_findings_is_a_run(golden: Report) -> None:
    clean = golden.model_copy(update={"photos": (), "team": ()})
    run = run_of(clean)
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is True


def test_unreadable_photos_have_a_place_too(golden: Report) -> None:
    photo: PhotoReport = golden.photos[2]
    assert photo.sha256 is None
    artifact = run_of(golden)["artifacts"][2]
    assert artifact["location"]["uri"] == "team/cy.png"
    assert "hashes" not in artifact
