from __future__ import annotations

from dataclasses import fields, replace
from types import SimpleNamespace
from typing import get_type_hints

import numpy as np
import pytest
from numpy.typing import NDArray

from headshot_lint.analyse import heads as module
from headshot_lint.analyse import mesh_onnx
from headshot_lint.analyse.boxes import landmark_box
from headshot_lint.analyse.detector import detect, scan
from headshot_lint.analyse.heads import (
    FARTHEST,
    OVERALL,
    Heads,
    answered,
    load_heads,
    look,
    measure_impression,
    read_input,
    read_inputs,
)
from headshot_lint.analyse.mirror import swap_blendshapes
from headshot_lint.cache.codec import fact_types
from headshot_lint.measure.activations import Sight
from headshot_lint.measure.regions import FACE_OVAL
from headshot_lint.model.facts.impression import WORDS
from headshot_lint.model.verdict import Box, Missing
from headshot_lint.photo import load
from headshot_lint.shot import Shot


def row(*values: float) -> NDArray[np.float32]:
    return np.array(values, dtype=np.float32)


SMALL = Heads(
    names=("blur", OVERALL),
    mean=row(10.0, 0.0),
    scale=row(2.0, 1.0),
    weights=np.array([[1.0, 0.0], [0.5, -1.0]], dtype=np.float32),
    bias=row(0.25, 0.0),
    inputs=("light.spread_ev", "gaze.angle_deg"),
    low=row(1.0, 0.0),
    high=row(3.0, 20.0),
    missing=row(2.0, 5.0),
    mix=np.array([[2.0, 3.0, 0.0], [1.0, 0.0, -0.5]], dtype=np.float32),
    mix_bias=row(-1.0, 0.5),
)
"""Two heads on two activations and two measurements, to be followed by hand."""


class Facing(SimpleNamespace):
    """Facts of a photo that yields no background."""

    @property
    def background(self) -> object:
        raise Missing("the person fills the frame")


FACING = Facing(
    light=SimpleNamespace(left_right_ev=-1.5, top_bottom_ev=None, spread_ev=0.5),
    detail=SimpleNamespace(none=0.0, below=-2.0),
)


def test_the_first_step_is_linear_in_standardised_activations() -> None:
    assert SMALL.first(row(10.0, 0.0)) == pytest.approx([0.25, 0.0])
    assert SMALL.first(row(14.0, -3.0)) == pytest.approx([2.25, 4.0])


@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_far_activations_are_cut_off(side: float) -> None:
    at_the_edge = SMALL.first(row(10.0 + side * FARTHEST * 2.0, 0.0))
    assert at_the_edge[0] == pytest.approx(0.25 + side * FARTHEST)
    np.testing.assert_array_equal(SMALL.first(row(10.0 + side * 1e6, 0.0)), at_the_edge)
    assert abs(SMALL.first(row(10.0 + side * 9.0, 0.0))[0] - at_the_edge[0]) > 0.1


@pytest.mark.parametrize(
    ("measured", "place"),
    [
        pytest.param(1.0, 0.0, id="low"),
        pytest.param(2.5, 0.75, id="between"),
        pytest.param(3.0, 1.0, id="high"),
        pytest.param(-9.0, 0.0, id="cut-at-low"),
        pytest.param(99.0, 1.0, id="cut-at-high"),
        pytest.param(float("nan"), 0.5, id="missing"),
    ],
)
def test_the_second_step_joins_the_first_with_a_measurement(measured: float, place: float) -> None:
    answers = SMALL.join(np.array([0.5, 0.0]), row(measured, 0.0))
    assert answers["blur"] == pytest.approx(2.0 * 0.5 + 3.0 * place - 1.0)
    assert answers[OVERALL] == pytest.approx(0.5)


