from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headshot_lint.measure.style import CUE_SHAPES, find_cues

PLAIN = {
    "face_share": 0.45,
    "offset": 0.01,
    "circle_loss": 0.0,
    "yaw_deg": 3.0,
    "pitch_deg": 4.0,
    "roll_deg": 2.0,
    "gaze_deg": 3.0,
    "light_spread_ev": 0.5,
    "background_lightness": 70.0,
    "background_edges": 0.0,
    "colour_spread": 10.0,
}


def test_a_plain_headshot_has_no_cue() -> None:
    assert find_cues(PLAIN) == []


@pytest.mark.parametrize("shape", CUE_SHAPES, ids=lambda shape: shape.words)
def test_every_departure_is_seen_and_capped_by_its_weight(shape: object) -> None:
    assert isinstance(shape, type(CUE_SHAPES[0]))
    beyond = shape.full + 10 * (shape.full - shape.start)
    assert find_cues({**PLAIN, shape.measurement: beyond}) == [(shape.words, shape.weight)]


@given(low=st.floats(0, 90), more=st.floats(0, 90))
def test_turning_further_is_never_plainer(low: float, more: float) -> None:
    turned = next(shape for shape in CUE_SHAPES if shape.measurement == "yaw_deg")
    assert turned.strength(low + more) >= turned.strength(low)


def test_what_is_seen_twice_counts_once() -> None:
    cues = find_cues({**PLAIN, "offset": 0.3, "circle_loss": 0.2})
    assert [words for words, _ in cues] == ["the head off the centre"]


def test_a_missing_measurement_has_no_cue() -> None:
    assert find_cues({"face_share": 0.45}) == []
