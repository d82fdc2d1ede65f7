from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from PIL import Image

from headshot_lint import lint, lint_many
from headshot_lint.engine.profile import load_profile
from headshot_lint.engine.report import Report
from headshot_lint.model.verdict import Status

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
PHOTOS = sorted(FIXTURES.glob("HL1*/*.jpg"))[::4]
SCHEMA = json.loads((ROOT / "headshot_lint/data/schema/report-1.json").read_text(encoding="utf-8"))


def without_seconds(report: Report) -> str:
    summary = report.summary.model_copy(update={"seconds": 0.0})
    return report.model_copy(update={"summary": summary}).to_json()


@pytest.fixture(scope="module")
def report() -> Report:
    return lint_many(PHOTOS, jobs=1)


@pytest.mark.model
def test_two_runs_are_equal_but_for_seconds_whatever_the_jobs(report: Report) -> None:
    again = lint_many(reversed(PHOTOS), jobs=2)
    assert without_seconds(report) == without_seconds(again)


@pytest.mark.model
def test_the_report_keeps_its_schema(report: Report) -> None:
    jsonschema.validate(json.loads(report.to_json()), SCHEMA)
    assert Report.model_validate_json(report.to_json()) == report


@pytest.mark.model
def test_no_rule_breaks_on_the_fixtures(report: Report) -> None:
    assert not report.broken
    assert all(r.reason for p in report.photos for r in p.results if r.status is Status.SKIP)
    for photo in report.photos:
        lost = sum(result.points_lost for result in photo.results)
        assert photo.score <= 100 - lost + 0.2


@pytest.mark.model
def test_no_face_is_one_finding_and_skips() -> None:
    noise = np.random.default_rng(0).integers(90, 110, (300, 300, 3), dtype=np.uint8)
    photo = lint(noise, name="noise").photo
    assert photo.kind == "no-person"
    face = [r for r in photo.results if r.category == "face"]
    assert [r.code for r in face if r.status is Status.FAIL] == ["HL101"]
    assert all(r.status is Status.SKIP for r in face if r.code != "HL101")


def test_unreadable_is_one_finding_and_skips(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    photo = lint(broken).photo
    assert (photo.verdict, photo.kind, photo.score) == ("fail", "unreadable", 0.0)
    assert [r.code for r in photo.results if r.status is not Status.SKIP] == ["HL001"]
    jsonschema.validate(json.loads(lint(broken).to_json()), SCHEMA)


@pytest.mark.model
def test_a_broken_rule_is_its_own_error_and_the_run_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = load_profile("corporate").plans["HL107"]
    monkeypatch.setattr(type(plan.rule), "check", lambda *_: 1 / 0)
    photo = lint(FIXTURES / "HL107-head-tilted/good-friendly.jpg").photo
    broken = [r for r in photo.results if r.status is Status.ERROR]
    assert [r.code for r in broken] == ["HL107"]
    assert "ZeroDivisionError" in (broken[0].reason or "")
    assert broken[0].score is None


@pytest.mark.model
def test_paths_bytes_arrays_and_pictures_are_judged_alike() -> None:
    path = next(p for p in PHOTOS if p.suffix == ".jpg")
    by_path = lint(path).photo
    with Image.open(path) as image:
        by_picture = lint(image.convert("RGB")).photo
    by_bytes = lint(path.read_bytes(), name=str(path)).photo
    assert by_bytes == by_path
    assert by_picture.kind == by_path.kind
    assert abs(by_picture.score - by_path.score) <= 10  # no file facts: their points differ
