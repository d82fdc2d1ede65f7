from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from headshot_lint.api import Box, Confidence, Severity, Status, Verdict
from headshot_lint.model.facts import Impression
from headshot_lint.model.facts.impression import WORDS
from headshot_lint_rules.weak_impression import WeakImpression

QUIET = Impression(overall=70.0, face=Box(0, 0, 9, 9), **dict.fromkeys(WORDS, 0.01))


def judged(**changes: float) -> Verdict:
    facts = SimpleNamespace(impression=replace(QUIET, **changes))  # type: ignore[arg-type]
    return WeakImpression().check(facts)  # type: ignore[arg-type]


def test_a_good_impression_passes() -> None:
    assert judged().status is Status.PASS


def test_a_weak_one_names_likely_faults_surest_first() -> None:
    verdict = judged(overall=20.0, harsh=0.3, busy=0.8, cast=0.2)
    assert verdict.status is Status.FAIL
    assert "busy background, harsh light (20 of 100" in verdict.message


def test_no_fault_is_invented() -> None:
    assert "weak headshot (30 of 100" in judged(overall=30.0).message


def test_it_is_never_more_than_an_unsure_hint() -> None:
    assert WeakImpression.severity is Severity.HINT
    assert judged(overall=0.0).confidence is Confidence.LOW
