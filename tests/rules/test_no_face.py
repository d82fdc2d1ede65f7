from __future__ import annotations

from types import SimpleNamespace
from typing import cast

from headshot_lint.api import Box, Facts, Status, Verdict
from headshot_lint.model.facts.faces import Face, Faces
from headshot_lint_rules.no_face import NoFace


def judge(count: int) -> Verdict:
    face = Face(box=Box(10, 10, 90, 90), score=0.9, roll_deg=0.0, area_share_of_subject=1.0)
    return NoFace().check(cast("Facts", SimpleNamespace(faces=Faces((face,) * count))))


def test_one_face_passes() -> None:
    assert judge(1).status is Status.PASS
    assert judge(1).score == 100


def test_several_faces_are_another_rules_business() -> None:
    assert judge(3).status is Status.PASS
    assert judge(3).message == "3 faces were found."


def test_none_fails_with_advice() -> None:
    verdict = judge(0)
    assert verdict.status is Status.FAIL
    assert (verdict.value, verdict.limit, verdict.score) == (0, 1, 0)
    assert verdict.advice
