from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from headshot_lint.api import Confidence, Status, Verdict
from headshot_lint.model.facts import Impression
from headshot_lint_rules.face_covered import FaceCovered, FaceCoveredOptions

LIMITS = FaceCoveredOptions(best=10.0, limit=60.0, worst=90.0)


def judged(seen: Impression, options: FaceCoveredOptions = LIMITS) -> Verdict:
    return FaceCovered(options).check(SimpleNamespace(impression=seen))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cover", "status", "score"),
    [
        pytest.param(0.1, Status.PASS, 100, id="free"),
        pytest.param(0.6, Status.PASS, 50, id="at-the-limit"),
        pytest.param(0.601, Status.FAIL, 49, id="just-beyond"),
        pytest.param(0.9, Status.FAIL, 0, id="cup-before-the-mouth"),
    ],
)
def test_the_sureness_decides(
    impression: Callable[..., Impression], cover: float, status: Status, score: int
) -> None:
    verdict = judged(impression(cover=cover))
    assert (verdict.status, verdict.score) == (status, score)
    assert verdict.value == pytest.approx(100 * cover)
    assert verdict.limit == 60.0


def test_other_faults_are_left_to_others(impression: Callable[..., Impression]) -> None:
    assert judged(impression(eyes=1.0, turned=1.0, expression=1.0)).score == 100


def test_default_limits_tell_free_from_covered(impression: Callable[..., Impression]) -> None:
    default = FaceCoveredOptions()
    assert judged(impression(cover=0.0), default).score == 100
    assert judged(impression(cover=1.0), default).score == 0


def test_messages_carry_the_numbers(impression: Callable[..., Impression]) -> None:
    free = judged(impression(cover=0.123))
    assert free.message == "Nothing seems to cover the face (12 % sure)."
    assert (free.regions, free.advice) == ((), "")
    seen = impression(cover=0.823)
    covered = judged(seen)
    assert covered.message == ("Something seems to cover part of the face (82 % sure, limit 60).")
    assert covered.regions == (seen.face,)
    assert "microphone" in covered.advice
    assert "hand on face" in covered.prompt_advice.avoid


@pytest.mark.parametrize("cover", [0.0, 0.7, 1.0])
def test_never_more_than_low_confidence(
    impression: Callable[..., Impression], cover: float
) -> None:
    assert judged(impression(cover=cover)).confidence is Confidence.LOW
