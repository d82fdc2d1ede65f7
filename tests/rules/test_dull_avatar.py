from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Confidence, Facts, Status
from headshot_lint.model.facts.avatar import Avatar
from headshot_lint_rules.dull_avatar import DullAvatar


def facts(feature_ev: float, outline_de: float | None) -> Facts:
    avatar = Avatar(
        circle_px=32,
        square_px=32,
        largest_px=128,
        eye_gap_share=0.18,
        readings=(),
        feature_contrast_ev=feature_ev,
        figure_ground_de=outline_de,
    )
    subject = SimpleNamespace(box=Box(10, 10, 40, 50))
    return cast("Facts", SimpleNamespace(avatar=avatar, subject=subject))


@pytest.mark.parametrize(
    ("feature_ev", "outline_de", "status", "word"),
    [
        (2.0, 40.0, Status.PASS, "stops"),
        (0.7, 40.0, Status.FAIL, "stops"),
        (2.0, 6.0, Status.FAIL, "background"),
        (2.0, None, Status.PASS, "stops"),
    ],
    ids=["clear", "flat features", "head melts into background", "no background seen"],
)
def test_the_weaker_contrast_decides(
    feature_ev: float, outline_de: float | None, status: Status, word: str
) -> None:
    verdict = DullAvatar().check(facts(feature_ev, outline_de))
    assert verdict.status is status
    assert word in verdict.message
    assert verdict.confidence is Confidence.LOW


def test_the_value_is_in_minima() -> None:
    assert DullAvatar().check(facts(1.5, 9.0)).value == pytest.approx(0.75)
