from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headshot_lint.measure.arrays import GreyImage
from headshot_lint.measure.sharpness import beyond_grid_px, edge_blur_px, find_edges

EVERYWHERE = np.ones((128, 128), dtype=bool)


def blur_of(image: GreyImage) -> float | None:
    return edge_blur_px(find_edges(image), EVERYWHERE)


def step_edge(blur_px: float, *, low: float = 40.0, high: float = 200.0) -> GreyImage:
    image = np.full((128, 128), low, dtype=np.float32)
    image[:, 64:] = high
    if blur_px == 0.0:
        return image
    return np.asarray(cv2.GaussianBlur(image, (0, 0), blur_px), dtype=np.float32)


def blobs(seed: int) -> GreyImage:
    noise = np.random.default_rng(seed).normal(size=(128, 128)).astype(np.float32)
    smooth = cv2.GaussianBlur(noise, (0, 0), 3.0)
    return np.asarray(np.where(smooth > 0, 180.0, 60.0), dtype=np.float32)


@pytest.mark.parametrize("blur_px", [1.0, 1.5, 2.0, 3.0, 4.0])
def test_the_blur_of_a_step_edge_is_found(blur_px: float) -> None:
    assert blur_of(step_edge(blur_px)) == pytest.approx(blur_px, abs=0.25)


@given(low=st.floats(0, 100), rise=st.floats(20, 150))
@settings(deadline=None, max_examples=25)
def test_tone_and_contrast_do_not_enter(low: float, rise: float) -> None:
    measured = blur_of(step_edge(2.0, low=low, high=low + rise))
    assert measured == pytest.approx(2.0, abs=0.25)


@given(seed=st.integers(0, 1000), first=st.floats(0.5, 3.0), more=st.floats(0.5, 3.0))
@settings(deadline=None, max_examples=25)
def test_more_blur_never_raises_sharpness(seed: int, first: float, more: float) -> None:
    softer = cv2.GaussianBlur(blobs(seed), (0, 0), first)
    softest = cv2.GaussianBlur(softer, (0, 0), more)
    before, after = (blur_of(np.asarray(image, dtype=np.float32)) for image in (softer, softest))
    assert before is not None
    assert after is not None
    assert after >= before - 0.05


def test_a_blank_wall_has_no_edges() -> None:
    assert blur_of(np.full((128, 128), 90.0, dtype=np.float32)) is None


@given(blur_px=st.floats(0, 20), magnification=st.floats(0.1, 8))
def test_enlarging_explains_blur_and_never_adds_any(blur_px: float, magnification: float) -> None:
    left = beyond_grid_px(blur_px, magnification)
    assert 0.0 <= left <= blur_px + 1e-9
    if magnification <= 1.0:
        assert left == pytest.approx(blur_px)
