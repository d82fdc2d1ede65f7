from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from headshot_lint.api import Box, Confidence, Missing, Status, Verdict
from headshot_lint.model.facts import Eyes, Impression
from headshot_lint.model.facts.eyes import Eye
from headshot_lint_rules.eyes_hidden import EyesHidden, EyesHiddenOptions

LIMITS = EyesHiddenOptions(best=10.0, limit=60.0, worst=90.0)
BOXES = (Box(0, 0, 9, 9, "right"), Box(20, 0, 9, 9, "left"))


def judged(
    seen: Impression,
    *stops: float | None,
    lid_gap: float = 0.27,
    blink: float = 0.1,
    magnification: float = 1.0,
    options: EyesHiddenOptions = LIMITS,
) -> Verdict:
    eyes = tuple(
        Eye(side=box.label, lid_gap=lid_gap, blink=blink, contrast_stops=range_ev, box=box)
        for box, range_ev in zip(BOXES, stops or (3.5, 4.0), strict=False)
    )
    facts = SimpleNamespace(impression=seen, eyes=Eyes(judged=eyes, magnification=magnification))
    return EyesHidden(options).check(facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hidden", "status", "score"),
    [
        pytest.param(0.1, Status.PASS, 100, id="bare-eyes"),
        pytest.param(0.6, Status.PASS, 50, id="at-the-limit"),
        pytest.param(0.601, Status.FAIL, 49, id="just-beyond"),
        pytest.param(0.9, Status.FAIL, 0, id="sunglasses"),
    ],
)
def test_the_sureness_decides(
    impression: Callable[..., Impression], hidden: float, status: Status, score: int
) -> None:
    verdict = judged(impression(eyes=hidden))
    assert (verdict.status, verdict.score) == (status, score)
    assert verdict.value == pytest.approx(100 * hidden)
    assert verdict.limit == 60.0


@pytest.mark.parametrize(
    "stops",
    [
        pytest.param((3.5, 4.0), id="bright-eyes"),
        pytest.param((0.5, 0.7), id="no-contrast"),
        pytest.param((3.5, 0.6), id="one-eye-without"),
        pytest.param((None, 3.0), id="one-eye-beyond-the-frame"),
        pytest.param((None, None), id="nothing-measured"),
        pytest.param((3.0,), id="turned-head"),
    ],
)
def test_the_range_of_light_is_named_and_decides_nothing(
    impression: Callable[..., Impression], stops: tuple[float | None, ...]
) -> None:
    assert judged(impression(eyes=0.2), *stops).status is Status.PASS
    assert judged(impression(eyes=0.8), *stops).status is Status.FAIL


def test_other_faults_are_left_to_others(impression: Callable[..., Impression]) -> None:
    assert judged(impression(gaze=1.0, cover=1.0, blur=1.0)).score == 100


def test_default_limits_tell_seen_from_hidden(impression: Callable[..., Impression]) -> None:
    default = EyesHiddenOptions()
    assert judged(impression(eyes=0.0), options=default).score == 100
    assert judged(impression(eyes=1.0), options=default).score == 0


def test_messages_carry_the_numbers(impression: Callable[..., Impression]) -> None:
    seen, hidden = impression(eyes=0.123), impression(eyes=0.823)
    assert judged(seen, 3.5, 4.0).message == (
        "The eyes are visible (3.5 EV between iris and white, 12 % sure of hidden ones)."
    )
    assert judged(hidden, 0.74, None).message == (
        "The eyes can hardly be seen (0.7 EV between iris and white, 82 % sure, limit 60)."
    )


def test_what_was_not_measured_is_not_named(impression: Callable[..., Impression]) -> None:
    seen, hidden = impression(eyes=0.123), impression(eyes=0.823)
    assert judged(seen, None, None).message == "The eyes are visible (12 % sure of hidden ones)."
    assert judged(hidden, None, None).message == (
        "The eyes can hardly be seen (82 % sure, limit 60)."
    )


@pytest.mark.parametrize("hidden", [0.0, 0.6], ids=["seen", "at-the-limit"])
def test_closed_eyes_are_another_rule(impression: Callable[..., Impression], hidden: float) -> None:
    with pytest.raises(Missing, match="the eyes are closed"):
        judged(impression(eyes=hidden), lid_gap=0.05, blink=0.7)


def test_closed_eyes_hide_no_sunglasses(impression: Callable[..., Impression]) -> None:
    verdict = judged(impression(eyes=0.601), lid_gap=0.05, blink=0.7)
    assert verdict.status is Status.FAIL


def test_half_closed_eyes_are_judged(impression: Callable[..., Impression]) -> None:
    seen = impression(eyes=0.2)
    assert judged(seen, lid_gap=0.25, blink=0.7).status is Status.PASS
    with pytest.raises(Missing, match="closed"):
        judged(seen, lid_gap=0.24, blink=0.7)


def test_both_eyes_are_shown(impression: Callable[..., Impression]) -> None:
    hidden = judged(impression(eyes=0.8))
    assert hidden.regions == BOXES
    assert "sunglasses" in hidden.advice
    assert "sunglasses" in hidden.prompt_advice.avoid
    assert judged(impression(eyes=0.8), 3.0).regions == BOXES[:1]
    seen = judged(impression(eyes=0.2))
    assert (seen.regions, seen.advice) == ((), "")


@pytest.mark.parametrize("hidden", [0.2, 0.8])
def test_small_faces_lower_the_confidence(
    impression: Callable[..., Impression], hidden: float
) -> None:
    seen = impression(eyes=hidden)
    assert judged(seen, magnification=2.1).confidence is Confidence.LOW
    assert judged(seen, magnification=2.0).confidence is Confidence.MEDIUM
