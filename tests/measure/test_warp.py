"""Cuts against a plain warp."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from headshot_lint.measure.warp import cut


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
