from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headshot_lint.measure.arrays import GreyImage, Points
from headshot_lint.measure.eyelids import LEFT_CORNERS, RIGHT_CORNERS, lid_gap_ratio
from headshot_lint.measure.gaze import CENTRE_DEPTH, IRIS_RADIUS, LEVEL_OFFSET, gaze_angles_deg
from headshot_lint.measure.iris import eye_contrast_stops
from headshot_lint.measure.regions import LEFT_LID_PAIRS, RIGHT_LID_PAIRS

WIDTH = 30.0


def face(gap: float = 8.0, iris: tuple[float, float] = (0.0, LEVEL_OFFSET)) -> Points:
    """Two eyes 64 px apart, lids `gap` px apart, irises offset by parts of the eye's width."""
    points = np.zeros((478, 3), dtype=np.float32)
    for middle_x, corners, pairs, centre in (
        (128.0, RIGHT_CORNERS, RIGHT_LID_PAIRS, 468),
        (192.0, LEFT_CORNERS, LEFT_LID_PAIRS, 473),
    ):
        outward = -1.0 if middle_x < 160 else 1.0
        points[corners[0]] = (middle_x + outward * WIDTH / 2, 176.0, 0.0)
        points[corners[1]] = (middle_x - outward * WIDTH / 2, 176.0, 0.0)
        for step, (upper, lower) in zip((0.0, 5.0, -5.0), pairs, strict=True):
            points[upper] = (middle_x + outward * step, 176.0 - gap / 2, 0.0)
            points[lower] = (middle_x + outward * step, 176.0 + gap / 2, 0.0)
        points[centre] = (middle_x + iris[0] * WIDTH, 176.0 + iris[1] * WIDTH, 0.0)
    return points


def mirrored(points: Points) -> Points:
    return points * np.array([-1.0, 1.0, 1.0], dtype=np.float32) + np.array(
        [320.0, 0.0, 0.0], dtype=np.float32
    )


def right_gap(points: Points) -> float:
    return lid_gap_ratio(points, RIGHT_LID_PAIRS, RIGHT_CORNERS)


@given(gap=st.floats(0, 15))
def test_gap_is_measured_by_the_width_of_the_eye(gap: float) -> None:
    assert right_gap(face(gap)) == pytest.approx(gap / WIDTH, abs=1e-4)


@given(gap=st.floats(1, 15), scale=st.floats(0.05, 20))
def test_scale_leaves_openness_alone(gap: float, scale: float) -> None:
    points = face(gap)
    assert right_gap(points * np.float32(scale)) == pytest.approx(right_gap(points), rel=1e-3)


@given(gap=st.floats(1, 15))
def test_mirror_leaves_openness_alone(gap: float) -> None:
    points = face(gap)
    assert right_gap(mirrored(points)) == pytest.approx(right_gap(points), rel=1e-3)
    left = lid_gap_ratio(points, LEFT_LID_PAIRS, LEFT_CORNERS)
    assert left == pytest.approx(right_gap(points), rel=1e-3)


@given(yaw_deg=st.floats(-40, 40))
def test_a_turned_head_with_eyes_on_the_camera_looks_into_it(yaw_deg: float) -> None:
    offset = -CENTRE_DEPTH * float(np.sin(np.radians(yaw_deg)))
    across, up = gaze_angles_deg(face(iris=(offset, LEVEL_OFFSET)), yaw_deg)
    assert across == pytest.approx(0.0, abs=0.1)
    assert up == pytest.approx(0.0, abs=0.1)


@given(across_deg=st.floats(-45, 45), up_deg=st.floats(-30, 30))
def test_glances_are_found_with_their_sign(across_deg: float, up_deg: float) -> None:
    iris = (
        IRIS_RADIUS * float(np.sin(np.radians(across_deg))),
        LEVEL_OFFSET - IRIS_RADIUS * float(np.sin(np.radians(up_deg))),
    )
    across, up = gaze_angles_deg(face(iris=iris), 0.0)
    assert across == pytest.approx(across_deg, abs=0.1)
    assert up == pytest.approx(up_deg, abs=0.1)


@given(across_deg=st.floats(-45, 45), yaw_deg=st.floats(-30, 30))
def test_mirror_turns_the_gaze_round(across_deg: float, yaw_deg: float) -> None:
    points = face(iris=(0.2 * float(np.sin(np.radians(across_deg))), LEVEL_OFFSET))
    plain = gaze_angles_deg(points, yaw_deg)
    flipped = gaze_angles_deg(mirrored(points), -yaw_deg)
    assert flipped[0] == pytest.approx(-plain[0], abs=0.1)
    assert flipped[1] == pytest.approx(plain[1], abs=0.1)


def eye_picture(sclera: float, iris: float) -> GreyImage:
    image = np.full((64, 64), sclera, dtype=np.float32)
    image[:, 26:38] = iris
    return image


OUTLINE = np.array([[16, 32], [32, 24], [48, 32], [32, 40]], dtype=np.float32)


@given(exposure=st.floats(-1.0, 1.0))
@settings(max_examples=20)
def test_exposure_hardly_changes_the_contrast(exposure: float) -> None:
    gain = float(2.0**exposure)
    plain = eye_contrast_stops(eye_picture(0.3, 0.03), OUTLINE)
    other = eye_contrast_stops(eye_picture(0.3 * gain, 0.03 * gain), OUTLINE)
    assert plain is not None
    assert other == pytest.approx(plain, abs=0.15)


def test_a_dark_lens_leaves_no_contrast() -> None:
    lens = eye_contrast_stops(eye_picture(0.012, 0.008), OUTLINE)
    assert lens is not None
    assert lens < 1.0


def test_a_slit_gives_no_number() -> None:
    slit = np.array([[30, 30], [33, 30], [33, 31]], dtype=np.float32)
    assert eye_contrast_stops(eye_picture(0.3, 0.03), slit) is None
