from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Confidence, Facts, Status
from headshot_lint.model.facts.background import Background
from headshot_lint_rules.cluttered_background import ClutteredBackground

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
    ("edge_share", "status"),
    [(0.0, Status.PASS), (0.03, Status.PASS), (0.031, Status.FAIL), (0.3, Status.FAIL)],
    ids=["wall", "at the limit", "just over", "foliage"],
)
def test_hard_edges_decide(edge_share: float, status: Status) -> None:
    verdict = ClutteredBackground().check(facts(edge_share=edge_share))
    assert verdict.status is status
    assert verdict.value == pytest.approx(100 * edge_share)


def test_a_blurred_scene_of_many_colours_passes() -> None:
    blurred = facts(edge_share=0.005, spread_de=15.0, softness=0.9)
    assert ClutteredBackground().check(blurred).status is Status.PASS


def test_lettering_is_named() -> None:
    assert (
        "lettering" in ClutteredBackground().check(facts(edge_share=0.1, text_share=0.03)).message
    )


def test_little_background_lowers_the_confidence() -> None:
    assert ClutteredBackground().check(facts(frame_share=0.05)).confidence is Confidence.MEDIUM
    assert ClutteredBackground().check(facts()).confidence is Confidence.HIGH
