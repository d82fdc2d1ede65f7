from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from headshot_lint.model.facts import Faces
from headshot_lint.model.verdict import Box, Missing
from headshot_lint.photo import load
from headshot_lint.shot import Shot

pytestmark = pytest.mark.model

Picture = NDArray[np.uint8]


def faces_of(picture: Picture) -> Faces:
    return Shot(load(np.ascontiguousarray(picture)), engine="onnx").faces


def middle(box: Box) -> tuple[float, float]:
    return box.x + box.width / 2, box.y + box.height / 2


def beside(left: Picture, right: Picture, share: float) -> Picture:
    """`right`, made smaller, on a canvas with `left`."""
    size = (int(right.shape[1] * share), int(right.shape[0] * share))
    small = np.asarray(Image.fromarray(right).resize(size))
    height, gap = left.shape[0], left.shape[1]
    canvas = np.full((height, gap + size[0], 3), 128, dtype=np.uint8)
    canvas[:, :gap] = left
    canvas[: size[1], gap:] = small
    return canvas


def test_one_face_where_it_is(astronaut: Picture) -> None:
    (face,) = faces_of(astronaut).faces
    assert middle(face.box) == pytest.approx((225, 122), abs=8)
    assert face.area_share_of_subject == 1


def test_boxes_are_pixels_of_the_full_size_photo(astronaut: Picture) -> None:
    grown = cv2.resize(astronaut, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    (face,) = faces_of(astronaut).faces
    (large,) = faces_of(np.asarray(grown, dtype=np.uint8)).faces
    assert middle(large.box) == pytest.approx([4 * at for at in middle(face.box)], abs=12)


def test_subject_is_the_larger_face(astronaut: Picture, hopper: Picture) -> None:
    picture = beside(hopper, astronaut, 0.8)
    shot = Shot(load(picture), engine="onnx")
    assert shot.faces.count == 2
    assert middle(shot.subject.box)[0] < hopper.shape[1]
    assert shot.faces.faces[shot.subject.index].area_share_of_subject == 1
    assert 0 < shot.subject.frame_share < 0.2


def test_small_face_is_not_prominent(astronaut: Picture, hopper: Picture) -> None:
    faces = faces_of(beside(hopper, astronaut, 0.7))
    assert faces.count == 2
    assert len(faces.prominent(0.05)) == 2
    assert len(faces.prominent(0.9)) == 1


def test_no_face_is_a_fact_and_no_subject_an_absence() -> None:
    shot = Shot(load(np.full((300, 300, 3), 90, dtype=np.uint8)), engine="onnx")
    assert shot.faces == Faces(faces=())
    with pytest.raises(Missing, match="no face was found"):
        _ = shot.subject
    with pytest.raises(Missing, match="no face was found"):
        _ = shot.pose


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_face_is_found_however_the_picture_lies(hopper: Picture, quarters: int) -> None:
    shot = Shot(load(np.ascontiguousarray(np.rot90(hopper, quarters))), engine="onnx")
    assert shot.faces.count >= 1
    turned = {1: -90, 2: 180, 3: 90}[quarters] - 2.4
    difference = (shot.pose.roll_deg - turned + 180) % 360 - 180
    assert abs(difference) < 8


def test_close_crop_is_found(hopper: Picture) -> None:
    assert faces_of(hopper[95:335, 145:385]).count == 1


@pytest.mark.parametrize("flipped", [False, True])
def test_tiles_find_what_the_whole_picture_does_not(
    astronaut: Picture, hopper: Picture, flipped: bool
) -> None:
    canvas = np.full((1000, 1000, 3), 150, dtype=np.uint8)
    canvas[400:, 200 : 200 + hopper.shape[1]] = hopper[:600]
    small = np.asarray(Image.fromarray(astronaut[:260, 100:360]).resize((140, 140)))
    canvas[100:240, 800:940] = small
    picture = np.ascontiguousarray(canvas[:, ::-1]) if flipped else canvas
    shot = Shot(load(picture), engine="onnx")
    assert shot.faces.count == 1
    (bystander,) = shot.bystanders.faces
    x, y = middle(bystander.box)
    assert (1000 - x if flipped else x, y) == pytest.approx((866, 166), abs=15)
    assert 0.01 < bystander.area_share_of_subject < 0.2


def test_person_mask_covers_the_face_and_spares_the_corner(hopper: Picture) -> None:
    shot = Shot(load(hopper), engine="onnx")
    mask = shot.person
    assert mask.shape == shot.scene.image.shape[:2]
    x, y = (round(at * shot.scene.scale) for at in middle(shot.subject.box))
    assert mask[y, x] > 0.9
    assert mask[:20, :20].mean() < 0.2
