from __future__ import annotations

from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from headshot_lint.analyse.background import measure_background
from headshot_lint.analyse.framing import measure_framing
from headshot_lint.api import Missing
from headshot_lint.measure.mesh import CHIN, FOREHEAD_TOP, Mesh
from headshot_lint.measure.patch import shrink_scene
from headshot_lint.measure.regions import FACE_OVAL
from headshot_lint.measure.shrink import halve
from headshot_lint.model.facts import Framing
from headshot_lint.shot import Shot


def portrait(
    x: float = 150, y: float = 150, *, size: int = 300, unit: float = 40, photo_scale: float = 1.0
) -> Shot:
    """A shot of a drawn person whose eyes are `unit` apart and meet at x, y, without any model."""
    points = np.zeros((478, 3), dtype=np.float32)
    turn = np.linspace(-np.pi / 2, 1.5 * np.pi, len(FACE_OVAL), endpoint=False)
    points[list(FACE_OVAL), 0] = x + 1.1 * unit * np.cos(turn)
    points[list(FACE_OVAL), 1] = y + 0.3 * unit + 1.5 * unit * np.sin(turn)
    for corner, dx in {33: -0.7, 133: -0.3, 362: 0.3, 263: 0.7}.items():
        points[corner] = (x + dx * unit, y, 0)
    assert points[FOREHEAD_TOP, 1] < y < points[CHIN, 1]
    person = np.zeros((size, size), dtype=np.float32)
    head = (round(x), round(y + 0.1 * unit)), (round(1.25 * unit), round(1.8 * unit))
    cv2.ellipse(person, *head, 0, 0, 360, 1.0, -1)
    body = (round(x), round(y + 4.2 * unit)), (round(3 * unit), round(2 * unit))
    cv2.ellipse(person, *body, 0, 0, 360, 1.0, -1)
    work = np.full((size, size, 3), 190, dtype=np.uint8)
    work[person > 0.5] = (80, 60, 50)
    photo = SimpleNamespace(
        work=work,
        scale=photo_scale,
        width=round(size / photo_scale),
        height=round(size / photo_scale),
        alpha=None,
    )
    shot = Shot(photo)  # type: ignore[arg-type]  # stands in for a Photo
    scene = shrink_scene(work, halve(work))
    small = cv2.resize(person, scene.image.shape[1::-1], interpolation=cv2.INTER_AREA)
    mesh = Mesh(points, np.zeros(52, dtype=np.float32), 1.0)
    shot._kept.update(scene=scene, mesh=mesh, person=small)
    return shot


def framing(shot: Shot) -> Framing:
    return measure_framing(shot)


def test_moving_the_face_moves_its_offset() -> None:
    offsets = [framing(portrait(x)).offset_x for x in (100, 125, 150, 175, 200)]
    assert offsets == sorted(offsets)
    assert offsets[2] == pytest.approx(0.0, abs=0.01)
    assert offsets[4] == pytest.approx(50 / 300, abs=0.01)


def test_mirroring_turns_the_offset_and_keeps_the_rest() -> None:
    left, right = framing(portrait(110)), framing(portrait(189))
    assert left.offset_x == pytest.approx(-right.offset_x, abs=0.01)
    assert left.side_room == pytest.approx(right.side_room, abs=0.02)
    assert left.circle_loss == pytest.approx(right.circle_loss, abs=0.02)


@pytest.mark.parametrize("factor", [0.7, 2.0, 3.0])
def test_the_size_of_the_file_changes_no_share(factor: float) -> None:
    one = framing(portrait())
    shot = portrait(150 * factor, 150 * factor, size=round(300 * factor), unit=40 * factor)
    other = framing(shot)
    for name in ("face_share", "head_share", "eye_line", "crown_room", "chin_room_t", "side_room"):
        assert getattr(other, name) == pytest.approx(getattr(one, name), abs=0.03), name
    assert other.eye_gap_px == pytest.approx(one.eye_gap_px * factor, rel=1e-3)


def test_boxes_are_pixels_of_the_full_photo() -> None:
    small, full = framing(portrait()), framing(portrait(photo_scale=0.25))
    assert full.face.width == pytest.approx(4 * small.face.width)
    assert full.head.y == pytest.approx(4 * small.head.y)
    assert full.eye_gap_px == pytest.approx(160, rel=1e-3)
    assert full.face_share == small.face_share


def test_the_head_holds_the_face() -> None:
    facts = framing(portrait())
    assert facts.head.y < facts.face.y
    assert facts.head.width >= facts.face.width
    assert facts.head_share > facts.face_share


def test_a_cut_crown_and_a_cut_chin_are_negative_room() -> None:
    assert framing(portrait(y=50)).crown_room < 0
    assert framing(portrait(y=250)).chin_room_t < 0


def test_bars_are_told_in_pixels_of_the_full_photo() -> None:
    shot = portrait(photo_scale=0.5)
    work = shot.work.copy()
    work[:30] = 0
    shot._kept["scene"] = shrink_scene(work, halve(work))
    borders = framing(shot).borders
    assert (borders.kind, borders.top_px) == ("bars", 60.0)
    assert borders.area_share == pytest.approx(0.1)


def test_a_cut_out_has_no_border() -> None:
    shot = portrait()
    work = shot.work.copy()
    work[:30] = 0
    shot._kept["scene"] = shrink_scene(work, halve(work))
    shot.photo.alpha = np.ones((300, 300), dtype=np.float32)  # type: ignore[misc]
    assert framing(shot).borders.kind == "none"


def test_a_plain_wall_behind_the_person() -> None:
    facts = measure_background(portrait())
    assert facts.edge_share == 0.0
    assert facts.spread_de == pytest.approx(0.0, abs=0.1)
    assert facts.chroma == pytest.approx(0.0, abs=0.5)
    assert facts.hair_de is not None
    assert facts.hair_de > 25
    assert facts.weak_outline_share == 0.0


def test_a_person_that_fills_the_frame_has_no_background() -> None:
    shot = portrait()
    shot._kept["person"] = np.ones_like(shot.person)
    with pytest.raises(Missing, match="fills the frame"):
        measure_background(shot)


def test_the_transparent_part_of_a_cut_out_is_not_judged() -> None:
    shot = portrait()
    y, x = np.mgrid[0:300, 0:300]
    clear = np.hypot(x - 150, y - 150) > 149
    work = shot.work.copy()
    work[clear] = 255
    shot._kept["scene"] = shrink_scene(work, halve(work))
    shot.photo.alpha = (~clear).astype(np.float32)  # type: ignore[misc]
    facts = measure_background(shot)
    assert facts.edge_share == 0.0
    assert facts.spread_p95_de < 1.0
