from __future__ import annotations

from types import SimpleNamespace

import pytest

from headshot_lint.api import Box, Confidence, Status, Verdict
from headshot_lint.model.facts import Likeness
from headshot_lint_rules.not_a_photograph import NotAPhotograph


def judged(flat: float, palette: float) -> Verdict:
    likeness = Likeness(flat=flat, palette=palette, face=Box(0, 0, 9, 9))
    return NotAPhotograph().check(SimpleNamespace(likeness=likeness))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("flat", "palette", "status"),
    [
        pytest.param(0.0, 0.0, Status.PASS, id="photo"),
        pytest.param(0.3, 0.0, Status.PASS, id="strong-noise-reduction"),
        pytest.param(0.9, 0.0, Status.FAIL, id="line-art"),
        pytest.param(0.0, 0.8, Status.FAIL, id="poster-colours"),
        pytest.param(0.4, 0.4, Status.FAIL, id="two-weak-signs-add-up"),
    ],
)
def test_verdict(flat: float, palette: float, status: Status) -> None:
    assert judged(flat, palette).status is status


def test_message_names_the_stronger_sign() -> None:
    assert "few colours" in judged(0.2, 0.9).message
    assert "without texture" in judged(0.9, 0.2).message


def test_a_pass_is_less_sure_than_a_fail() -> None:
    assert judged(0.0, 0.0).confidence is Confidence.LOW
    assert judged(1.0, 1.0).confidence is Confidence.MEDIUM
