from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest

from headshot_lint.api import Confidence, Missing, PromptAdvice, Status, Verdict
from headshot_lint.model.facts import Background, Impression
from headshot_lint_rules.cluttered_background import (
    ClutteredBackground,
    ClutteredBackgroundOptions,
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
LIMITS = ClutteredBackgroundOptions(best=10.0, limit=60.0, worst=90.0)


def judged(
    seen: Impression, options: ClutteredBackgroundOptions = LIMITS, **changes: object
) -> Verdict:
    facts = SimpleNamespace(impression=seen, background=replace(STUDIO, **changes))  # type: ignore[arg-type]
    return ClutteredBackground(options).check(facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("busy", "status", "score"),
    [
        pytest.param(0.1, Status.PASS, 100, id="wall"),
        pytest.param(0.6, Status.PASS, 50, id="at-the-limit"),
        pytest.param(0.601, Status.FAIL, 49, id="just-beyond"),
        pytest.param(0.9, Status.FAIL, 0, id="foliage"),
    ],
)
def test_the_sureness_decides(
    impression: Callable[..., Impression], busy: float, status: Status, score: int
) -> None:
    verdict = judged(impression(busy=busy))
    assert (verdict.status, verdict.score) == (status, score)
    assert verdict.value == pytest.approx(100 * busy)
    assert verdict.limit == 60.0


@pytest.mark.parametrize("edge_share", [0.0, 0.3])
def test_hard_edges_are_named_and_decide_nothing(
    impression: Callable[..., Impression], edge_share: float
) -> None:
    assert judged(impression(busy=0.2), edge_share=edge_share).status is Status.PASS
    assert judged(impression(busy=0.8), edge_share=edge_share).status is Status.FAIL


def test_other_faults_are_left_to_others(impression: Callable[..., Impression]) -> None:
    assert judged(impression(blur=1.0, harsh=1.0, several=1.0)).score == 100


def test_default_limits_tell_calm_from_busy(impression: Callable[..., Impression]) -> None:
    default = ClutteredBackgroundOptions()
    assert judged(impression(busy=0.0), default).score == 100
    assert judged(impression(busy=1.0), default).score == 0


def test_messages_carry_the_numbers(impression: Callable[..., Impression]) -> None:
    calm = judged(impression(busy=0.2), edge_share=0.0046, text_share=0.03)
    assert calm.message == "The background is calm: hard edges cover 0.5 % of it."
    assert (calm.advice, calm.prompt_advice) == ("", PromptAdvice())
    busy = judged(impression(busy=0.823), edge_share=0.1)
    assert busy.message == (
        "The background is busy: hard edges cover 10 % of it (82 % sure, limit 60)."
    )
    assert "plain wall" in busy.advice
    assert "cluttered background" in busy.prompt_advice.avoid


@pytest.mark.parametrize(("text_share", "named"), [(0.0, False), (0.01, False), (0.011, True)])
def test_lettering_is_named(
    impression: Callable[..., Impression], text_share: float, named: bool
) -> None:
    verdict = judged(impression(busy=0.8), edge_share=0.1, text_share=text_share)
    assert ("hard edges, among them lettering, cover 10 %" in verdict.message) is named
    assert ("lettering" in verdict.message) is named


@pytest.mark.parametrize("busy", [0.2, 0.8])
def test_little_background_lowers_the_confidence(
    impression: Callable[..., Impression], busy: float
) -> None:
    seen = impression(busy=busy)
    assert judged(seen, frame_share=0.099).confidence is Confidence.MEDIUM
    assert judged(seen, frame_share=0.1).confidence is Confidence.HIGH


def test_where_the_person_fills_the_frame_the_head_alone_decides(
    impression: Callable[..., Impression],
) -> None:
    class Close:
        impression: Impression

        @property
        def background(self) -> Background:
            raise Missing("the person fills the frame")

    facts = Close()
    facts.impression = impression(busy=0.8)
    verdict = ClutteredBackground(LIMITS).check(facts)  # type: ignore[arg-type]
    assert verdict.message == "The background is busy (80 % sure, limit 60)."
    assert verdict.confidence is Confidence.MEDIUM
