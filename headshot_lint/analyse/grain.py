"""Grain of the skin, read from the photo's own pixels."""

from __future__ import annotations

import cv2
import numpy as np

from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.arrays import Points, RgbImage
from headshot_lint.measure.colour import to_lab
from headshot_lint.measure.noise import colour_noise_sd
from headshot_lint.measure.patch import FACE_EYE_GAP_PX
from headshot_lint.measure.regions import FOREHEAD, LEFT_CHEEK, RIGHT_CHEEK, hull_mask

SKIN = (RIGHT_CHEEK, LEFT_CHEEK, FOREHEAD)
OCTAVES = 2
MARGIN_PX = 2


def measure_grain(shot: ShotView) -> float | None:
    """Return the stronger grain of two octaves on cheeks and forehead; None without such skin.

    Interpolation smooths noise away, so pixels are taken as they are; of a face larger than the
    fixed scale they are averaged down to it, as a page does that shows the photo, for grain that
    only shows at 100 % harms nobody. Grain as fine as a pixel shows in the first octave, grain
    that a camera or JPEG has softened in the second, where pixels are averaged in twos.
    """
    try:
        image, points = _skin_pixels(shot)
    except ValueError:
        return None
    grains = []
    for octave in range(OCTAVES):
        if octave:
            image, points = _scale(image, points, 0.5)
        skin = hull_mask(image.shape, *(points[list(part)] for part in SKIN))
        grains.append(colour_noise_sd(to_lab(image), skin))
    return max((grain for grain in grains if grain is not None), default=None)


def _skin_pixels(shot: ShotView) -> tuple[RgbImage, Points]:
    """Decoded pixels round cheeks and forehead, the eyes at most 64 px apart, and landmarks there.

    Raises:
        ValueError: the skin lies outside of the photo.
    """
    photo, step = shot.photo, shot.photo.decoded_scale
    # From working pixels, centres at whole numbers, to those of the full photo.
    full = (shot.mesh.points[:, :2] + 0.5) / photo.scale
    skin = full[[index for part in SKIN for index in part]]
    low = np.maximum(skin.min(axis=0) - MARGIN_PX / step, 0.0)
    size = skin.max(axis=0) + MARGIN_PX / step - low
    crop = photo.crop(*(float(edge) for edge in (*low, *size)))
    points = (full * step - np.floor(low * step) - 0.5).astype(np.float32)
    gap_px = shot.mesh.eye_gap_px / photo.scale * step
    return _scale(crop, points, min(1.0, FACE_EYE_GAP_PX / max(gap_px, 1e-3)))


def _scale(image: RgbImage, points: Points, factor: float) -> tuple[RgbImage, Points]:
    """Reduce by averaging areas."""
    if factor == 1.0:
        return image, points
    height, width = image.shape[:2]
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    ratio = (np.array(size) / (width, height)).astype(np.float32)
    moved = (points + np.float32(0.5)) * ratio - np.float32(0.5)
    return np.asarray(small, dtype=np.uint8), np.asarray(moved, dtype=np.float32)
