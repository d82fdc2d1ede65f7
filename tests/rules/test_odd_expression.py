from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from headshot_lint.api import Box, Confidence, Status, Verdict
from headshot_lint.model.facts import Expression, Impression
from headshot_lint_rules.odd_expression import OddExpression, OddExpressionOptions

CALM = dict.fromkeys(
    ("smile", "open_mouth", "pucker", "sideways", "wink", "rolled_lips", "stare"), 0.0
)
LIMITS = OddExpressionOptions(best=10.0, limit=60.0, worst=90.0)
MOUTH = Box(10, 20, 30, 40)


def judged(seen: Impression, options: OddExpressionOptions = LIMITS, **cues: float) -> Verdict:
    expression = Expression(**{**CALM, **cues}, mouth=MOUTH)
    facts = SimpleNamespace(expression=expression, impression=seen)
    return OddExpression(options).check(facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("odd", "status", "score"),
    [
        pytest.param(0.1, Status.PASS, 100, id="calm"),
        pytest.param(0.6, Status.PASS, 50, id="at-the-limit"),
        pytest.param(0.601, Status.FAIL, 49, id="just-beyond"),
        pytest.param(0.9, Status.FAIL, 0, id="grimace"),
    ],
)
def test_the_sureness_decides(
    impression: Callable[..., Impression], odd: float, status: Status, score: int
) -> None:
    verdict = judged(impression(expression=odd))
    assert (verdict.status, verdict.score) == (status, score)
    assert verdict.value == pytest.approx(100 * odd)
    assert verdict.limit == 60.0


@pytest.mark.parametrize(
    "cues",
    [
        pytest.param({}, id="calm"),
        pytest.param({"smile": 1.0}, id="smile"),
        pytest.param({"open_mouth": 1.0, "stare": 1.0}, id="all-agape"),
    ],
)
def test_cues_are_named_and_decide_nothing(
    impression: Callable[..., Impression], cues: dict[str, float]
) -> None:
    assert judged(impression(expression=0.2), **cues).status is Status.PASS
    assert judged(impression(expression=0.8), **cues).status is Status.FAIL


def test_other_faults_are_left_to_others(impression: Callable[..., Impression]) -> None:
    assert judged(impression(eyes=1.0, gaze=1.0, cover=1.0)).score == 100


def test_default_limits_tell_calm_from_odd(impression: Callable[..., Impression]) -> None:
    default = OddExpressionOptions()
    assert judged(impression(expression=0.0), default).score == 100
    assert judged(impression(expression=1.0), default).score == 0


def test_messages_carry_the_numbers(impression: Callable[..., Impression]) -> None:
    calm = judged(impression(expression=0.123), open_mouth=0.6)
    assert calm.message == "The expression suits a portrait (12 % sure of an odd one)."
    assert (calm.regions, calm.advice) == ((), "")
    odd = judged(impression(expression=0.823))
    assert odd.message == "The expression is odd (82 % sure, limit 60)."
    assert odd.regions == (MOUTH,)
    assert "calm face" in odd.advice
    assert "grimace" in odd.prompt_advice.avoid


@pytest.mark.parametrize(
    ("cues", "named"),
    [
        pytest.param({"open_mouth": 0.6}, "odd: mouth open without a smile (", id="talking"),
        pytest.param({"pucker": 0.9}, "odd: puckered lips (", id="kiss"),
        pytest.param({"wink": 0.8, "sideways": 0.3}, "odd: one eye winking (", id="wink"),
        pytest.param({"stare": 0.7}, "odd: eyes wide open (", id="stare"),
        pytest.param({"rolled_lips": 0.2, "sideways": 0.1}, "odd: lips drawn in (", id="pressed"),
        pytest.param({"sideways": 0.11}, "odd: mouth pulled to one side (", id="just-clear"),
        pytest.param({"sideways": 0.1}, "odd (", id="not-clear"),
        pytest.param({"smile": 1.0}, "odd (", id="a-smile-is-no-cue"),
    ],
)
def test_message_names_the_strongest_cue_where_it_is_clear(
    impression: Callable[..., Impression], cues: dict[str, float], named: str
) -> None:
    assert named in judged(impression(expression=0.8), **cues).message


@pytest.mark.parametrize("odd", [0.0, 1.0])
def test_never_more_than_medium_confidence(
    impression: Callable[..., Impression], odd: float
) -> None:
    assert judged(impression(expression=odd)).confidence is Confidence.MEDIUM