def test_each_missing_measurement_has_its_own_stand_in() -> None:
    first, nothing = np.array([0.5, 1.5]), row(float("nan"), float("nan"))
    assert SMALL.join(first, nothing) == SMALL.join(first, SMALL.missing)
    half = SMALL.join(first, row(float("nan"), 20.0))
    assert half == SMALL.join(first, row(float(SMALL.missing[0]), 20.0))
    assert half != SMALL.join(first, SMALL.missing)


def test_a_stand_in_is_cut_like_a_measurement() -> None:
    far = replace(SMALL, missing=row(99.0, 5.0))
    first = np.zeros(2)
    assert far.join(first, row(float("nan"), 0.0)) == SMALL.join(first, row(3.0, 0.0))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("light.left_right_ev", -1.5, id="plain"),
        pytest.param("abs light.left_right_ev", 1.5, id="absolute"),
        pytest.param("log light.spread_ev", np.log(0.501), id="logarithm"),
        pytest.param("log detail.none", np.log(0.001), id="logarithm-of-nothing"),
        pytest.param("log detail.below", np.log(0.001), id="logarithm-of-less"),
        pytest.param("abs light.top_bottom_ev", np.nan, id="none"),
        pytest.param("log light.top_bottom_ev", np.nan, id="logarithm-of-none"),
        pytest.param("background.edge_share", np.nan, id="missing-group"),
        pytest.param("abs background.edge_share", np.nan, id="absolute-of-missing-group"),
        pytest.param("log background.edge_share", np.nan, id="logarithm-of-missing-group"),
    ],
)
def test_an_input_is_read_by_its_name(name: str, value: float) -> None:
    assert read_input(FACING, name) == pytest.approx(value, nan_ok=True)  # type: ignore[arg-type]


def test_inputs_keep_their_order_and_their_gaps() -> None:
    names = ("light.spread_ev", "background.softness", "abs light.left_right_ev")
    inputs = read_inputs(FACING, names)  # type: ignore[arg-type]
    assert inputs.dtype == np.float32
    np.testing.assert_array_equal(inputs, row(0.5, float("nan"), 1.5))


@pytest.mark.parametrize("name", ["light.spreads_ev", "lights.spread_ev", "sqrt light.spread_ev"])
def test_a_name_that_does_not_exist_is_no_missing_measurement(name: str) -> None:
    with pytest.raises((AttributeError, KeyError)):
        read_input(FACING, name)  # type: ignore[arg-type]


def test_answers_become_chances_and_a_rating() -> None:
    face = Box(1, 2, 3, 4)
    log_odds = dict.fromkeys(WORDS, 0.0) | {"blur": np.log(3.0), "eyes": -np.log(3.0)}
    seen = answered(log_odds | {OVERALL: 0.62}, face)
    assert (seen.blur, seen.eyes, seen.busy) == pytest.approx((0.75, 0.25, 0.5))
    assert seen.overall == pytest.approx(62.0)
    assert seen.face is face


@pytest.mark.parametrize(("share", "rating"), [(-0.3, 0.0), (0.0, 0.0), (1.0, 100.0), (1.4, 100.0)])
def test_a_rating_stays_on_its_scale(share: float, rating: float) -> None:
    answers = dict.fromkeys(WORDS, 0.0) | {OVERALL: share}
    assert answered(answers, Box(0, 0, 1, 1)).overall == rating


def test_the_packaged_heads_are_those_that_the_fact_names() -> None:
    assert load_heads().names == (*WORDS, OVERALL)


def test_the_packaged_heads_are_whole() -> None:
    heads = load_heads()
    count, seen, inputs = len(heads.names), len(heads.mean), len(heads.inputs)
    shapes = {
        "mean": (seen,),
        "scale": (seen,),
        "weights": (count, seen),
        "bias": (count,),
        "low": (inputs,),
        "high": (inputs,),
        "missing": (inputs,),
        "mix": (count, 1 + inputs),
        "mix_bias": (count,),
    }
    assert {*shapes, "names", "inputs"} == {field.name for field in fields(Heads)}
    for name, shape in shapes.items():
        array = getattr(heads, name)
        assert array.shape == shape, name
        assert array.dtype == np.float32, name
        assert np.isfinite(array).all(), name
    assert (heads.scale > 0).all()
    assert (heads.high > heads.low).all()
    assert len(set(heads.inputs)) == inputs


