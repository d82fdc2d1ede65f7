"""A photo and its mirror image get the same answer from every network."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from headshot_lint.analyse.mesh_onnx import find_blendshapes
from headshot_lint.analyse.mirror import (
    brighter_on_the_right,
    mirror_points,
    swap_blendshapes,
    swap_sides,
)
from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.measure.expression import BLENDSHAPES
from headshot_lint.photo import load
from headshot_lint.shot import Shot

Picture = NDArray[np.uint8]


@pytest.fixture(params=["onnx", "mediapipe"])
def pair(request: pytest.FixtureRequest, astronaut: Picture) -> tuple[Shot, Shot]:
    """The astronaut and her mirror image, both as shots."""
    engine: LandmarkEngine = request.param
    if engine == "mediapipe":
        pytest.importorskip("mediapipe")
    picture = np.ascontiguousarray(astronaut[:, :450])
    flipped = np.ascontiguousarray(picture[:, ::-1])
    return Shot(load(picture), engine=engine), Shot(load(flipped), engine=engine)


def test_light_has_a_side() -> None:
    ramp = np.tile(np.linspace(0, 1, 31, dtype=np.float32), (7, 1))
    assert brighter_on_the_right(ramp)
    assert not brighter_on_the_right(ramp[:, ::-1])
    assert not brighter_on_the_right(np.full((5, 8), 0.3, dtype=np.float32))


def test_sides_are_exchanged_twice_to_nothing() -> None:
    points = np.random.default_rng(0).normal(size=(478, 3)).astype(np.float32)
    np.testing.assert_array_equal(swap_sides(swap_sides(points)), points)
    np.testing.assert_array_equal(mirror_points(mirror_points(points)), points)
    weights = np.arange(52, dtype=np.float32)
    np.testing.assert_array_equal(swap_blendshapes(swap_blendshapes(weights)), weights)
    moved = swap_blendshapes(weights)
    assert moved[BLENDSHAPES.index("jawLeft")] == BLENDSHAPES.index("jawRight")
    assert moved[BLENDSHAPES.index("jawOpen")] == BLENDSHAPES.index("jawOpen")


@pytest.mark.model
def test_one_of_the_two_is_mirrored(pair: tuple[Shot, Shot]) -> None:
    assert pair[0].mirrored is not pair[1].mirrored


@pytest.mark.model
def test_landmarks_are_mirror_images(pair: tuple[Shot, Shot]) -> None:
    one, other = (shot.mesh for shot in pair)
    back = mirror_points(other.points)
    back[:, 0] += pair[0].work.shape[1] - 1
    np.testing.assert_allclose(back, one.points, atol=0.02 * one.eye_gap_px)
    np.testing.assert_allclose(swap_blendshapes(other.blendshapes), one.blendshapes, atol=0.02)
    assert one.points[33, 0] < one.points[263, 0]
    assert other.points[33, 0] < other.points[263, 0]


@pytest.mark.model
def test_faces_and_persons_are_mirror_images(pair: tuple[Shot, Shot]) -> None:
    one, other = (shot.scan.faces[0] for shot in pair)
    width = pair[0].work.shape[1]
    assert one.score == pytest.approx(other.score, abs=1e-3)
    assert one.box[[0, 2]] == pytest.approx(width - other.box[[2, 0]], abs=0.5)
    assert one.keypoints[0, 0] == pytest.approx(width - other.keypoints[1, 0], abs=0.5)
    np.testing.assert_allclose(pair[0].person, pair[1].person[:, ::-1], atol=0.05)


@pytest.mark.model
def test_heads_give_the_same_answer(pair: tuple[Shot, Shot]) -> None:
    one, other = (shot.impression for shot in pair)
    assert one.overall == pytest.approx(other.overall, abs=0.5)
    for word in ("harsh", "cover", "expression", "gaze", "blur"):
        assert getattr(one, word) == pytest.approx(getattr(other, word), abs=0.02)


@pytest.mark.model
def test_avatars_are_as_legible(pair: tuple[Shot, Shot]) -> None:
    one, other = (shot.avatar for shot in pair)
    assert one.circle_px == other.circle_px
    for left, right in zip(one.readings, other.readings, strict=True):
        assert left.landmark_error == pytest.approx(right.landmark_error, abs=0.01)


@pytest.mark.model
def test_what_networks_are_shown_is_their_matter_alone(astronaut: Picture) -> None:
    plain, mirrored = Shot(load(astronaut), engine="onnx"), Shot(load(astronaut), engine="onnx")
    mirrored._kept["mirrored"] = not plain.mirrored
    gap = plain.mesh.eye_gap_px
    distance = np.linalg.norm(plain.mesh.points[:, :2] - mirrored.mesh.points[:, :2], axis=1)
    assert distance.mean() < 0.02 * gap
    assert ((plain.person > 0.5) == (mirrored.person > 0.5)).mean() > 0.95
    assert plain.pose.yaw_deg == pytest.approx(mirrored.pose.yaw_deg, abs=4)


@pytest.mark.model
def test_blendshapes_name_the_subjects_own_sides(astronaut: Picture) -> None:
    shot = Shot(load(astronaut), engine="onnx")
    plain = find_blendshapes(shot.mesh.points)
    through_the_mirror = find_blendshapes(shot.mesh.points, mirrored=True)
    assert np.abs(plain - through_the_mirror).max() < 0.25
