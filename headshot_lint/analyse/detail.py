"""Compression and true detail, measured on small crops of native pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from headshot_lint.measure.arrays import GreyImage, LumaImage, RgbImage
from headshot_lint.measure.bandwidth import FULL_BANDWIDTH, bandwidth
from headshot_lint.measure.compression import blockiness
from headshot_lint.model.facts.detail import Detail

if TYPE_CHECKING:
    from headshot_lint.analyse.view import ShotView
    from headshot_lint.photo import Photo

GRID_CROP_PX = 512
TILE_PX = 256
TILES_JUDGED = 2
TILES_PER_SIDE = 4


def measure_detail(shot: ShotView) -> Detail:
    """Measure blocking in the centre and bandwidth where the picture has most detail.

    The most detailed tiles decide, because a blurred background and smooth skin have none and say
    nothing about the pixels; an enlarged picture is soft everywhere.
    """
    photo = shot.photo
    reached = _reach(photo, shot.scene.image)
    share = 1.0 if reached is None else min(1.0, reached / FULL_BANDWIDTH)
    blocks, reason = _blocks(photo)
    return Detail(
        blockiness=blocks,
        bandwidth=reached,
        effective_short_px=share * photo.decoded_scale * min(photo.width, photo.height),
        blockiness_reason=reason,
    )


def _blocks(photo: Photo) -> tuple[float | None, str]:
    if photo.decoded_scale < 1:
        return None, "the photo is so large that it was decoded at a reduced size"
    ratio = blockiness(_crop(photo, photo.width / 2, photo.height / 2, GRID_CROP_PX))
    return ratio, "" if ratio is not None else "the photo is too small to show a grid"


def _reach(photo: Photo, scene: RgbImage) -> float | None:
    side = min(TILE_PX / photo.decoded_scale, photo.width, photo.height)
    scale = max(scene.shape[:2]) / max(photo.width, photo.height)
    gradient = _gradient(scene)
    centres = [(x, y) for y in _places(photo.height, side) for x in _places(photo.width, side)]
    # Stable order: equal energies keep reading order.
    centres.sort(key=lambda at: -_energy(gradient, at[0] * scale, at[1] * scale, side * scale))
    tiles = (_crop(photo, x, y, TILE_PX) for x, y in centres[:TILES_JUDGED])
    reached = [share for tile in tiles if (share := bandwidth(tile)) is not None]
    return max(reached, default=None)


def _places(length: int, side: float) -> list[float]:
    """Centres of evenly spread tiles that cover a side without leaving it."""
    count = min(TILES_PER_SIDE, max(1, round(2 * length / side) - 1))
    first, last = side / 2, length - side / 2
    if count == 1:
        return [length / 2]
    return [first + (last - first) * place / (count - 1) for place in range(count)]


def _gradient(scene: RgbImage) -> GreyImage:
    grey = cv2.cvtColor(scene, cv2.COLOR_RGB2GRAY)
    across = cv2.Sobel(grey, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    return np.asarray(cv2.magnitude(across, down), dtype=np.float32)


def _energy(gradient: GreyImage, x: float, y: float, side: float) -> float:
    """Mean of a square; 0 beyond the picture."""
    size = max(1, round(side))
    left, top = round(max(0.0, x - side / 2)), round(max(0.0, y - side / 2))
    square = gradient[top : top + size, left : left + size]
    return float(cv2.mean(square)[0]) if square.size else 0.0


def _crop(photo: Photo, x: float, y: float, side_px: int) -> LumaImage:
    """Luma of a square of decoded pixels round a point of the full photo."""
    side = side_px / photo.decoded_scale
    left, top = round(max(0.0, x - side / 2)), round(max(0.0, y - side / 2))
    rgb = photo.crop(left, top, min(side, photo.width - left), min(side, photo.height - top))
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
