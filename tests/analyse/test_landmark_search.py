"""Which of several readings of a face counts."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from headshot_lint.analyse import landmarks
from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.arrays import Points
from headshot_lint.measure.mesh import Mesh, eye_centres
from headshot_lint.model.verdict import Missing

RIGHT_EYE, LEFT_EYE = (33, 133), (263, 362)


def reading(roll_deg: float, presence: float) -> Mesh:
    """A mesh whose eyes lie on a line of that slope."""
    points = np.zeros((478, 3), dtype=np.float32)
    across = 20.0 * math.cos(math.radians(roll_deg)), 20.0 * math.sin(math.radians(roll_deg))
    points[list(LEFT_EYE), :2] = across
    return Mesh(points, np.zeros(52, dtype=np.float32), presence)


def search(monkeypatch: pytest.MonkeyPatch, *readings: Mesh, detector_roll_deg: float) -> Mesh:
    answers = iter(readings)
    monkeypatch.setattr(landmarks, "_first_passes", lambda _: iter(range(len(readings))))
    monkeypatch.setattr(landmarks, "refine_mesh", lambda *_, **__: next(answers))
    face = SimpleNamespace(roll_deg=detector_roll_deg)
    shot: Any = SimpleNamespace(
        quad=None,
        mirrored=False,
        faces=SimpleNamespace(faces=(face,)),
        subject=SimpleNamespace(index=0),
    )
    return landmarks.find_mesh(cast("ShotView", shot))


def test_the_eyes_of_a_reading_lie_as_it_says() -> None:
    points: Points = reading(30.0, 1.0).points
    right, left = eye_centres(points)
    assert math.degrees(math.atan2(left[1] - right[1], left[0] - right[0])) == pytest.approx(30.0)


def test_an_unsure_reading_upside_down_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    upright, turned = reading(3, 0.6), reading(-177, 0.91)
    assert search(monkeypatch, upright, turned, detector_roll_deg=5) is upright
    assert search(monkeypatch, reading(3, 0.4), turned, detector_roll_deg=5) is turned
    with pytest.raises(Missing, match="could not be found"):
        search(monkeypatch, reading(3, 0.4), reading(3, 0.1), detector_roll_deg=5)


def test_a_sure_reading_ends_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    sure = reading(-177, 0.96)
    assert search(monkeypatch, reading(3, 0.6), sure, reading(3, 0.99), detector_roll_deg=5) is sure


@pytest.mark.parametrize(("roll_deg", "detector_roll_deg"), [(90, 2), (178, -177), (-40, 5)])
def test_a_face_that_lies_on_its_side_is_read_as_it_lies(
    monkeypatch: pytest.MonkeyPatch, roll_deg: float, detector_roll_deg: float
) -> None:
    presence = 0.97 if abs(roll_deg) == 90 else 0.7
    readings = reading(roll_deg, presence), reading(roll_deg, 0.1)
    found = search(monkeypatch, *readings, detector_roll_deg=detector_roll_deg)
    assert found.presence == presence
