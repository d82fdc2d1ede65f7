"""JSON, JSON Lines, GitLab and reviewdog against their schemas."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from headshot_lint.engine.report import Report
from headshot_lint.reporters import render
from headshot_lint.reporters.view import View

MakeReport = Callable[..., Report]
SCHEMAS = Path(__file__).parent / "schemas"


def rendered(report: Report, output_format: str, folder: str = "") -> Any:
    return json.loads(render(report, output_format, View(folder=folder)))


def validate(value: object, schema: str) -> None:
    text = (SCHEMAS / schema).read_text(encoding="utf-8")
    jsonschema.validate(value, json.loads(text))


def test_json_is_the_report_of_schema_1(golden: Report) -> None:
    value = rendered(golden, "json")
    schema = json.loads((files("headshot_lint.data") / "schema/report-1.json").read_text("utf-8"))
    jsonschema.validate(value, schema)
    assert Report.model_validate(value) == golden
    assert value == json.loads(golden.to_json())


def test_json_lines_hold_the_whole_report(golden: Report) -> None:
    lines = [json.loads(line) for line in render(golden, "jsonl", View()).splitlines()]
    parts: dict[str, list[dict[str, Any]]] = {"run": [], "photo": [], "team": []}
    for line in lines:
        parts[line.pop("type")].append(line)
    (run,) = parts["run"]
    assert Report.model_validate(run | {"photos": parts["photo"], "team": parts["team"]}) == golden


def test_json_lines_hold_one_photo_each_whatever_its_name(report_of: MakeReport) -> None:
    text = render(report_of("a\u2028b\u2029c\x85d\ne", "\x0b\x0c\x1c"), "jsonl", View())
    assert [json.loads(line)["type"] for line in text.splitlines()] == ["run", "photo"]


def test_gitlab_issues_fit_their_schema(golden: Report) -> None:
    issues = rendered(golden, "gitlab")
    validate(issues, "gitlab-code-quality.json")
    fingerprints = [issue["fingerprint"] for issue in issues]
    assert len(set(fingerprints)) == len(fingerprints) == 9
    assert issues[0]["description"].startswith("HL208 shiny-skin: Highlights")
    severities = [issue["severity"] for issue in issues]
    assert severities == [
        "info", "major", "major", "minor", "major", "critical", "minor", "minor", "minor",
    ]  # fmt: skip


def test_gitlab_fingerprints_differ_for_a_photo_that_is_reported_twice(golden: Report) -> None:
    twice = golden.model_copy(update={"photos": golden.photos[1:2] * 2})
    fingerprints = [issue["fingerprint"] for issue in rendered(twice, "gitlab")]
    assert len(set(fingerprints)) == len(fingerprints)


def test_gitlab_fingerprints_outlive_a_retouched_photo(golden: Report) -> None:
    photos = tuple(photo.model_copy(update={"sha256": "f" * 64}) for photo in golden.photos)
    later = golden.model_copy(update={"photos": photos})
    assert rendered(later, "gitlab") == rendered(golden, "gitlab")


@pytest.mark.skipif(os.name == "nt", reason="the paths are of POSIX")
@pytest.mark.parametrize(
    ("path", "place"),
    [("./team/ada.jpg", "team/ada.jpg"), ("/work/ada.jpg", "ada.jpg"), ("ada.jpg", "ada.jpg")],
)
def test_paths_are_relative_to_the_working_directory(
    path: str, place: str, report_of: MakeReport
) -> None:
    issues = rendered(report_of(path), "gitlab", "/work")
    diagnostics = rendered(report_of(path), "rdjson", "/work")["diagnostics"]
    assert {item["location"]["path"] for item in (*issues, *diagnostics)} == {place}


def test_rdjson_fits_its_schema(golden: Report) -> None:
    result = rendered(golden, "rdjson")
    validate(result, "rdjson.json")
    assert result["source"] == {"name": "headshot-lint"}
    assert [item["severity"] for item in result["diagnostics"]] == [
        "INFO", "ERROR", "ERROR", "WARNING", "ERROR", "ERROR", "WARNING", "WARNING", "WARNING",
    ]  # fmt: skip
    assert result["diagnostics"][1]["code"] == {"value": "HL501"}


@pytest.mark.parametrize(
    ("schema", "wrong"),
    [
        ("rdjson.json", {"diagnostics": [{"message": "x"}]}),
        ("rdjson.json", {"diagnostics": [{"message": "x", "location": {"path": "a"}, "line": 1}]}),
        ("gitlab-code-quality.json", [{"description": "x"}]),
    ],
)
def test_the_schemas_can_refuse(schema: str, wrong: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validate(wrong, schema)


@pytest.mark.parametrize("output_format", ["gitlab", "rdjson"])
def test_nothing_found_is_an_empty_list(output_format: str, golden: Report) -> None:
    value = rendered(golden.model_copy(update={"photos": (), "team": ()}), output_format)
    assert value in ([], {"source": {"name": "headshot-lint"}, "diagnostics": []})


def test_a_report_with_half_a_character_is_json_all_the_same(golden: Report) -> None:
    photo = golden.photos[0].model_copy(update={"path": "team/\udcff.jpg"})
    odd = golden.model_copy(update={"photos": (photo,)})
    for indent in (2, None):
        text = odd.to_json(indent)
        assert json.loads(text)["photos"][0]["path"] == "team/\udcff.jpg"
        text.encode("utf-8")
    assert json.loads(golden.to_json()) == json.loads(golden.model_dump_json(by_alias=True))
