from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headshot_lint.measure.arrays import Mask
from headshot_lint.measure.framing import Extent, circle_loss, face_extent, head_extent

FACE = Extent(70, 80, 130, 160)
HEIGHT, WIDTH = 240, 200


def person(crown: int, *, ears: int = 6) -> Mask:
    """A head from `crown` to the chin, `ears` wider than the face, on shoulders."""
    mask = np.zeros((HEIGHT, WIDTH), dtype=bool)
    mask[max(crown, 0) : 165, 70 - ears : 131 + ears] = True
    mask[165:, 30:170] = True
    return mask


def test_the_face_is_the_rectangle_of_its_outline() -> None:
    oval = np.array([[70, 120], [100, 80], [130, 120], [100, 160]], dtype=np.float32)
    assert face_extent(oval) == FACE


def test_the_head_reaches_to_hair_and_ears() -> None:
    head = head_extent(FACE, person(60))
    assert (head.top, head.bottom) == (60, 160)
    assert head.left == pytest.approx(64, abs=1)
    assert head.right == pytest.approx(136, abs=1)


def test_a_crown_beyond_the_frame_is_estimated_from_the_forehead() -> None:
    face = Extent(70, 10, 130, 90)
    mask = np.zeros((HEIGHT, WIDTH), dtype=bool)
    mask[:95, 66:135] = True
    assert head_extent(face, mask).top == pytest.approx(10 - 0.4 * 80)


def test_a_forehead_beyond_the_frame_has_its_crown_there_too() -> None:
    assert head_extent(Extent(70, -5, 130, 90), person(0)).top < 0


def test_a_crown_at_the_very_edge_is_not_below_it() -> None:
    assert head_extent(Extent(70, 60, 130, 140), person(0)).top <= 0


def test_a_pole_above_the_head_is_no_crown() -> None:
    mask = person(60)
    mask[5:60, 99:101] = True
    assert head_extent(FACE, mask).top == 60


def test_a_lamp_above_the_head_counts_as_a_hat_at_most() -> None:
    mask = person(60)
    mask[5:60, 85:115] = True
    assert head_extent(FACE, mask).top == pytest.approx(FACE.top - 0.7 * FACE.height)


def test_curtains_of_hair_are_cut_at_a_third_of_the_face() -> None:
    head = head_extent(FACE, person(60, ears=60))
    assert head.width <= FACE.width * 1.65


def test_without_a_mask_the_face_is_the_width_of_the_head() -> None:
    head = head_extent(FACE, np.zeros((HEIGHT, WIDTH), dtype=bool))
    assert (head.left, head.right, head.bottom) == (FACE.left, FACE.right, FACE.bottom)


def test_mirroring_mirrors_the_head() -> None:
    mask = person(60)
    mask[90:150, 137:145] = True
    mirrored = Extent(WIDTH - 1 - FACE.right, FACE.top, WIDTH - 1 - FACE.left, FACE.bottom)
    head, other = head_extent(FACE, mask), head_extent(mirrored, mask[:, ::-1])
    assert other.left == pytest.approx(WIDTH - 1 - head.right)
    assert other.right == pytest.approx(WIDTH - 1 - head.left)
    assert other.top == head.top


@given(st.floats(0.2, 5.0))
def test_the_loss_keeps_with_scale(scale: float) -> None:
    head = Extent(20 * scale, 5 * scale, 120 * scale, 150 * scale)
    height, width = round(200 * scale), round(160 * scale)
    expected = circle_loss(Extent(20, 5, 120, 150), 200, 160)
    assert expected > 0.02
    assert circle_loss(head, height, width) == pytest.approx(expected, abs=0.03)


def test_a_centred_head_is_kept_and_a_far_one_is_lost() -> None:
    assert circle_loss(Extent(60, 40, 140, 160), 200, 200) == 0.0
    assert circle_loss(Extent(0, 0, 20, 20), 200, 200) == 1.0


def test_moving_away_never_loses_less() -> None:
    losses = [circle_loss(Extent(60 + x, 40, 140 + x, 160), 200, 200) for x in range(0, 160, 5)]
    assert losses == sorted(losses)
    assert losses[-1] > 0.9
