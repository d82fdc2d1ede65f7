from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from headshot_lint.api import Box, Facts, Missing
from headshot_lint.engine.kind import classify
from headshot_lint.model.facts.faces import Face, Faces
from headshot_lint.model.facts.style import Style, StyleCue


class SomeFacts:
    """Facts written by hand; the others are missing."""

    def __init__(self, **given: Any) -> None:
        self.given = given

    def __getattr__(self, name: str) -> Any:
        if name not in self.given:
            raise Missing(f"no {name}")
        return self.given[name]


def faces(*shares: float) -> Faces:
    box = Box(0, 0, 100, 120)
    return Faces(tuple(Face(box, 0.9, 0.0, share) for share in shares))


def facts(**changes: Any) -> Facts:
    plain: dict[str, Any] = {
        "faces": faces(1.0),
        "likeness": SimpleNamespace(photo=0.95),
        "background": SimpleNamespace(edge_share=0.0),
        "style": Style(()),
    }
    return cast("Facts", SomeFacts(**(plain | changes)))


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, "headshot"),
        ({"faces": Faces(())}, "no-person"),
        ({"likeness": SimpleNamespace(photo=0.2)}, "not-a-photo"),
        ({"faces": faces(1.0, 0.5)}, "group"),
        ({"faces": faces(1.0, 0.1)}, "headshot"),
        ({"background": SimpleNamespace(edge_share=0.1)}, "snapshot"),
        ({"style": Style((StyleCue("dramatic light", 0.6),))}, "portrait"),
    ],
    ids=["plain", "empty", "drawn", "two people", "small bystander", "scene", "drama"],
)
def test_the_kind_follows_from_the_facts(changes: dict[str, Any], kind: str) -> None:
    assert classify(facts(**changes)) == kind


def test_the_first_kind_that_holds_wins() -> None:
    drawn_group = facts(faces=faces(1.0, 0.9), likeness=SimpleNamespace(photo=0.1))
    assert classify(drawn_group) == "not-a-photo"


def test_missing_facts_speak_for_no_kind() -> None:
    assert classify(cast("Facts", SomeFacts())) == "no-person"
    assert classify(cast("Facts", SomeFacts(likeness=SimpleNamespace(photo=0.9)))) == "no-person"
    seen = {"faces": faces(1.0), "likeness": SimpleNamespace(photo=0.9)}
    assert classify(cast("Facts", SomeFacts(**seen))) == "headshot"


def test_a_face_without_landmarks_is_nobody() -> None:
    assert classify(cast("Facts", SomeFacts(faces=faces(1.0)))) == "no-person"
    assert classify(cast("Facts", SomeFacts(faces=faces(1.0, 0.9)))) == "group"
