"""Windows in a picture: inside it whatever is asked for, and true to what they show."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from headshot_lint.measure.crop import Head, Room, Window, windows
from headshot_lint.measure.framing import Extent

sizes = st.floats(20, 4000)
turns = st.floats(-45, 45)


def a_head(x: float, y: float, size: float, roll_deg: float = 0.0) -> Head:
    """A head of `size` face heights at x, y (between the eyes), tipped by `roll_deg`."""
    angle = np.linspace(0, 2 * np.pi, 36, endpoint=False)
    upright = np.stack([0.37 * np.sin(angle), 0.1 - 0.5 * np.cos(angle)], axis=1) * size
    roll = math.radians(roll_deg)
    turn = np.array([[math.cos(roll), -math.sin(roll)], [math.sin(roll), math.cos(roll)]])
    oval = upright @ turn.T + [x, y]
    chin = turn @ (0.0, 0.6 * size) + [x, y]
    left, top = oval.min(axis=0)
    right, bottom = oval.max(axis=0)
    return Head(
        oval=oval.astype(np.float32),
        head=Extent(left - 0.1 * size, top - 0.4 * size, right + 0.1 * size, bottom),
        eyes=(x, y),
        chin=(float(chin[0]), float(chin[1])),
    )


places = st.floats(-500, 4500)


@example(
    width=2051.3387538998954,
    height=20.0,
    window=Window(1.6134612687027357, 0.0, 2051.3387538998954, 20.0, 0.0),
)
@given(sizes, sizes, st.builds(Window, places, places, sizes, sizes, turns))
def test_a_window_moved_inside_lies_inside_and_keeps_its_shape(
    width: float, height: float, window: Window
) -> None:
    room = Room(0.0, 0.0, width, height)
    moved = room.nearest(window)
    if moved is None:
        reach = np.ptp(window.corners, axis=0)
        assert reach[0] > width or reach[1] > height
        return
    assert room.holds(moved)
    corners = moved.corners
    assert (corners >= -1e-2).all()
    assert (corners <= [width + 1e-2, height + 1e-2]).all()
    assert (moved.width, moved.height) == (window.width, window.height)
    assert moved.turn_deg == window.turn_deg


@given(st.floats(50, 2000), st.floats(0, 2000), st.floats(0, 2000), st.floats(5, 2000), turns)
def test_no_corner_leaves_the_disc(
    side: float, x: float, y: float, width: float, turn: float
) -> None:
    room = Room(0.0, 0.0, side, side, disc=(side / 2, side / 2, side / 2))
    moved = room.nearest(Window(x, y, width, width, turn))
    if moved is None:
        assert width * math.sqrt(2) > side * (1 - 1e-6)
    else:
        away = np.hypot(*(moved.corners - side / 2).T)
        assert (away <= side / 2 + 1e-2).all()


def test_a_window_that_is_inside_stays() -> None:
    window = Window(50.0, 40.0, 30.0, 20.0, 7.0)
    assert Room(0.0, 0.0, 100.0, 80.0).nearest(window) == window


@given(turns, st.floats(0.5, 2.0))
def test_the_matrix_takes_corners_to_corners(turn: float, aspect: float) -> None:
    window = Window(300.0, 200.0, 100 * aspect, 100.0, turn)
    ends = np.array([[0, 0, 1], [64, 0, 1], [64, 48, 1], [0, 48, 1]])
    np.testing.assert_allclose(ends @ window.to_picture((64, 48)).T, window.corners, atol=1e-6)


@given(st.floats(10, 300), st.floats(10, 300), st.floats(1, 20), st.floats(1, 20))
def test_a_snapped_window_is_whole_pixels_and_never_larger(
    x: float, y: float, width: float, height: float
) -> None:
    snapped = Window(x, y, width, height).snapped()
    assert (snapped.corners == snapped.corners.round()).all()
    assert snapped.width <= max(width, 1.0) + 1e-6
    assert snapped.height <= max(height, 1.0) + 1e-6


def test_a_turned_window_has_no_whole_pixels() -> None:
    with pytest.raises(ValueError, match="turned"):
        Window(1.0, 1.0, 4.0, 4.0, 3.0).snapped()


@given(turns)
def test_a_window_turned_with_the_head_shows_it_upright(turn: float) -> None:
    upright = a_head(500.0, 400.0, 200.0).seen_in(Window(500.0, 400.0, 600.0, 600.0))
    tipped = a_head(500.0, 400.0, 200.0, turn).seen_in(Window(500.0, 400.0, 600.0, 600.0, turn))
    assert tipped.face.top == pytest.approx(upright.face.top, abs=0.1)
    assert tipped.face.right == pytest.approx(upright.face.right, abs=0.1)
    assert tipped.eyes_y == pytest.approx(upright.eyes_y, abs=1e-3)
    assert tipped.eyes_to_chin == pytest.approx(upright.eyes_to_chin, abs=1e-3)


@given(
    st.floats(200, 800),
    st.floats(200, 600),
    st.floats(60, 300),
    st.floats(0.5, 2.0),
    st.floats(-20, 20),
)
def test_every_window_has_the_shape_asked_for_and_lies_inside(
    x: float, y: float, size: float, aspect: float, turn: float
) -> None:
    room = Room(0.0, 0.0, 1000.0, 800.0)
    found = list(
        windows(
            a_head(x, y, size),
            room,
            aspect=aspect,
            turn_deg=turn,
            heights=np.geomspace(size, 800, 5),
            eye_lines=np.array([0.5, 0.6]),
        )
    )
    for window in found:
        assert room.holds(window)
        assert window.width / window.height == pytest.approx(aspect)
        assert window.turn_deg == turn


def test_with_room_on_all_sides_the_eyes_are_on_their_line_and_the_face_in_the_middle() -> None:
    head = a_head(500.0, 500.0, 100.0, 12.0)
    (window,) = windows(
        head,
        Room(0.0, 0.0, 1000.0, 1000.0),
        aspect=1.0,
        turn_deg=12.0,
        heights=np.array([250.0]),
        eye_lines=np.array([0.63]),
    )
    placed = head.seen_in(window)
    assert 1.0 - placed.eyes_y / window.height == pytest.approx(0.63)
    assert (placed.face.left + placed.face.right) / 2 == pytest.approx(window.width / 2, abs=0.1)
