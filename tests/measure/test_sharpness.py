from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headshot_lint.measure.arrays import GreyImage
from headshot_lint.measure.sharpness import (
    DirectedBlur,
    beyond_grid_px,
    directed_blur,
    find_gradients,
)

EVERYWHERE = np.ones((128, 128), dtype=bool)


def directed(image: GreyImage) -> DirectedBlur | None:
    return directed_blur(find_gradients(image), EVERYWHERE)


def blur_of(image: GreyImage) -> float:
    blur = directed(image)
    assert blur is not None
    return blur.most


def smeared(image: GreyImage, length_px: int, angle_deg: float) -> GreyImage:
    """As by a camera that pans along a straight line."""
    kernel = np.zeros((length_px, length_px), np.float32)
    kernel[length_px // 2] = 1.0
    middle = (length_px - 1) / 2
    turn = cv2.getRotationMatrix2D((middle, middle), angle_deg, 1.0)
    kernel = np.asarray(cv2.warpAffine(kernel, turn, (length_px, length_px)), dtype=np.float32)
    return np.asarray(cv2.filter2D(image, -1, kernel / kernel.sum()), dtype=np.float32)


def step_edge(blur_px: float, *, low: float = 40.0, high: float = 200.0) -> GreyImage:
    image = np.full((128, 128), low, dtype=np.float32)
    image[:, 64:] = high
    if blur_px == 0.0:
        return image
    return np.asarray(cv2.GaussianBlur(image, (0, 0), blur_px), dtype=np.float32)


def blobs(seed: int, size_px: float = 3.0) -> GreyImage:
    noise = np.random.default_rng(seed).normal(size=(128, 128)).astype(np.float32)
    smooth = cv2.GaussianBlur(noise, (0, 0), size_px)
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
    assert after >= before - 0.05


@given(seed=st.integers(0, 1000), angle_deg=st.floats(0, 180))
@settings(deadline=None, max_examples=25)
def test_a_pan_shows_in_whatever_direction_it_goes(seed: int, angle_deg: float) -> None:
    sharp = directed(blobs(seed, 8.0))
    panned = directed(smeared(blobs(seed, 8.0), 13, angle_deg))
    assert sharp is not None
    assert panned is not None
    assert sharp.most < 0.5
    assert panned.most > 1.7
    assert panned.least < 0.65 * panned.most


@given(seed=st.integers(0, 1000))
@settings(deadline=None, max_examples=25)
def test_a_lens_out_of_focus_blurs_all_directions_alike(seed: int) -> None:
    soft = cv2.GaussianBlur(blobs(seed, 8.0), (0, 0), 2.5)
    blur = directed(np.asarray(soft, dtype=np.float32))
    assert blur is not None
    assert blur.most == pytest.approx(2.5, abs=0.5)
    assert blur.least > 0.8 * blur.most


def test_a_blank_wall_has_no_edges() -> None:
    assert directed(np.full((128, 128), 90.0, dtype=np.float32)) is None


def test_a_few_pixels_have_no_edges() -> None:
    few = np.zeros((128, 128), dtype=bool)
    few[60:66, 60:66] = True
    assert directed_blur(find_gradients(step_edge(1.0)), few) is None


@given(blur_px=st.floats(0, 20), magnification=st.floats(0.1, 8))
def test_the_grid_explains_blur_and_never_adds_any(blur_px: float, magnification: float) -> None:
    left = beyond_grid_px(blur_px, magnification)
    assert 0.0 <= left <= blur_px
    assert left <= beyond_grid_px(blur_px, 1.0)
    if magnification <= 1.0:
        assert left == beyond_grid_px(blur_px, 1.0)


@pytest.mark.parametrize("magnification", [1.0, 1.5, 2.0, 2.5])
def test_enlarging_a_sharp_picture_is_no_blur(magnification: float) -> None:
    fine = cv2.resize(blobs(3, 8.0), (1024, 1024), interpolation=cv2.INTER_CUBIC)
    side = round(128 / magnification)
    file = cv2.resize(fine, (side, side), interpolation=cv2.INTER_AREA)
    shown = np.asarray(cv2.resize(file, (128, 128), interpolation=cv2.INTER_LINEAR), np.float32)
    assert beyond_grid_px(blur_of(shown), magnification) < 0.7
    soft = np.asarray(cv2.GaussianBlur(shown, (0, 0), 3.0), dtype=np.float32)
    assert beyond_grid_px(blur_of(soft), magnification) == pytest.approx(3.0, abs=0.5)
