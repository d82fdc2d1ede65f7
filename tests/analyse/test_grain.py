from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np
import pytest

from headshot_lint.analyse.canonical import canonical_face
from headshot_lint.analyse.grain import measure_grain
from headshot_lint.measure.mesh import Mesh
from headshot_lint.photo import load

if TYPE_CHECKING:
    from headshot_lint.analyse.view import ShotView
    from headshot_lint.measure.arrays import RgbImage


LIMIT = 1.2  # of HL113


def grain_of(picture: RgbImage, gap_px: float = 64.0, at: float = 0.5) -> float | None:
    """Grain of a picture with a face of that size at a share of its width."""
    vertices = canonical_face().vertices[:, :2].astype(np.float32)
    face = Mesh(np.column_stack([vertices, np.zeros(len(vertices))]), np.empty(0), 1.0)
    points = np.zeros((478, 3), np.float32)
    points[: len(vertices), :2] = vertices * np.float32([1, -1]) * (gap_px / face.eye_gap_px)
    points[:, 0] += picture.shape[1] * at
    points[:, 1] += picture.shape[0] / 2
    photo = load(picture)
    points[:, :2] *= photo.scale
    mesh = Mesh(points, np.empty(0), 1.0)
    return measure_grain(cast("ShotView", SimpleNamespace(photo=photo, mesh=mesh)))


def skin(side: int, spread: float, coarse_px: float = 0.0) -> RgbImage:
    """Plain skin under coloured grain of a spread in 8-bit codes."""
    grain = np.random.default_rng(4).normal(0.0, 1.0, (side, side, 3)).astype(np.float32)
    if coarse_px:
        grain = cv2.GaussianBlur(grain, (0, 0), coarse_px)
        grain /= grain.std()
    return np.clip(np.array((205, 160, 135)) + spread * grain, 0, 255).astype(np.uint8)


def test_more_noise_reads_higher() -> None:
    ladder = [grain_of(skin(400, spread)) or 0.0 for spread in (0.0, 2.0, 5.0, 10.0, 20.0)]
    assert ladder[0] == pytest.approx(0.0, abs=0.05)
    assert ladder == sorted(ladder)
    assert ladder[-1] > 4.0


@pytest.mark.parametrize("coarse_px", [0.5, 0.8, 1.2])
def test_coarse_grain_does_not_escape(coarse_px: float) -> None:
    grain = grain_of(skin(400, 10.0, coarse_px))
    assert grain is not None
    assert grain > LIMIT


def test_grain_that_only_shows_at_full_size_counts_less() -> None:
    close, shown = grain_of(skin(1000, 10.0), 64.0), grain_of(skin(1000, 10.0), 256.0)
    assert close is not None
    assert shown is not None
    assert shown < 0.5 * close


def test_pixels_are_read_before_the_working_image_smooths_them() -> None:
    large = grain_of(skin(1600, 10.0), 64.0)
    assert large == pytest.approx(grain_of(skin(400, 10.0), 64.0), rel=0.2)


def test_a_face_outside_of_the_photo_has_no_grain() -> None:
    assert grain_of(skin(400, 5.0), at=3.0) is None
