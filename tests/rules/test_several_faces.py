from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Facts, Missing, Status, Verdict
from headshot_lint.model.facts.faces import Face, Faces
from headshot_lint_rules.several_faces import SeveralFaces, SeveralFacesOptions


def judge(*shares: float, rule: SeveralFaces | None = None, several: float = 0.1) -> Verdict:
    faces = tuple(
        Face(box=Box(100 * at, 0, 90, 90), score=0.9, roll_deg=0.0, area_share_of_subject=share)
        for at, share in enumerate(shares)
    )
    impression = SimpleNamespace(several=several)
    facts = cast("Facts", SimpleNamespace(faces=Faces(faces), impression=impression))
    return (rule or SeveralFaces()).check(facts)


def test_one_face_passes() -> None:
    assert judge(1.0).status is Status.PASS


def test_suspected_people_cost_points_and_never_fail() -> None:
    scores = [judge(1.0, several=sure).score for sure in (0.1, 0.5, 0.75, 1.0)]
    assert scores == [95, 75, 62, 50]
    certain = judge(1.0, several=1.0)
    assert certain.status is Status.PASS
    assert "several people" in certain.message


def test_a_small_second_face_passes() -> None:
    assert judge(1.0, 0.2).status is Status.PASS


def test_a_second_face_of_some_size_fails_and_is_shown() -> None:
    verdict = judge(1.0, 0.21)
    assert verdict.status is Status.FAIL
    assert verdict.value == 2
    assert verdict.regions == (Box(100, 0, 90, 90),)


def test_the_share_is_an_option() -> None:
    assert judge(1.0, 0.4, rule=SeveralFaces(SeveralFacesOptions(share=0.5))).status is Status.PASS


def test_no_face_gives_no_verdict() -> None:
    with pytest.raises(Missing, match="no face"):
        judge()
