from __future__ import annotations

from types import SimpleNamespace

import pytest

from headshot_lint.api import Box, Status, Verdict
from headshot_lint.model.facts import Eyes
from headshot_lint.model.facts.eyes import Eye
from headshot_lint_rules.eyes_closed import EyesClosed

OPEN = (0.28, 0.1)


def judged(right: tuple[float, float], left: tuple[float, float] = OPEN) -> Verdict:
    eyes = Eyes(
        judged=tuple(
            Eye(side=side, lid_gap=gap, blink=blink, contrast_stops=3.0, box=Box(x, 0, 9, 9))
            for x, (side, (gap, blink)) in enumerate({"right": right, "left": left}.items())
        ),
        magnification=1.0,
    )
    return EyesClosed().check(SimpleNamespace(eyes=eyes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lid_gap", "blink", "status"),
    [
        pytest.param(0.28, 0.1, Status.PASS, id="open"),
        pytest.param(0.17, 0.35, Status.PASS, id="laughing"),
        pytest.param(0.18, 0.1, Status.PASS, id="narrow"),
        pytest.param(0.27, 0.6, Status.PASS, id="looking-down"),
        pytest.param(0.05, 0.7, Status.FAIL, id="shut"),
        pytest.param(0.12, 0.5, Status.FAIL, id="half-shut"),
    ],
)
def test_verdict(lid_gap: float, blink: float, status: Status) -> None:
    assert judged((lid_gap, blink), (lid_gap, blink)).status is status


def test_one_shut_eye_is_enough_and_is_the_one_shown() -> None:
    verdict = judged(OPEN, (0.05, 0.7))
    assert verdict.status is Status.FAIL
    assert "left eye" in verdict.message
    assert verdict.regions[0].x == 1
