"""What a report says of a verdict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from headshot_lint.engine.judge import result_fields
from headshot_lint.engine.profile import load_profile
from headshot_lint.model.verdict import Confidence, Status, Verdict

PLANS = load_profile("corporate").plans
TILTED = Verdict(status=Status.PASS, message="", value=11.7, limit=12.0)


def told(verdict: Verdict, code: str = "HL107") -> Confidence:
    return Confidence(result_fields(PLANS[code], verdict)["confidence"])


@pytest.mark.parametrize(
    ("value", "confidence"),
    [(11.6, "high"), (11.65, "medium"), (12.0, "medium"), (12.3, "medium"), (12.4, "high")],
)
def test_next_to_the_limit_nothing_is_sure(value: float, confidence: str) -> None:
    assert told(replace(TILTED, value=value)) == confidence
    assert told(replace(TILTED, value=-value, limit=-12.0)) == confidence


def test_a_rule_that_is_less_sure_keeps_its_word() -> None:
    for own in (Confidence.LOW, Confidence.MEDIUM):
        assert told(replace(TILTED, confidence=own)) is own


def test_files_and_counts_are_exact() -> None:
    assert told(TILTED, "HL003") is Confidence.HIGH
    assert told(replace(TILTED, value=1, limit=1), "HL102") is Confidence.HIGH


@pytest.mark.parametrize(("value", "limit"), [(None, 12.0), (11.9, None), ("PNG", "PNG")])
def test_without_numbers_there_is_no_limit_to_be_near(value: object, limit: object) -> None:
    assert told(replace(TILTED, value=value, limit=limit)) is Confidence.HIGH  # type: ignore[arg-type]
