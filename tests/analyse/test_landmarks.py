from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray

from headshot_lint.analyse import landmarks
from headshot_lint.analyse.mesh_alike import find_points_alike
from headshot_lint.analyse.mesh_mediapipe import available, find_points_mediapipe
from headshot_lint.analyse.quiet import native_log_hidden
from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.measure.arrays import Points
from headshot_lint.measure.mesh import LEFT_IRIS, RIGHT_IRIS, Mesh
from headshot_lint.photo import load
from headshot_lint.shot import Shot

pytestmark = pytest.mark.model
needs_mediapipe = pytest.mark.skipif(not available(), reason="MediaPipe is not installed")

Picture = NDArray[np.uint8]
Seek = Callable[[Picture, NDArray[np.float64]], Points | None]


def mesh_of(picture: Picture, engine: LandmarkEngine) -> Mesh:
    return Shot(load(picture), engine=engine).mesh


@needs_mediapipe
@pytest.mark.parametrize("portrait", ["astronaut", "hopper"])
def test_engines_agree(portrait: str, request: pytest.FixtureRequest) -> None:
    picture = request.getfixturevalue(portrait)
    one, other = mesh_of(picture, "mediapipe"), mesh_of(picture, "onnx")
    gaps = np.linalg.norm(one.points[:, :2] - other.points[:, :2], axis=1) / one.eye_gap_px
    assert gaps.mean() < 0.001
    assert np.abs(one.blendshapes - other.blendshapes).max() < 0.02
    poses = [Shot(load(picture), engine=engine).pose for engine in ("mediapipe", "onnx")]
    assert poses[0].yaw_deg == pytest.approx(poses[1].yaw_deg, abs=0.2)
    assert poses[0].pitch_deg == pytest.approx(poses[1].pitch_deg, abs=0.2)
    assert poses[0].roll_deg == pytest.approx(poses[1].roll_deg, abs=0.1)


@needs_mediapipe
@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("portrait", ["astronaut", "hopper"])
def test_the_networks_alone_answer_as_face_landmarker_does(
    portrait: str, mirrored: bool, request: pytest.FixtureRequest
) -> None:
    shot = Shot(load(request.getfixturevalue(portrait)))
    face = shot.subject.box
    box = np.array([face.x, face.y, face.x + face.width, face.y + face.height]) * shot.photo.scale
    theirs = find_points_mediapipe(shot.work, box, mirrored=mirrored)
    ours = find_points_alike(shot.work, box, mirrored=mirrored)
    assert theirs is not None
    assert ours is not None
    away = np.linalg.norm(theirs[:, :2] - ours[:, :2], axis=1) / shot.mesh.eye_gap_px
    assert away.mean() < 0.0015
    assert np.abs(theirs[:, 2] - ours[:, 2]).mean() < 0.005 * shot.mesh.eye_gap_px


@pytest.mark.parametrize("seek", [find_points_alike, find_points_mediapipe])
def test_a_first_pass_sees_no_face_where_there_is_none_of_that_box(
    seek: Seek, hopper: Picture
) -> None:
    if seek is find_points_mediapipe and not available():
        pytest.skip("MediaPipe is not installed")
    assert (
        seek(np.full((300, 300, 3), 128, dtype=np.uint8), np.array([100.0, 100, 200, 200])) is None
    )
    face = Shot(load(hopper)).subject.box
    beside = np.array([face.x - 80.0, face.y, face.x - 20.0, face.y + 60.0])
    assert seek(hopper, np.maximum(beside, 0.0)) is None  # a neighbour's face


def test_irises_lie_on_the_pupils(astronaut: Picture) -> None:
    points = mesh_of(astronaut, "onnx").points
    grey = astronaut.mean(axis=2)
    for iris in (RIGHT_IRIS, LEFT_IRIS):
        x, y = np.round(points[iris, :2]).astype(int)
        pupil = grey[y - 1 : y + 2, x - 1 : x + 2].mean()
        assert pupil < grey[y - 12 : y + 13, x - 12 : x + 13].mean() - 20


def test_same_picture_same_numbers(hopper: Picture) -> None:
    first, second = mesh_of(hopper, "auto"), mesh_of(hopper, "auto")
    assert np.array_equal(first.points, second.points)
    assert np.array_equal(first.blendshapes, second.blendshapes)


def test_threads_get_the_same_numbers(hopper: Picture) -> None:
    with ThreadPoolExecutor(4) as pool:
        meshes = list(pool.map(lambda _: mesh_of(hopper, "auto"), range(8)))
    assert all(np.array_equal(mesh.points, meshes[0].points) for mesh in meshes)


def test_a_face_too_close_for_mediapipe_still_gets_its_mesh(hopper: Picture) -> None:
    assert mesh_of(np.ascontiguousarray(hopper[95:335, 145:385]), "auto").presence > 0.5


def test_auto_falls_back_where_mediapipe_is_absent(
    hopper: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = mesh_of(hopper, "onnx")
    monkeypatch.setattr(landmarks, "_mediapipe_here", lambda: False)
    assert np.array_equal(mesh_of(hopper, "auto").points, expected.points)


@needs_mediapipe
def test_nothing_is_written_to_standard_error() -> None:
    program = (
        "import skimage.data; from headshot_lint.photo import load;"
        "from headshot_lint.shot import Shot;"
        "Shot(load(skimage.data.astronaut()), engine='mediapipe').mesh"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stderr == ""


def test_only_native_lines_are_hidden(capfd: pytest.CaptureFixture[str]) -> None:
    native = b"W0000 00:00:1795427191.669205    9288 face_landmarker_graph.cc:174] Sets this.\n"
    with native_log_hidden():
        os.write(2, native)
        os.write(2, b"our own message\n")
    assert capfd.readouterr().err == "our own message\n"


def test_native_lines_come_back_when_the_block_fails(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        with native_log_hidden():
            os.write(2, b"E0000 00:00:1.2    9288 graph.cc:1] Broken.\n")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert "Broken" in capfd.readouterr().err


@needs_mediapipe
def test_a_program_that_imported_mediapipe_first_ends_in_silence() -> None:
    code = (
        "from mediapipe.tasks.python import vision\n"
        "import skimage.data\n"
        "from headshot_lint import load\n"
        "from headshot_lint.shot import Shot\n"
        "Shot(load(skimage.data.astronaut()), engine='mediapipe').mesh\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Traceback" not in done.stderr
