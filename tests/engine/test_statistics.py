"""A run in figures."""

from __future__ import annotations

import pytest

from headshot_lint.engine.report import PhotoReport, Report, Result, Summary, TeamResult, Tool
from headshot_lint.engine.statistics import count_up


def result(code: str, status: str, severity: str = "warning") -> Result:
    return Result.model_validate(
        {
            "code": code,
            "name": code.lower(),
            "category": "face",
            "severity": severity,
            "status": status,
            "confidence": "high",
            "value": None,
            "unit": "",
            "limit": None,
            "score": None,
            "points_lost": 0,
            "message": "",
            "advice": "",
            "prompt_advice": {},
            "reason": None,
            "fixable": False,
        }
    )


def photo(score: float, *results: Result) -> PhotoReport:
    return PhotoReport.model_validate(
        {
            "path": f"{score}.jpg",
            "sha256": None,
            "width": None,
            "height": None,
            "bytes": None,
            "format": None,
            "verdict": "pass",
            "score": score,
            "kind": "headshot",
            "categories": {},
            "smallest_legible_px": None,
            "results": results,
        }
    )


def report(*photos: PhotoReport, team: tuple[TeamResult, ...] = ()) -> Report:
    summary = Summary(checked=len(photos), passed=3, warned=2, failed=1, seconds=0)
    return Report(
        tool=Tool(version="1", models={}),
        profile="corporate@1",
        summary=summary,
        photos=photos,
        team=team,
    )


def test_a_share_is_of_the_photos_that_a_rule_judged() -> None:
    statistics = count_up(
        report(
            photo(10, result("HL101", "fail")),
            photo(20, result("HL101", "pass")),
            photo(30, result("HL101", "pass")),
            photo(40, result("HL101", "skip")),
            photo(50, result("HL101", "error")),
        )
    )
    (rule,) = statistics.rules
    assert (rule.photos, rule.judged, rule.share) == (1, 3, pytest.approx(1 / 3, abs=1e-4))
    assert statistics.broken == ("HL101",)


def test_the_most_frequent_stands_first_and_what_never_fails_is_left_out() -> None:
    statistics = count_up(
        report(
            photo(1, result("HL103", "fail"), result("HL101", "fail"), result("HL104", "pass")),
            photo(2, result("HL103", "fail"), result("HL102", "fail"), result("HL105", "skip")),
        )
    )
    assert [rule.code for rule in statistics.rules] == ["HL103", "HL101", "HL102"]


def test_the_gravest_severity_is_told() -> None:
    photos = (photo(1, result("HL101", "fail")), photo(2, result("HL101", "fail", "error")))
    (rule,) = count_up(report(*photos)).rules
    assert rule.severity == "error"


def test_scores_fall_into_bins_of_ten() -> None:
    scores = (0, 9.9, 10, 49, 89.9, 90, 99.9, 100)
    statistics = count_up(report(*map(photo, scores)))
    assert [bin_.photos for bin_ in statistics.histogram] == [2, 1, 0, 0, 1, 0, 0, 0, 1, 3]
    assert sum(bin_.photos for bin_ in statistics.histogram) == len(scores)
    assert statistics.median_score == pytest.approx(69.4, abs=0.1)


def test_a_finding_on_the_set_counts_its_photos() -> None:
    team = TeamResult.model_validate(result("HL805", "fail").model_dump() | {"photos": ("a", "b")})
    (rule,) = count_up(report(photo(1), team=(team,))).rules
    assert rule.photos == 2


def test_no_photo_has_no_median() -> None:
    statistics = count_up(report())
    assert statistics.median_score is None
    assert statistics.rules == ()
    assert sum(bin_.photos for bin_ in statistics.histogram) == 0
