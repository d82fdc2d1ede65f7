from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Facts, Status
from headshot_lint.model.facts.background import Background
from headshot_lint_rules.coloured_background import ColouredBackground

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
    ("lab", "status"),
    [
        ((95.0, 0.0, 1.0), Status.PASS),
        ((50.0, 0.0, 0.0), Status.PASS),
        ((5.0, 1.0, -1.0), Status.PASS),
        ((60.0, 10.0, 5.0), Status.PASS),
        ((45.0, 5.0, -40.0), Status.FAIL),
    ],
    ids=["white", "grey", "black", "warm grey", "blue"],
)
def test_chroma_decides_and_lightness_does_not(
    lab: tuple[float, float, float], status: Status
) -> None:
    assert ColouredBackground().check(facts(median_lab=lab)).status is status


def test_it_is_off_by_default() -> None:
    assert ColouredBackground.severity is None
