from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Facts, Status, Verdict
from headshot_lint.model.facts.bystanders import Bystanders
from headshot_lint.model.facts.faces import Face
from headshot_lint_rules.bystander import Bystander


def judge(*shares: float) -> Verdict:
    faces = tuple(
        Face(box=Box(100 * at, 0, 30, 30), score=0.8, roll_deg=0.0, area_share_of_subject=share)
        for at, share in enumerate(shares)
    )
    return Bystander().check(cast("Facts", SimpleNamespace(bystanders=Bystanders(faces))))


@pytest.mark.parametrize("shares", [(), (0.01,), (0.3,)])
def test_nobody_tiny_or_a_second_subject_passes(shares: tuple[float, ...]) -> None:
    assert judge(*shares).status is Status.PASS


def test_a_face_behind_fails_and_is_shown() -> None:
    verdict = judge(0.3, 0.1)
    assert verdict.status is Status.FAIL
    assert verdict.message == "Another face is in the background (limit 0)."
    assert verdict.regions == (Box(100, 0, 30, 30),)


def test_a_crowd_scores_lower_than_one() -> None:
    one, many = judge(0.1), judge(*[0.1] * 9)
    assert one.score is not None
    assert many.score == 0 < one.score < 50
