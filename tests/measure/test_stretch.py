from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from headshot_lint.analyse.model_files import model_bytes
from headshot_lint.measure.arrays import Points
from headshot_lint.measure.stretch import width_by_height

with np.load(io.BytesIO(model_bytes("canonical.npz"))) as archive:
    CANONICAL: NDArray[np.float64] = archive["V"].astype(np.float64)

ANGLES = st.floats(-40, 40)


def seen(yaw_deg: float, roll_deg: float, scale: float = 10.0, widen: float = 1.0) -> Points:
    """The canonical face as a far camera sees it, its picture then widened."""
    yaw, roll = np.radians([yaw_deg, roll_deg])
    turn = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    tip = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    points = np.zeros((478, 3), dtype=np.float32)
    points[:468] = scale * CANONICAL @ (tip @ turn).T * (widen, -1.0, -1.0) + (400.0, 300.0, 0.0)
    return points


@given(yaw_deg=ANGLES, roll_deg=ANGLES, scale=st.floats(0.5, 60))
def test_neither_pose_nor_size_enters(yaw_deg: float, roll_deg: float, scale: float) -> None:
    assert width_by_height(seen(yaw_deg, roll_deg, scale), CANONICAL) == pytest.approx(1, abs=0.01)


@given(yaw_deg=ANGLES, roll_deg=ANGLES, widen=st.floats(0.6, 1.6))
def test_stretch_is_found_in_any_pose(yaw_deg: float, roll_deg: float, widen: float) -> None:
    measured = width_by_height(seen(yaw_deg, roll_deg, widen=widen), CANONICAL)
    assert measured == pytest.approx(widen, rel=0.01)