def test_the_packaged_heads_have_both_steps() -> None:
    heads = load_heads()
    assert (np.abs(heads.weights).sum(axis=1) > 0).all()
    # More of what the first step saw must never make a fault less likely.
    assert (heads.mix[:, 0] > 0).all()


def test_every_packaged_input_is_a_number_among_the_facts() -> None:
    for name in load_heads().inputs:
        *steps, path = name.split()
        assert set(steps) <= set(module._STEPS), name
        group, number = path.split(".")
        fact = fact_types()[group]
        kinds = get_type_hints(fact)
        if number not in kinds:
            kinds[number] = get_type_hints(getattr(fact, number).fget)["return"]
        assert kinds[number] in (float, int, float | None, int | None), name


@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_the_packaged_heads_cut_far_activations_off(side: float) -> None:
    heads = load_heads()

    def first(times: float) -> NDArray[np.float64]:
        return heads.first(heads.mean + np.float32(side * times) * heads.scale)

    np.testing.assert_array_equal(first(20 * FARTHEST), first(2 * FARTHEST))
    assert not np.allclose(first(0.5 * FARTHEST), first(2 * FARTHEST))


@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_the_packaged_heads_stay_finite_whatever_they_see(side: float) -> None:
    heads = load_heads()
    worst = np.sign(heads.weights) * np.float32(side * 1e6) * heads.scale
    first = np.diag(np.stack([heads.first(heads.mean + towards) for towards in worst]))
    for measured in (heads.low, heads.high, np.full_like(heads.low, np.nan)):
        faults = answered(heads.join(first, measured), Box(0, 0, 1, 1)).faults
        assert all(0.0 <= chance <= 1.0 for chance in faults.values())


# The networks hand on what they saw.


def sight_corners(sight: Sight) -> NDArray[np.float64]:
    return np.array([[0, 0], [1, 0], [0, 1], [1, 1]], dtype=np.float64) * sight.grid_px


def assert_maps(sight: Sight) -> None:
    """Check that the maps are square, finite, not flat, and that none is finer than the first."""
    sides = [layer.shape[1] for layer in sight.maps]
    assert sides[0] == max(sides)
    for layer in sight.maps:
        assert layer.ndim == 3
        assert layer.shape[1] == layer.shape[2]
        assert np.isfinite(layer).all()
        assert layer.std() > 0
    assert sight.grid_px == 2 * sides[0]


@pytest.mark.model
def test_the_detector_hands_on_its_maps(astronaut: NDArray[np.uint8]) -> None:
    seen, found = scan(astronaut, (1024, 1536)), detect(astronaut)
    assert [face.score for face in seen.faces] == [face.score for face in found]
    for face, small in zip(seen.faces, found, strict=True):
        np.testing.assert_allclose(face.box, small.box * (2.0, 3.0, 2.0, 3.0))
        np.testing.assert_allclose(face.keypoints, small.keypoints * (2.0, 3.0))
    assert_maps(seen.sight)


