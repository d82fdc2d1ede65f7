from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from headshot_lint.api import Box, Facts, Status
from headshot_lint.model.facts.avatar import Avatar
from headshot_lint_rules.illegible_avatar import IllegibleAvatar, IllegibleAvatarOptions

FACE = Box(10, 10, 40, 50)


def facts(circle_px: int | None, square_px: int | None, largest_px: int = 128) -> Facts:
    avatar = Avatar(
        circle_px=circle_px,
        square_px=square_px,
        largest_px=largest_px,
        eye_gap_share=0.18,
        readings=(),
        feature_contrast_ev=2.0,
        figure_ground_de=40.0,
    )
    return cast("Facts", SimpleNamespace(avatar=avatar, subject=SimpleNamespace(box=FACE)))


@pytest.mark.parametrize(
    ("smallest_px", "status"),
    [(16, Status.PASS), (48, Status.PASS), (64, Status.FAIL), (128, Status.FAIL)],
)
def test_the_display_size_is_the_limit(smallest_px: int, status: Status) -> None:
    verdict = IllegibleAvatar().check(facts(smallest_px, smallest_px))
    assert verdict.status is status
    assert verdict.value == smallest_px
    assert verdict.limit == 48


def test_the_shape_chooses_the_measurement() -> None:
    photo = facts(circle_px=None, square_px=24)
    in_square = IllegibleAvatar(IllegibleAvatarOptions(shape="square"))
    assert IllegibleAvatar().check(photo).status is Status.FAIL
    assert in_square.check(photo).status is Status.PASS


def test_a_smaller_display_asks_for_more() -> None:
    strict = IllegibleAvatar(IllegibleAvatarOptions(display_px=20.0))
    assert strict.check(facts(32, 32)).status is Status.FAIL


def test_a_face_legible_nowhere_has_no_value_and_no_score() -> None:
    verdict = IllegibleAvatar().check(facts(None, None, largest_px=90))
    assert verdict.status is Status.FAIL
    assert verdict.value is None
    assert verdict.score == 0
    assert "even at 90 px" in verdict.message
    assert verdict.regions == (FACE,)


def test_scores_fall_with_the_size_needed() -> None:
    scores = [IllegibleAvatar().check(facts(px, px)).score or 0 for px in (16, 32, 48, 64, 128)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 100
