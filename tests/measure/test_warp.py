"""Cuts against a plain warp."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from headshot_lint.measure.warp import cut, cut_with_room, to_quad


@pytest.mark.parametrize(
    ("x", "y", "step", "turn_deg"),
    [(60.0, 50.0, 0.4, 10.0), (3.0, 95.0, 1.5, -30.0), (-40.0, 20.0, 1.0, 0.0), (60, 50, 8.0, 45)],
    ids=["inside", "at a corner", "mostly outside", "all of it"],
)
def test_a_cut_is_what_a_plain_warp_gives(x: float, y: float, step: float, turn_deg: float) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (100, 120, 3), dtype=np.uint8)
    angle = np.radians(turn_deg)
    turn = step * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = np.hstack([turn, np.array([[x], [y]]) - turn @ np.array([[32], [24]])])
    whole = cv2.warpAffine(
        noise,
        matrix,
        (64, 48),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    np.testing.assert_array_equal(cut(noise, matrix, (64, 48)), whole)


@pytest.mark.parametrize(
    "start", [(10.0, 12.0), (-20.5, 5.0), (30.0, -14.2), (70.3, 60.1), (-400.0, 0.0)]
)
def test_room_changes_roundings_only(start: tuple[float, float]) -> None:
    picture = to_quad(np.random.default_rng(3).integers(0, 256, (90, 110, 3), dtype=np.uint8))
    to_image = np.array([[0.6, -0.1, start[0]], [0.1, 0.6, start[1]]])
    plain, roomy = (how(picture, to_image, (80, 70)) for how in (cut, cut_with_room))
    away = np.abs(plain.astype(np.int16) - roomy)
    assert away.max() <= 1
    assert np.count_nonzero(away) < 0.03 * away.size
