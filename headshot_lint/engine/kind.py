"""What a photo is of, in one word: a summary for readers and filters, no verdict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar

from headshot_lint.model.facts import Facts
from headshot_lint.model.verdict import Missing

Kind = Literal["headshot", "portrait", "snapshot", "group", "not-a-photo", "no-person"]

T = TypeVar("T")

GROUP_SHARE = 0.20
"""Face area by the subject's from which a second face makes a group: the border of HL102."""

MIN_PHOTO_LIKENESS = 0.5
PORTRAIT_STYLE = 0.5
"""Style score of a portrait: the default limit of HL701."""

SNAPSHOT_EDGES = 0.01
"""Share of hard edges in the background from which a scene is in focus: the border at which the
kinds agree best with raters (61 % of 706 photos; headshot and snapshot are told apart by the place
and not by the face, and raters themselves agree on 85 %)."""

KIND_FACTS = frozenset({"faces", "likeness", "background"})
"""The facts that tell most kinds apart and run models; style follows from facts that are there."""


def classify(facts: Facts) -> Kind:
    """Return the kind of a photo; a fact that is missing speaks for no other kind than the first.

    The first that holds, in this order:

    1. `no-person`: no face was found, or one alone on which no landmarks can be placed.
    2. `not-a-photo`: the face is drawn, painted or modelled rather than photographed.
    3. `group`: a second face has over a fifth of the subject's area.
    4. `snapshot`: the scene behind the person is in focus.
    5. `portrait`: the style score is over the limit of HL701.
    6. `headshot`: everything else.
    """
    faces = _or_none(lambda: facts.faces)
    if faces is None or faces.count == 0:
        return "no-person"
    likeness = _or_none(lambda: facts.likeness.photo)
    if likeness is not None and likeness < MIN_PHOTO_LIKENESS:
        return "not-a-photo"
    if len(faces.prominent(GROUP_SHARE)) > 1:
        return "group"
    if likeness is None:
        return "no-person"
    edges = _or_none(lambda: facts.background.edge_share)
    if edges is not None and edges > SNAPSHOT_EDGES:
        return "snapshot"
    style = _or_none(lambda: facts.style.score)
    return "portrait" if style is not None and style > PORTRAIT_STYLE else "headshot"


def _or_none(read: Callable[[], T]) -> T | None:
    try:
        return read()
    except Missing:
        return None
