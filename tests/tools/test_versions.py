"""Comparing runs over the same photographs in different environments."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("sklearn", reason="the evaluation needs the dependency group `evaluate`")
sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from across import runs as running
from across.pairs import Both, Pair
from across.runs import SETUPS, Run, Setup, judge, recall
from across.sections import (
    agreement_section,
    environments_section,
    rules_section,
    said_section,
    verdicts_section,
)
from evaluation.agreement import Share
from labels import Labelled
from supply.environments import Environment

from headshot_lint.engine.report import PhotoReport, Report, Result, Summary, Tool


def result(value: float | None, confidence: str = "high", limit: float = 10.0) -> Result:
    measured = value is not None
    failing = measured and value > limit
    return Result.model_validate(
        {
            "code": "HL107", "name": "head-tilted", "category": "face", "severity": "error",
            "status": "fail" if failing else "pass" if measured else "skip",
            "confidence": confidence, "value": value, "unit": "deg",
            "limit": limit if measured else None, "score": 40 if failing else 90,
            "points_lost": 1.0, "message": "", "advice": "", "prompt_advice": {},
            "reason": None if measured else "no face", "fixable": False,
        }
    )  # fmt: skip


def photo(name: str, score: float, one: Result, sha256: str = "0") -> PhotoReport:
    return PhotoReport.model_validate(
        {
            "path": f"photos/{name}", "sha256": sha256, "width": 1, "height": 1, "bytes": 1,
            "format": "JPEG", "verdict": "fail" if one.status == "fail" else "pass",
            "score": score, "kind": "headshot", "categories": {}, "smallest_legible_px": None,
            "results": (one,),
        }
    )  # fmt: skip


def run(name: str, *photos: PhotoReport) -> Run:
    summary = Summary(checked=len(photos), passed=0, warned=0, failed=0, seconds=1.0)
    report = Report(
        tool=Tool(version="0", models={}), profile="p@1", summary=summary, photos=photos
    )
    packages = dict.fromkeys(running.SHOWN, "1.0")
    return Run(Setup(name, "highest", "mediapipe"), "abc", packages, report)


LEFT = run(
    "left",
    photo("a", 80, result(9.9, "medium")),
    photo("b", 90, result(2.0)),
    photo("c", 70, result(5.0)),
)
RIGHT = run(
    "right",
    photo("a", 49, result(10.4, "medium")),
    photo("b", 91, result(2.5)),
    photo("c", 70, result(5.0)),
)
PAIR = Pair.of("versions", LEFT, RIGHT)


def cells(section: Any) -> list[dict[str, Any]]:
    return [dict(zip(section.columns, row, strict=True)) for row in section.rows]


def test_both_sides_of_a_result() -> None:
    one, two, three = PAIR.results()
    assert (one.differs, one.said_so) == (True, True)
    assert (two.differs, two.said_so) == (False, False)
    assert one.difference == pytest.approx(0.05)
    assert one.distance == pytest.approx(0.04)
    assert two.difference == pytest.approx(0.05)
    assert three.difference == 0.0
    assert math.isnan(Both(result(None), result(9.0)).difference)
    sure_of_one = Both(result(9.0, "high"), result(11.0, "low"))
    assert not sure_of_one.said_so
    without_limit = Both(result(4.0, limit=0.0), result(5.0, limit=0.0))
    assert without_limit.difference == pytest.approx(0.2)
    assert math.isnan(without_limit.distance)


def test_runs_over_other_photographs_are_not_compared() -> None:
    other = run("other", photo("a", 80, result(9.9), sha256="1"))
    with pytest.raises(ValueError, match="not over the same photographs"):
        Pair.of("x", run("left", photo("a", 80, result(9.9))), other)
    with pytest.raises(ValueError, match=r"shorter|longer"):
        Pair.of("x", LEFT, other)


def test_tables() -> None:
    verdicts = cells(verdicts_section([PAIR]))[0]
    assert verdicts["other verdicts"] == 1
    assert verdicts["same verdict, %"] == pytest.approx(66.67)
    assert verdicts["same statuses, %"] == pytest.approx(66.67)
    assert verdicts["values within 3%, %"] == pytest.approx(33.33)
    assert verdicts["score within 3, %"] == pytest.approx(66.67)
    assert verdicts["largest move of a score"] == 31.0
    assert "**Missed** by *versions* (66.7%)." in verdicts_section([PAIR]).text
    assert "Every comparison meets it." in verdicts_section([Pair.of("x", LEFT, LEFT)]).text
    said = cells(said_section([PAIR]))[0]
    assert said["statuses that differ"] == 1
    assert said["one run could not measure"] == 0
    assert said["both measured, not sure"] == said["errors and warnings, not sure"] == Share(1, 1)
    assert said["within 3% of the limit, not sure"] == Share(0, 0)
    assert said["statuses that stay, not sure, %"] == 0.0
    rules = cells(rules_section(PAIR, "versions", "Rules"))
    assert [(row["rule"], row["largest"], row["statuses that differ"]) for row in rules] == [
        ("HL107 head-tilted", 0.05, 1)
    ]
    assert cells(environments_section([LEFT]))[0] == {"package": "mediapipe", "left": "1.0"}


def test_nothing_that_is_equal_is_told() -> None:
    same = Pair.of("same", LEFT, LEFT)
    assert rules_section(same, "x", "x").rows == ()
    assert cells(said_section([same]))[0]["statuses that differ"] == 0


def test_agreement_is_that_of_the_evaluation() -> None:
    def label(name: str, verdict: str) -> Labelled:
        return Labelled(Path(name), "s", "fit", {"verdict": verdict}, {"verdict": verdict})

    labels = [label("a", "fail"), label("b", "pass"), label("c", "borderline")]
    row = cells(agreement_section([RIGHT], labels))[0]
    assert row == {
        "run": "right",
        **dict.fromkeys([f"AUC {w}, rater {r}" for w in ("pass", "not fail") for r in "AB"], 1.0),
    }


def test_a_run_is_kept_and_recalled(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(running, "KEPT", tmp_path)
    held = tmp_path / "constraints.txt"
    held.write_text("\n".join(f"{name}==1.0" for name in running.SHOWN), encoding="utf-8")
    fixture = Path(__file__).parents[2] / "fixtures/HL001-unreadable/bad-truncated.jpg"
    setup = SETUPS[-1]
    assert recall(setup) is None
    made = judge(setup, Environment(Path(sys.executable), held), [fixture])
    assert made.report.photo.kind == "unreadable"
    assert recall(setup) == made
    with pytest.raises(SystemExit, match="headshot-lint ended with 2"):
        judge(setup, Environment(Path(sys.executable), held), [tmp_path / "gone.jpg"])
    assert "gone.jpg" in capfd.readouterr().err
