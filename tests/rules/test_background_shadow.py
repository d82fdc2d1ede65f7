from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Confidence, Facts, Missing, Severity, Status
from headshot_lint.model.facts.background import Background
from headshot_lint_rules.background_shadow import BackgroundShadow

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
    ("drop_ev", "status"), [(0.0, Status.PASS), (0.5, Status.PASS), (0.6, Status.FAIL)]
)
def test_the_drop_decides(drop_ev: float, status: Status) -> None:
    assert BackgroundShadow().check(facts(shadow_ev=drop_ev)).status is status


def test_a_scene_is_not_judged() -> None:
    with pytest.raises(Missing, match="wall"):
        BackgroundShadow().check(facts(shadow_ev=None))


def test_it_is_a_hint_of_low_confidence() -> None:
    assert BackgroundShadow.severity is Severity.HINT
    assert BackgroundShadow().check(facts()).confidence is Confidence.LOW
