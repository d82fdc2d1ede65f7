from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Facts, Status
from headshot_lint.model.facts.exposure import Exposure
from headshot_lint_rules.flat_contrast import FlatContrast


def facts(lightness_range: float) -> Facts:
    exposure = Exposure(
        white_ev=-1.0,
        darker_eye_ev=-1.4,
        level_ev=-0.4,
        burnt_share=0.0,
        crushed_share=0.0,
        lightness_range=lightness_range,
        entropy_bits=5.0,
        shadow_noise=0.5,
        face_over_scene_ev=0.0,
    )
    subject = SimpleNamespace(box=Box(10, 20, 30, 40))
    return cast("Facts", SimpleNamespace(exposure=exposure, subject=subject))


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (65.0, Status.PASS),
        (44.0, Status.PASS),
        (25.0, Status.FAIL),
    ],
    ids=["ordinary", "at the limit", "haze"],
)
def test_the_limit_decides(value: float, status: Status) -> None:
    verdict = FlatContrast().check(facts(value))
    assert verdict.status is status
    assert verdict.value == value
    assert (verdict.score is not None and verdict.score < 50) is (status is Status.FAIL)
