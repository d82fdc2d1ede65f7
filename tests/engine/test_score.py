from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headshot_lint.engine.score import FAIL_CAP, Judged, score_photo
from headshot_lint.model.verdict import Category, Severity, Status

WEIGHTS = {Category.FACE: 0.8, Category.LIGHTING: 0.5, Category.RENDER: 0.1}


def judged(
    code: str,
    score: int | None,
    *,
    points: float = 20.0,
    category: Category = Category.FACE,
    severity: Severity = Severity.WARNING,
) -> Judged:
    status = Status.SKIP if score is None else Status.FAIL if score < 50 else Status.PASS
    return Judged(code, category, severity, status, points, score)


def test_flawless_photo_scores_100() -> None:
    total = score_photo(
        [judged("HL101", 100), judged("HL201", 100, category=Category.LIGHTING)], WEIGHTS
    )
    assert total.score == 100
    assert total.categories == {Category.FACE: 100, Category.LIGHTING: 100, Category.RENDER: None}


def test_points_lost_follow_from_points_score_and_weight_of_the_category() -> None:
    total = score_photo(
        [judged("HL107", 50), judged("HL201", 100, category=Category.LIGHTING)], WEIGHTS
    )
    # 20 points at half score are 10 of the face's 100, and the face can cost 80 of the photo's.
    assert total.points_lost["HL107"] == pytest.approx(8, abs=0.01)
    assert total.score == pytest.approx(92, abs=0.05)


def test_a_category_costs_its_weight_at_most() -> None:
    total = score_photo([judged("HL107", 0, points=90), judged("HL110", 0, points=90)], WEIGHTS)
    assert total.categories[Category.FACE] == 0
    assert total.score == pytest.approx(20, abs=0.05)


def test_a_photo_has_no_more_than_100_points_to_lose() -> None:
    ruined = [
        judged("HL107", 0, points=100),
        judged("HL203", 0, points=100, category=Category.LIGHTING),
    ]
    total = score_photo(ruined, WEIGHTS)
    assert total.score == 0
    assert sum(total.points_lost.values()) == pytest.approx(100, abs=0.05)


def test_skipped_rule_weighs_nothing() -> None:
    alone = score_photo([judged("HL107", 60)], WEIGHTS)
    beside = score_photo([judged("HL107", 60), judged("HL108", None)], WEIGHTS)
    assert alone == beside


def test_failing_error_caps_the_score() -> None:
    total = score_photo([judged("HL108", 40, severity=Severity.ERROR)], WEIGHTS)
    assert total.score == FAIL_CAP
    assert total.points_lost["HL108"] == pytest.approx(9.6)


def test_nothing_measured_scores_0() -> None:
    assert score_photo([judged("HL108", None)], WEIGHTS).score == 0


@given(
    st.lists(
        st.tuples(st.integers(0, 100), st.floats(0, 100), st.sampled_from(list(WEIGHTS))),
        min_size=1,
        max_size=12,
    )
)
def test_points_lost_add_up_to_what_is_missing(rows: list[tuple[int, float, Category]]) -> None:
    results = [
        judged(f"HL{i:03}", score, points=points, category=category)
        for i, (score, points, category) in enumerate(rows)
    ]
    total = score_photo(results, WEIGHTS)
    measured = any(value is not None for value in total.categories.values())
    missing = 100 - total.score if measured else 0
    assert sum(total.points_lost.values()) == pytest.approx(missing, abs=0.2)


@given(st.integers(0, 99), st.floats(1, 50))
def test_a_better_result_never_lowers_the_score(score: int, points: float) -> None:
    worse = score_photo([judged("HL107", score, points=points)], WEIGHTS).score
    assert score_photo([judged("HL107", score + 1, points=points)], WEIGHTS).score >= worse
