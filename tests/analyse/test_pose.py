from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from headshot_lint.analyse.canonical import canonical_face
from headshot_lint.analyse.pose import PITCH_ZERO_DEG, pose_of
from headshot_lint.measure.rotation import angles_deg, fit_rotation
from headshot_lint.photo import load
from headshot_lint.shot import Shot


def rotation(yaw_deg: float, pitch_deg: float, roll_deg: float) -> NDArray[np.float64]:
    """Rz Ry Rx with x right, y up, z to the camera, and the signs of `Pose`."""
    yaw, pitch, roll = np.radians([yaw_deg, -pitch_deg, -roll_deg])
    about_x = [[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]]
    about_y = [[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]]
    about_z = [[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]]
    return np.array(about_z) @ np.array(about_y) @ np.array(about_x)


angles = st.floats(-60, 60)


@given(yaw=angles, pitch=angles, roll=angles, scale=st.floats(0.5, 50))
def test_a_turned_canonical_face_gives_its_angles_back(
    yaw: float, pitch: float, roll: float, scale: float
) -> None:
    canonical = canonical_face().vertices
    turned = canonical @ rotation(yaw, pitch, roll).T * scale
    points = (turned * (1, -1, -1) + (300, 200, 0)).astype(np.float32)
    pose = pose_of(points)
    assert pose.yaw_deg == pytest.approx(yaw, abs=0.05)
    assert pose.pitch_deg + PITCH_ZERO_DEG == pytest.approx(pitch, abs=0.05)
    assert pose.roll_deg == pytest.approx(roll, abs=0.05)


@given(yaw=angles, pitch=angles, roll=angles)
def test_fit_finds_the_rotation(yaw: float, pitch: float, roll: float) -> None:
    source = np.random.default_rng(0).normal(size=(20, 3))
    wanted = rotation(yaw, pitch, roll)
    found = fit_rotation(source, source @ wanted.T + 5.0, np.ones(20))
    assert np.allclose(found, wanted, atol=1e-9)
    assert angles_deg(found) == pytest.approx((yaw, pitch, roll), abs=1e-6)


@pytest.mark.model
def test_mirror_flips_yaw_and_roll_and_keeps_pitch(hopper: NDArray[np.uint8]) -> None:
    pose = Shot(load(hopper), engine="onnx").pose
    mirrored = Shot(load(np.ascontiguousarray(hopper[:, ::-1])), engine="onnx").pose
    assert mirrored.yaw_deg == pytest.approx(-pose.yaw_deg, abs=2)
    assert mirrored.roll_deg == pytest.approx(-pose.roll_deg, abs=1)
    assert mirrored.pitch_deg == pytest.approx(pose.pitch_deg, abs=2)


@pytest.mark.model
def test_roll_is_that_of_the_eye_line(hopper: NDArray[np.uint8]) -> None:
    shot = Shot(load(hopper), engine="onnx")
    assert shot.pose.roll_deg == pytest.approx(shot.mesh.roll_deg, abs=1)
