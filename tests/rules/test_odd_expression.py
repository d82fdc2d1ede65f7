from __future__ import annotations

from types import SimpleNamespace

import pytest

from headshot_lint.api import Box, Status, Verdict
from headshot_lint.model.facts import Expression
from headshot_lint_rules.odd_expression import OddExpression

CALM = dict.fromkeys(
    ("smile", "open_mouth", "pucker", "sideways", "wink", "rolled_lips", "stare"), 0.0
)


def judged(**cues: float) -> Verdict:
    expression = Expression(**{**CALM, **cues}, mouth=Box(0, 0, 9, 9))
    return OddExpression().check(SimpleNamespace(expression=expression))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cues",
    [
        pytest.param({}, id="calm"),
        pytest.param({"smile": 1.0}, id="smile"),
        pytest.param({"sideways": 0.2}, id="crooked-smile"),
    ],
)
def test_suitable(cues: dict[str, float]) -> None:
    assert judged(**cues).status is Status.PASS


@pytest.mark.parametrize(
    ("cues", "words"),
    [
        pytest.param({"open_mouth": 0.6}, "mouth open", id="talking"),
        pytest.param({"pucker": 0.9}, "puckered", id="kiss"),
        pytest.param({"wink": 0.8, "sideways": 0.3}, "winking", id="wink"),
        pytest.param({"stare": 0.7}, "wide open", id="stare"),
        pytest.param({"rolled_lips": 0.2, "sideways": 0.25}, "one side", id="weak-cues-add-up"),
    ],
)
def test_odd(cues: dict[str, float], words: str) -> None:
    verdict = judged(**cues)
    assert verdict.status is Status.FAIL
    assert words in verdict.message
