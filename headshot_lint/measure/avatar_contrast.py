"""Contrast at avatar size: features against skin, head against background."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from headshot_lint.measure.arrays import LabImage, Mask, Points, RgbImage, SoftMask
from headshot_lint.measure.avatar import FEATURES, eye_gap
from headshot_lint.measure.colour import luminance, to_lab, to_linear
from headshot_lint.measure.mesh import CHIN
from headshot_lint.measure.rank import median, percentile
from headshot_lint.measure.regions import hull_mask

DARKEST = 0.002
"""Added to luminance before the logarithm (veiling glare): noise in blacks is no contrast."""

RING_SHARE = 0.08
"""Width of the rings on both sides of the head's outline, in sides of the avatar: 4 px at 48."""

MIN_RING_PX = 12


def feature_contrast_ev(shown: RgbImage, points: Points) -> float:
    """Return the range of log2 luminance over eyes, brows, nose and mouth, in stops.

    10th to 90th percentile within the hull of the features, after shading wider than half an eye
    gap is taken out, so that hard side light is not read as contrast. A ratio of luminances, so
    skin of any tone reads alike.

    Args:
        shown: the photo's centre square at the size of an avatar, S x S x 3 uint8.
        points: N x 2 landmarks in it.
    """
    hull = hull_mask(shown.shape, points[list(FEATURES)])
    if not hull.any():
        return 0.0
    stops = np.log2(luminance(to_linear(shown)) + DARKEST)
    sigma = max(0.5 * eye_gap(points), 0.5)
    weight = cv2.GaussianBlur(hull.astype(np.float32), (0, 0), sigma)
    shading = cv2.GaussianBlur(np.where(hull, stops, 0).astype(np.float32), (0, 0), sigma)
    local = (stops - shading / np.maximum(weight, 1e-6))[hull]
    return percentile(local, 90) - percentile(local, 10)


def figure_ground_de(shown: RgbImage, points: Points, person: SoftMask) -> float | None:
    """Return the median CIELAB difference across the outline of the head and neck.

    Args:
        shown: the photo's centre square at the size of an avatar, S x S x 3 uint8.
        points: N x 2 landmarks in it.
        person: person probability of the whole photo, at any scale.

    Returns:
        Difference (CIE 1976) of each outline pixel from the background next to it, median; None
        where the circle shows too little outline.
    """
    display_px = len(shown)
    mask = _centre(person, display_px)
    chin_y = float(points[CHIN, 1])
    above = np.arange(display_px)[:, None] <= chin_y
    seen = above & _disc(display_px)
    figure, ground = (mask > 0.8) & seen, (mask < 0.2) & seen
    reach = 2 * max(1, round(RING_SHARE * display_px)) + 1
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    near_figure = cv2.dilate(figure.view(np.uint8), brush) > 0
    near_ground = cv2.dilate(ground.view(np.uint8), brush) > 0
    inner, outer = figure & near_ground, ground & near_figure
    if inner.sum() < MIN_RING_PX or outer.sum() < MIN_RING_PX:
        return None
    lab = to_lab(shown)
    beside = _mean_nearby(lab, outer, reach)
    return median(np.linalg.norm((lab - beside)[inner], axis=1))


@cache
def _disc(display_px: int) -> Mask:
    """Pixels whose centres lie in the circle that a square of that side holds."""
    away = np.arange(display_px) + 0.5 - display_px / 2
    disc: Mask = np.hypot(away[:, None], away) <= display_px / 2
    disc.flags.writeable = False  # one for all callers
    return disc


def _mean_nearby(lab: LabImage, where: Mask, reach: int) -> LabImage:
    """Mean colour of the pixels `where` holds within a window of about `reach`."""
    weight = cv2.GaussianBlur(where.astype(np.float32), (0, 0), reach / 3)
    total = cv2.GaussianBlur(lab * where[:, :, None], (0, 0), reach / 3)
    return np.asarray(total / np.maximum(weight, 1e-6)[:, :, None], dtype=np.float32)


def _centre(person: SoftMask, display_px: int) -> SoftMask:
    height, width = person.shape
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    middle = person[top : top + side, left : left + side]
    small = cv2.resize(middle, (display_px, display_px), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.float32)
