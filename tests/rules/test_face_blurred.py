from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from headshot_lint.api import Box, Confidence, Status, Verdict
from headshot_lint.model.facts import Focus, Impression
from headshot_lint_rules.face_blurred import FaceBlurred, FaceBlurredOptions

LIMITS = FaceBlurredOptions(best=10.0, limit=60.0, worst=90.0)
FACE = Box(10, 20, 30, 40)


def judged(
    seen: Impression,
    blur: float = 3.0,
    *,
    eyes: float | None = 0.5,
    magnification: float = 1.0,
    least: float | None = None,
    options: FaceBlurredOptions = LIMITS,
) -> Verdict:
    focus = Focus(
        face_blur_percent=blur,
        least_blur_percent=blur if least is None else least,
        eye_blur_percent=eyes,
        noise=0.3,
        width_by_height=1.06,
        magnification=magnification,
        face=FACE,
    )
    facts = SimpleNamespace(focus=focus, impression=seen)
    return FaceBlurred(options).check(facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("blurred", "status", "score"),
    [
        pytest.param(0.1, Status.PASS, 100, id="crisp"),
        pytest.param(0.6, Status.PASS, 50, id="at-the-limit"),
        pytest.param(0.601, Status.FAIL, 49, id="just-beyond"),
        pytest.param(0.75, Status.FAIL, 25, id="soft"),
        pytest.param(0.9, Status.FAIL, 0, id="out-of-focus"),
    ],
)
def test_the_sureness_decides(
    impression: Callable[..., Impression], blurred: float, status: Status, score: int
) -> None:
    verdict = judged(impression(blur=blurred))
    assert (verdict.status, verdict.score) == (status, score)
    assert verdict.value == pytest.approx(100 * blurred)
    assert verdict.limit == 60.0


@pytest.mark.parametrize("blur", [0.0, 6.0])
def test_the_measured_blur_is_named_and_decides_nothing(
    impression: Callable[..., Impression], blur: float
) -> None:
    assert judged(impression(blur=0.2), blur).status is Status.PASS
    assert judged(impression(blur=0.8), blur).status is Status.FAIL


def test_other_faults_are_left_to_others(impression: Callable[..., Impression]) -> None:
    assert judged(impression(drawn=1.0, cover=1.0, illegible=1.0)).score == 100


def test_default_limits_tell_sharp_from_blurred(impression: Callable[..., Impression]) -> None:
    default = FaceBlurredOptions()
    assert judged(impression(blur=0.0), options=default).score == 100
    assert judged(impression(blur=1.0), options=default).score == 0


def test_messages_carry_the_numbers(impression: Callable[..., Impression]) -> None:
    sharp = judged(impression(blur=0.2), 1.34)
    assert sharp.message == "The face is sharp (blur 1.3 % of the eye distance)."
    assert (sharp.regions, sharp.advice) == ((), "")
    soft = judged(impression(blur=0.823), 3.27)
    assert soft.message == (
        "The face is blurred: edges spread over 3.3 % of the eye distance (82 % sure, limit 60)."
    )
    # Edges that are sharp, as far as the pixels can tell, are no reason.
    pixelated = judged(impression(blur=0.894), 0.0, magnification=2.5)
    assert pixelated.message == (
        "The face looks blurred or pixelated as a whole (89 % sure, limit 60), "
        "which its edges alone do not show."
    )
    assert soft.regions == (FACE,)
    assert "motion blur" in soft.prompt_advice.avoid


@pytest.mark.parametrize("blurred", [0.2, 0.8])
def test_small_faces_lower_the_confidence(
    impression: Callable[..., Impression], blurred: float
) -> None:
    seen = impression(blur=blurred)
    assert judged(seen, magnification=2.1).confidence is Confidence.LOW
    assert judged(seen, magnification=2.0).confidence is Confidence.MEDIUM


@pytest.mark.parametrize(
    ("blur", "eyes", "elsewhere"),
    [
        pytest.param(1.8, 4.0, True, id="focus-on-the-ears"),
        pytest.param(3.0, 4.6, True, id="half-as-much-again"),
        pytest.param(3.0, 4.5, False, id="not-quite"),
        pytest.param(3.0, None, False, id="no-edges-round-the-eyes"),
        pytest.param(0.4, 2.3, False, id="sharp-either-way"),
        pytest.param(0.4, 2.5, True, id="sharp-but-for-the-eyes"),
    ],
)
def test_focus_beside_the_eyes_changes_the_advice(
    impression: Callable[..., Impression], blur: float, eyes: float | None, elsewhere: bool
) -> None:
    advice = judged(impression(blur=0.8), blur, eyes=eyes).advice
    assert ("eyes are softer than the rest" in advice) is elsewhere
    assert ("Use a sharper photo" in advice) is not elsewhere


@pytest.mark.parametrize(
    ("least", "shaken"), [(0.4, True), (1.4, True), (1.5, False), (2.5, False)]
)
def test_blur_along_one_direction_changes_the_advice(
    impression: Callable[..., Impression], least: float, shaken: bool
) -> None:
    advice = judged(impression(blur=0.8), 3.0, least=least).advice
    assert ("along one direction" in advice) is shaken
    assert ("Use a sharper photo" in advice) is not shaken


def test_soft_eyes_come_before_the_direction(impression: Callable[..., Impression]) -> None:
    advice = judged(impression(blur=0.8), 3.0, eyes=6.0, least=0.4).advice
    assert "eyes are softer" in advice
    assert "one direction" not in advice
