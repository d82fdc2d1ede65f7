from __future__ import annotations

from typing import cast

import pytest

from headshot_lint.api import Box, Facts, Missing, Status, Verdict
from headshot_lint.model.facts.faces import Face, Faces
from headshot_lint_rules.no_face import NoFace


class SomeFacts:
    """So many faces, with or without landmarks on the largest."""

    def __init__(self, count: int, *, landmarks: bool) -> None:
        face = Face(box=Box(10, 10, 90, 90), score=0.9, roll_deg=0.0, area_share_of_subject=1.0)
        self.faces = Faces((face,) * count)
        self._landmarks = landmarks

    @property
    def pose(self) -> object:
        if not self._landmarks:
            raise Missing("the landmarks of the face could not be found")
        return object()


def judge(count: int, *, landmarks: bool = True) -> Verdict:
    return NoFace().check(cast("Facts", SomeFacts(count, landmarks=landmarks and count > 0)))


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


@pytest.mark.parametrize("count", [1, 2])
def test_a_face_without_landmarks_is_none_that_can_be_judged(count: int) -> None:
    verdict = judge(count, landmarks=False)
    assert verdict.status is Status.FAIL
    assert (verdict.value, verdict.score) == (0, 0)
    assert "no eyes, nose and mouth" in verdict.message
    assert verdict.regions == (Box(10, 10, 90, 90, "taken for a face"),)
    assert verdict.advice
