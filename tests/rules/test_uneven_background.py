from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Facts, Status
from headshot_lint.model.facts.background import Background
from headshot_lint_rules.uneven_background import UnevenBackground

STUDIO = Background(
    frame_share=0.4,
    edge_share=0.0,
    softness=0.8,
    text_share=0.0,
    spread_de=2.0,
    spread_p95_de=5.0,
    left_right_l=1.0,
    median_lab=(70.0, 0.0, 0.0),
    hair_de=40.0,
    shoulder_de=30.0,
    weak_outline_share=0.0,
    shadow_ev=0.0,
)


def facts(**changes: object) -> Facts:
    return cast("Facts", SimpleNamespace(background=replace(STUDIO, **changes)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("spread_de", "status"),
    [(0.0, Status.PASS), (6.0, Status.PASS), (6.1, Status.FAIL), (30.0, Status.FAIL)],
)
def test_the_mean_difference_decides(spread_de: float, status: Status) -> None:
    assert UnevenBackground().check(facts(spread_de=spread_de)).status is status


@pytest.mark.parametrize(
    ("left_right_l", "words"),
    [(12.0, "right side is darker by 12"), (-12.0, "left side is darker by 12")],
)
def test_the_darker_side_is_named(left_right_l: float, words: str) -> None:
    verdict = UnevenBackground().check(facts(spread_de=9.0, left_right_l=left_right_l))
    assert words in verdict.message


@pytest.mark.parametrize("left_right_l", [None, 2.0])
def test_like_sides_are_not_mentioned(left_right_l: float | None) -> None:
    verdict = UnevenBackground().check(facts(spread_de=9.0, left_right_l=left_right_l))
    assert "side" not in verdict.message


def test_it_is_off_by_default() -> None:
    assert UnevenBackground.severity is None
