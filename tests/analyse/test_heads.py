from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from headshot_lint.analyse.detector import detect, scan
from headshot_lint.analyse.heads import FARTHEST, OVERALL, load_heads
from headshot_lint.analyse.mesh_onnx import frame_of_box, look
from headshot_lint.model.facts.impression import WORDS

pytestmark = pytest.mark.model


def test_heads_are_those_that_the_fact_names() -> None:
    heads = load_heads()
    assert heads.names == (*WORDS, OVERALL)
    assert heads.weights.shape == (len(heads.names), len(heads.mean))


def test_far_activations_are_cut_off() -> None:
    heads = load_heads()
    edge = heads.mean + FARTHEST * heads.scale
    beyond = heads.mean + 10 * FARTHEST * heads.scale
    assert heads(beyond)[OVERALL] == pytest.approx(heads(edge)[OVERALL], abs=1e-3)


def test_networks_hand_on_what_they_saw(astronaut: NDArray[np.uint8]) -> None:
    seen = scan(astronaut)
    assert [face.score for face in seen.faces] == [face.score for face in detect(astronaut)]
    face = seen.faces[0]
    inner = look(astronaut, frame_of_box(face.box, face.roll_deg)).inner
    assert len(inner) + len(seen.inner) < len(load_heads().mean)
    assert np.isfinite(inner).all()
