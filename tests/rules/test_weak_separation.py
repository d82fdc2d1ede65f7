from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Facts, Missing, Status
from headshot_lint.model.facts.background import Background
from headshot_lint_rules.weak_separation import WeakSeparation

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
    ("share", "status"),
    [(0.0, Status.PASS), (0.2, Status.PASS), (0.21, Status.FAIL), (1.0, Status.FAIL)],
)
def test_the_faint_share_decides(share: float, status: Status) -> None:
    verdict = WeakSeparation().check(facts(weak_outline_share=share))
    assert verdict.status is status
    assert verdict.value == pytest.approx(100 * share)


def test_without_an_outline_there_is_no_verdict() -> None:
    with pytest.raises(Missing, match="outline"):
        WeakSeparation().check(facts(weak_outline_share=None, hair_de=None))
