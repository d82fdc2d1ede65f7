"""What the tables on crops and orders count."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
pytest.importorskip("sklearn", reason="the evaluation needs the dependency group `evaluate`")
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "fixtures")]

from evaluation.agreement import Share  # noqa: E402
from mending import crops, orders  # noqa: E402

from headshot_lint.engine.report import PhotoReport  # noqa: E402


def report(**scores: int | None) -> PhotoReport:
    """A photograph with scores by code; None was skipped, below 50 fails."""

    def result(code: str, score: int | None) -> dict[str, Any]:
        status = "skip" if score is None else "pass" if score >= 50 else "fail"
        return {
            "code": code, "name": code.lower(), "category": "face", "severity": "warning",
            "status": status, "confidence": "high", "value": None, "unit": "", "limit": None,
            "score": score, "points_lost": 0.0, "message": "", "advice": "", "prompt_advice": {},
            "reason": "hidden" if score is None else None, "fixable": False,
        }  # fmt: skip

    return PhotoReport.model_validate(
        {
            "path": "0", "sha256": None, "width": 1, "height": 1, "bytes": 1, "format": "JPEG",
            "verdict": "pass", "score": 50, "kind": "headshot", "categories": {},
            "smallest_legible_px": None,
            "results": [result(code, score) for code, score in scores.items()],
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        ({"HL104": 100}, {"HL104": 90}, True),
        ({"HL104": 100}, {"HL104": 91}, False),
        ({"HL104": 100, "HL203": 60}, {"HL104": 20, "HL203": 60}, True),
        ({"HL104": 100}, {"HL104": None}, False),
        ({"HL104": 0}, {"HL104": 0}, False),
        ({"HL104": 100, "HL999": 100}, {"HL104": 100, "HL999": 0}, False),
    ],
)
def test_a_fault_is_seen_where_a_rule_of_its_own_reacts(
    before: dict[str, int | None], after: dict[str, int | None], seen: bool
) -> None:
    assert orders._sees(report(**before), report(**after), ("HL104", "HL203")) is seen


def test_a_photograph_is_free_of_a_fault_where_its_rules_judge_and_none_fails() -> None:
    assert orders._is_free(report(HL104=80, HL203=None), ("HL104", "HL203"))
    assert not orders._is_free(report(HL104=80, HL203=20), ("HL104", "HL203"))
    assert not orders._is_free(report(HL104=None), ("HL104",))


def test_keys_of_photographs_follow_the_order_of_rank() -> None:
    worst_first = [report(HL104=20), report(HL104=60)]
    scored = [
        photo.model_copy(update={"score": score})
        for photo, score in zip(worst_first, (40.0, 80.0), strict=True)
    ]
    worse, better = orders._keys(scored)
    assert better > worse


def test_what_keeps_a_photograph_from_passing_is_counted_with_whether_it_was_so_before() -> None:
    tight: dict[str, Any] = {
        "failing": [("HL407 no-shoulders", "hint")], "was": [("HL407 no-shoulders", "hint")],
    }  # fmt: skip
    cut: dict[str, Any] = {"refused": ["HL405 head-cut"], "was": []}
    small: dict[str, Any] = {"refused": ["HL002 low-resolution"], "was": []}
    assert crops._reasons([tight, cut], [tight, cut, small]) == (
        ("HL405 head-cut", "no crop", 1, 0, 1),
        ("HL407 no-shoulders", "hint", 1, 1, 1),
        ("HL002 low-resolution", "no crop", 0, 0, 1),
    )


def test_an_enlarged_photograph_is_counted_apart() -> None:
    whole = {"pixels": True, "space": True, "chin": True, "forehead": True, "failing": []}
    seen: dict[str, dict[str, Any]] = {
        "sharp": {**whole, "was": [("HL403 off-centre", "warning")]},
        "enlarged": {
            **whole,
            "was": [("HL006 upscaled", "warning")],
            "failing": [("HL006 upscaled", "warning")],
        },
    }
    rows = {row[0]: row for row in crops.sections(seen)[0].rows}
    large, sharp = rows["large enough"], rows["... not enlarged"]
    assert (large[1], large[3]) == (2, Share(1, 2))
    assert (sharp[1], sharp[3]) == (1, Share(1, 1))