@pytest.mark.model
@pytest.mark.parametrize(
    ("height", "width"), [(512, 512), (300, 200), (200, 300)], ids=["square", "upright", "across"]
)
def test_the_detectors_maps_lie_over_the_letterbox(
    astronaut: NDArray[np.uint8], height: int, width: int
) -> None:
    scene = np.ascontiguousarray(astronaut[: height // 2, : width // 2])
    sight = scan(scene, (width, height)).sight
    side = max(height, width)
    corners = np.array([[-0.5, -0.5], [width - 0.5, height - 0.5]], dtype=np.float32)
    margin = np.array([side - width, side - height]) / 2
    expected = np.array([margin, side - margin]) * sight.grid_px / side
    np.testing.assert_allclose(sight.on_grid(corners), expected, atol=1e-4)


@pytest.mark.model
@pytest.mark.parametrize("turn_deg", [0.0, 20.0])
def test_the_landmark_networks_maps_lie_over_its_crop(
    astronaut: NDArray[np.uint8], turn_deg: float
) -> None:
    face = detect(astronaut)[0]
    frame = mesh_onnx.frame_of_box(face.box, face.roll_deg + turn_deg)
    seen = mesh_onnx.look(astronaut, frame)
    points, presence = mesh_onnx.find_points(astronaut, frame)
    np.testing.assert_array_equal(seen.points, points)
    assert seen.presence == presence
    assert_maps(seen.sight)
    crop = mesh_onnx.CROP_PX
    edges = np.array([[0, 0], [crop, 0], [0, crop], [crop, crop]], dtype=np.float64)
    corners = np.column_stack([edges - 0.5, np.ones(4)]) @ frame.to_work().T
    on_grid = seen.sight.on_grid(corners.astype(np.float32))
    np.testing.assert_allclose(on_grid, sight_corners(seen.sight), atol=1e-3)


@pytest.mark.model
def test_the_segmenters_maps_lie_over_the_whole_picture(hopper: NDArray[np.uint8]) -> None:
    shot = Shot(load(hopper), engine="onnx")
    sight = shot.segmentation.sight
    assert_maps(sight)
    height, width = shot.work.shape[:2]
    corners = np.array([[x, y] for y in (0, height) for x in (0, width)], dtype=np.float32) - 0.5
    # The scene's sides are whole pixels: it may end up to one of them beside the picture's edge.
    atol = sight.grid_px / min(shot.scene.image.shape[:2])
    np.testing.assert_allclose(sight.on_grid(corners), sight_corners(sight), atol=atol)


@pytest.mark.model
def test_the_heads_read_every_number_that_the_networks_hand_on(
    hopper: NDArray[np.uint8],
) -> None:
    shot = Shot(load(hopper), engine="onnx")
    seen = look(shot)
    assert seen.shape == load_heads().mean.shape
    assert np.isfinite(seen).all()
    weights = shot.mesh.blendshapes
    shown = swap_blendshapes(weights) if shot.mirrored else weights
    np.testing.assert_array_equal(seen[-len(weights) :], shown)


@pytest.mark.model
def test_heads_read_the_same_row_of_a_mirror_image(hopper: NDArray[np.uint8]) -> None:
    flipped = np.ascontiguousarray(hopper[:, ::-1])
    rows = [look(Shot(load(picture), engine="onnx")) for picture in (hopper, flipped)]
    away = np.abs(rows[0] - rows[1]) / load_heads().scale
    assert away.mean() < 0.005


@pytest.mark.model
def test_both_steps_make_the_impression(
    hopper: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch
) -> None:
    shot, heads = Shot(load(hopper), engine="onnx"), load_heads()
    seen = measure_impression(shot)
    assert seen.face == landmark_box(shot, FACE_OVAL, "face")
    expected = heads.join(heads.first(look(shot)), read_inputs(shot, heads.inputs))
    for name in WORDS:
        assert np.log(getattr(seen, name) / (1 - getattr(seen, name))) == pytest.approx(
            expected[name], abs=1e-6
        )
    monkeypatch.setattr(module, "read_inputs", lambda *_: heads.high)
    assert measure_impression(shot) != seen


@pytest.mark.model
def test_without_a_face_there_is_no_impression() -> None:
    grey = Shot(load(np.full((300, 300, 3), 90, dtype=np.uint8)), engine="onnx")
    with pytest.raises(Missing, match="face"):
        measure_impression(grey)


@pytest.mark.model
def test_a_face_that_no_network_saw_has_no_activations(hopper: NDArray[np.uint8]) -> None:
    shot = Shot(load(hopper), engine="onnx")
    shot._kept["mesh"] = replace(shot.mesh, sight=None)
    with pytest.raises(Missing, match="not found by a network"):
        look(shot)
