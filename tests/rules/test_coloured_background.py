from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Facts, Status
from headshot_lint.model.facts.background import Background
from headshot_lint_rules.coloured_background import (
    ColouredBackground,
    ColouredBackgroundOptions,
)

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


BRAND = ColouredBackground(ColouredBackgroundOptions(colour="#0057b8", tolerance_de=10.0))


@pytest.mark.parametrize(
    ("lab", "status"),
    [
        ((37.7, 9.0, -55.0), Status.PASS),
        ((44.0, 6.0, -54.0), Status.PASS),
        ((60.0, 0.0, -50.0), Status.FAIL),
        ((70.0, 0.0, 0.0), Status.FAIL),
    ],
    ids=["the very colour", "a little lighter", "sky blue", "grey"],
)
def test_a_house_style_may_ask_for_a_colour(
    lab: tuple[float, float, float], status: Status
) -> None:
    verdict = BRAND.check(facts(median_lab=lab))
    assert verdict.status is status
    assert (verdict.unit, verdict.limit) == ("dE", 10.0)
    assert "#0057b8" in verdict.message


@pytest.mark.parametrize("colour", ["blue", "#05b", "0057b8", "#0057bg"])
def test_a_colour_is_a_code(colour: str) -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        ColouredBackgroundOptions().changed({"colour": colour})
