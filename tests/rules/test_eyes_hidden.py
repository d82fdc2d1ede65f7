from __future__ import annotations

from types import SimpleNamespace

import pytest

from headshot_lint.api import Box, Confidence, Missing, Status, Verdict
from headshot_lint.model.facts import Eyes
from headshot_lint.model.facts.eyes import Eye
from headshot_lint_rules.eyes_hidden import EyesHidden


def judged(
    *stops: float | None, lid_gap: float = 0.27, blink: float = 0.1, magnification: float = 1.0
) -> Verdict:
    eyes = tuple(
        Eye(side=side, lid_gap=lid_gap, blink=blink, contrast_stops=seen, box=Box(0, 0, 9, 9))
        for side, seen in zip(("right", "left"), stops, strict=False)
    )
    facts = SimpleNamespace(eyes=Eyes(judged=eyes, magnification=magnification))
    return EyesHidden().check(facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stops", "status"),
    [
        pytest.param((3.5, 4.0), Status.PASS, id="bare-eyes"),
        pytest.param((2.0, 2.2), Status.PASS, id="clear-glasses"),
        pytest.param((1.3, 1.3), Status.PASS, id="at-the-limit"),
        pytest.param((0.5, 0.7), Status.FAIL, id="sunglasses"),
        pytest.param((3.5, 0.6), Status.FAIL, id="hair-over-one-eye"),
        pytest.param((None, 3.0), Status.PASS, id="one-eye-beyond-the-frame"),
        pytest.param((3.0,), Status.PASS, id="turned-head"),
    ],
)
def test_verdict(stops: tuple[float | None, ...], status: Status) -> None:
    assert judged(*stops).status is status


@pytest.mark.parametrize(
    ("stops", "lid_gap", "blink", "reason"),
    [
        pytest.param((0.5, 0.5), 0.05, 0.7, "closed", id="closed-is-another-rule"),
        pytest.param((None, None), 0.27, 0.1, "beyond the frame", id="nothing-measured"),
    ],
)
def test_no_verdict(
    stops: tuple[float | None, ...], lid_gap: float, blink: float, reason: str
) -> None:
    with pytest.raises(Missing, match=reason):
        judged(*stops, lid_gap=lid_gap, blink=blink)


def test_small_faces_lower_the_confidence() -> None:
    assert judged(0.5, 0.5, magnification=3.0).confidence is Confidence.LOW
