"""The order of photos, and the reasons for it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image

from headshot_lint.engine.rank import Ranking, margin, order, rank
from headshot_lint.engine.report import PhotoReport, Report, Result, Summary, TeamResult, Tool


def result(code: str, lost: float, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": f"rule-{code.lower()}",
        "category": "face",
        "severity": "warning",
        "status": "pass",
        "confidence": "high",
        "value": None,
        "unit": "",
        "limit": None,
        "score": 50,
        "points_lost": lost,
        "message": f"{code} of {lost:g}",
        "advice": "",
        "prompt_advice": {},
        "reason": None,
        "fixable": False,
    } | more


def photo(path: str, score: float, **lost: float) -> PhotoReport:
    return photo_of(path, score, *(result(code, points) for code, points in lost.items()))


def photo_of(path: str, score: float, *results: dict[str, Any]) -> PhotoReport:
    return PhotoReport.model_validate(
        {
            "path": path,
            "sha256": None,
            "width": 1,
            "height": 1,
            "bytes": 1,
            "format": "JPEG",
            "verdict": "pass",
            "score": score,
            "kind": "headshot",
            "categories": {},
            "smallest_legible_px": None,
            "results": list(results),
        }
    )


def ranked(*photos: PhotoReport, same: tuple[tuple[str, ...], ...] = ()) -> Ranking:
    team = tuple(
        TeamResult.model_validate(
            result("HL805", 0.0, status="fail", category="team") | {"photos": group}
        )
        for group in same
    )
    summary = Summary(checked=len(photos), passed=0, warned=0, failed=0, seconds=0.0)
    tool = Tool(version="0", models={})
    return order(
        Report(tool=tool, profile="corporate@1", summary=summary, photos=photos, team=team)
    )


def test_the_higher_score_comes_first() -> None:
    found = ranked(photo("a", 60), photo("b", 80), photo("c", 70))
    assert [each.path for each in found.photos] == ["b", "c", "a"]
    assert [each.place for each in found.photos] == [1, 2, 3]
    assert found.best.path == "b"


def test_of_scores_that_a_failing_error_holds_the_points_lost_decide() -> None:
    found = ranked(photo("a", 49, HL108=40.0), photo("b", 49, HL108=30.0), photo("c", 49, HL108=35))
    assert [each.path for each in found.photos] == ["b", "c", "a"]


def test_no_held_photo_comes_before_one_with_a_higher_score() -> None:
    near = result("HL104", 0.0, value=0.0, limit=60.0, status="pass")
    far = result("HL104", 2.0, value=59.0, limit=60.0, status="pass")
    held, free = photo_of("held", 49.0, near), photo_of("free", 49.5, far)
    assert [each.path for each in ranked(held, free).photos] == ["free", "held"]


@pytest.mark.parametrize(
    ("value", "limit", "status", "share"),
    [
        (0.0, 60.0, "pass", 1.0),
        (15.0, 60.0, "pass", 0.75),
        (60.0, 60.0, "pass", 0.0),
        (90.0, 60.0, "fail", -0.5),
        (600.0, 60.0, "fail", -1.0),
        (800.0, 200.0, "pass", 0.75),
        (100.0, 200.0, "fail", -1.0),
        (0.0, 200.0, "fail", -1.0),
        (-1.5, -2.0, "pass", 0.0),
        ("round", "square", "fail", 0.0),
        (None, None, "pass", 0.0),
        (15.0, 60.0, "skip", 0.0),
    ],
)
def test_what_is_left_to_a_limit(value: object, limit: object, status: str, share: float) -> None:
    judged = result("HL104", 0.0, value=value, limit=limit, status=status)
    assert margin(Result.model_validate(judged)) == pytest.approx(share)


def test_traces_of_a_generator_break_no_tie() -> None:
    judged = result("HL601", 0.0, value=0.1, limit=1.0, category="render")
    assert margin(Result.model_validate(judged)) == 0.0


def test_of_equal_scores_the_one_farther_from_its_limits_comes_first_and_says_why() -> None:
    close = photo_of("close", 90.0, result("HL104", 0.0, value=54.0, limit=60.0))
    clear = photo_of("clear", 90.0, result("HL104", 0.0, value=6.0, limit=60.0))
    found = ranked(close, clear)
    assert [each.path for each in found.photos] == ["clear", "close"]
    assert [(reason.code, reason.points) for reason in found.photos[1].reasons] == [("HL104", 1.6)]


def test_a_photo_of_which_hardly_anything_was_judged_comes_last() -> None:
    names = [f"HL1{number:02}" for number in range(8)]
    seen = photo_of("seen", 30.0, *(result(name, 5.0) for name in names))
    skipped = {"status": "skip", "score": None, "reason": "the landmarks could not be found"}
    unseen = photo_of(
        "unseen",
        100.0,
        *(result(name, 0.0) for name in names[:3]),
        *(result(name, 0.0, **skipped) for name in names[3:]),
    )
    assert [each.path for each in ranked(unseen, seen).photos] == ["seen", "unseen"]


def test_equal_photos_are_ordered_by_their_names() -> None:
    found = ranked(photo("b", 49, HL108=1.0), photo("a", 49, HL108=1.0))
    assert [each.path for each in found.photos] == ["a", "b"]


def test_reasons_are_the_rules_that_differ_from_the_best_weightiest_first() -> None:
    best = photo("best", 90, HL101=1.0, HL102=2.0, HL103=0.0)
    other = photo("other", 80, HL101=4.0, HL102=2.2, HL103=8.0)
    found = ranked(best, other)
    reasons = [(reason.code, reason.points) for reason in found.photos[1].reasons]
    assert reasons == [("HL103", 8.0), ("HL101", 3.0)]
    assert [(r.code, r.points) for r in found.best.reasons] == [("HL103", -8.0), ("HL101", -3.0)]
    assert found.photos[1].reasons[0].message == "HL103 of 8"


def test_files_of_one_picture_are_named_with_the_better_one_first() -> None:
    found = ranked(photo("a", 60), photo("b", 80), photo("c", 70), same=(("a", "b"),))
    assert found.groups == (("b", "a"),)
    assert {each.path: each.like for each in found.photos} == {"b": None, "c": None, "a": "b"}


def test_one_photo_is_the_best_without_a_reason() -> None:
    found = ranked(photo("a", 60))
    assert found.best.reasons == ()
    with pytest.raises(ValueError, match="no photos"):
        _ = ranked().best


@pytest.mark.model
def test_a_batch_of_pictures_is_ordered_and_named() -> None:
    from skimage import data

    good = Image.fromarray(data.astronaut())
    dark = Image.fromarray((np.asarray(good) // 8).astype(np.uint8))
    found = rank([dark, good, good.copy()])
    assert {each.path for each in found.photos[:2]} == {"<image 2>", "<image 3>"}
    assert found.photos[2].path == "<image 1>"
    assert found.photos[1].like == found.photos[0].path
