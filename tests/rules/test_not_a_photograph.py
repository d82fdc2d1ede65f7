from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from headshot_lint.api import Box, Confidence, Status, Verdict
from headshot_lint.model.facts import Impression, Likeness
from headshot_lint_rules.not_a_photograph import NotAPhotograph, NotAPhotographOptions

LIMITS = NotAPhotographOptions(best=0.75, limit=0.25, worst=0.0)
FACE = Box(10, 20, 30, 40)


def judged(
    seen: Impression,
    *,
    flat: float = 0.0,
    palette: float = 0.0,
    options: NotAPhotographOptions = LIMITS,
) -> Verdict:
    likeness = Likeness(flat=flat, palette=palette, face=FACE)
    facts = SimpleNamespace(likeness=likeness, impression=seen)
    return NotAPhotograph(options).check(facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("drawn", "status", "score"),
    [
        pytest.param(0.25, Status.PASS, 100, id="photo"),
        pytest.param(0.75, Status.PASS, 50, id="at-the-limit"),
        pytest.param(0.751, Status.FAIL, 49, id="just-beyond"),
        pytest.param(1.0, Status.FAIL, 0, id="line-art"),
    ],
)
def test_the_likeness_decides(
    impression: Callable[..., Impression], drawn: float, status: Status, score: int
) -> None:
    verdict = judged(impression(drawn=drawn))
    assert (verdict.status, verdict.score) == (status, score)
    assert verdict.value == pytest.approx(1.0 - drawn)
    assert verdict.limit == 0.25


@pytest.mark.parametrize(("flat", "palette"), [(0.0, 0.0), (0.9, 0.0), (0.0, 0.8), (1.0, 1.0)])
def test_signs_on_the_face_are_named_and_decide_nothing(
    impression: Callable[..., Impression], flat: float, palette: float
) -> None:
    photo = judged(impression(drawn=0.2), flat=flat, palette=palette)
    assert photo.status is Status.PASS
    drawing = judged(impression(drawn=0.9), flat=flat, palette=palette)
    assert drawing.status is Status.FAIL


def test_other_faults_are_left_to_others(impression: Callable[..., Impression]) -> None:
    assert judged(impression(blur=1.0, busy=1.0, cast=1.0)).score == 100


def test_default_limits_tell_photographs_from_drawings(
    impression: Callable[..., Impression],
) -> None:
    default = NotAPhotographOptions()
    assert judged(impression(drawn=0.0), options=default).score == 100
    assert judged(impression(drawn=1.0), options=default).score == 0


def test_messages_carry_the_numbers(impression: Callable[..., Impression]) -> None:
    photo = judged(impression(drawn=0.123), flat=0.9)
    assert photo.message == "The face looks photographed (photo-likeness 0.88)."
    assert (photo.regions, photo.advice) == ((), "")
    drawing = judged(impression(drawn=0.957))
    assert drawing.message == (
        "The face does not look photographed (photo-likeness 0.04, limit 0.25)."
    )
    assert drawing.regions == (FACE,)
    assert drawing.advice == "Use a photograph of the person."
    assert "cartoon" in drawing.prompt_advice.avoid


@pytest.mark.parametrize(
    ("flat", "palette", "named"),
    [
        pytest.param(0.2, 0.9, "photographed: few colours (", id="poster-colours"),
        pytest.param(0.9, 0.2, "photographed: flat areas without texture (", id="line-art"),
        pytest.param(0.11, 0.0, "photographed: flat areas without texture (", id="just-clear"),
        pytest.param(0.1, 0.1, "photographed (", id="not-clear"),
    ],
)
def test_message_names_the_stronger_sign_where_it_is_clear(
    impression: Callable[..., Impression], flat: float, palette: float, named: str
) -> None:
    assert named in judged(impression(drawn=0.9), flat=flat, palette=palette).message


@pytest.mark.parametrize(
    ("drawn", "confidence"),
    [
        (0.0, Confidence.LOW),
        (0.75, Confidence.LOW),
        (0.751, Confidence.MEDIUM),
        (1.0, Confidence.MEDIUM),
    ],
)
def test_a_pass_is_less_sure_than_a_fail(
    impression: Callable[..., Impression], drawn: float, confidence: Confidence
) -> None:
    assert judged(impression(drawn=drawn)).confidence is confidence
