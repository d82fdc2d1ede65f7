from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Confidence, Facts, Status
from headshot_lint.model.facts.light import KeyLight, Light
from headshot_lint_rules.hard_shadows import HardShadows


def facts(edge_ev: float) -> Facts:
    light = Light(
        spread_ev=0.4,
        left_right_ev=0.6,
        top_bottom_ev=0.1,
        brightest="left cheek",
        darkest="right lower cheek",
        shadow_edge_ev=edge_ev,
        background_over_face_ev=0.3,
        specular_share=0.02,
        key=KeyLight.SIDE,
    )
    subject = SimpleNamespace(box=Box(10, 20, 30, 40))
    return cast("Facts", SimpleNamespace(light=light, subject=subject))


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (0.4, Status.PASS),
        (1.3, Status.PASS),
        (1.8, Status.FAIL),
    ],
    ids=["soft", "at the limit", "sun through leaves"],
)
def test_the_limit_decides(value: float, status: Status) -> None:
    verdict = HardShadows().check(facts(value))
    assert verdict.status is status
    assert verdict.value == value
    assert (verdict.score is not None and verdict.score < 50) is (status is Status.FAIL)


def test_weak_agreement_means_low_confidence() -> None:
    assert HardShadows().check(facts(1.8)).confidence is Confidence.LOW
