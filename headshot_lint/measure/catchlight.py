"""Highlights of the lamps on both corneas: the same lamps light both eyes."""

from __future__ import annotations

import cv2
import numpy as np

from headshot_lint.measure.arrays import Mask
from headshot_lint.measure.iris_match import EyePatch, Iris

DISC_PX = 64
"""Side of the grid over an iris: diameter 64 px."""

HIGHLIGHT_STOPS = 2.0
"""A highlight is so much brighter than the iris's median, and within a stop of its brightest."""

MIN_SHARE, MAX_SHARE = 0.002, 0.25
"""Area of a highlight over that of the iris; less is noise, more is haze or glare of glasses."""

TOLERANCE_PX = 3
"""Highlights grow by so much (a tenth of the radius) before they are compared."""

SHIFT_PX = 6
"""Both irises are laid over each other at the best of shifts up to a fifth of the radius: the
place of a small rim is no more exact, and a near lamp shows at slightly different places."""


def find_catchlights(eye: EyePatch, iris: Iris) -> Mask | None:
    """Return the highlights in an iris as a 64 x 64 mask, or None where there are none."""
    step = 2 * iris.patch_radius / DISC_PX
    x, y = iris.patch_xy
    origin = -(DISC_PX - 1) / 2 * step
    matrix = np.array([[step, 0, x + origin], [0, step, y + origin]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    disc = np.asarray(cv2.warpAffine(eye.stops, matrix, (DISC_PX, DISC_PX), flags=flags))
    at = np.arange(DISC_PX) - (DISC_PX - 1) / 2
    inside = np.hypot(at[:, None], at[None, :]) < 0.85 * DISC_PX / 2
    threshold = max(np.median(disc[inside]) + HIGHLIGHT_STOPS, disc[inside].max() - 1.0)
    found: Mask = (disc >= threshold) & inside
    share = float(found.sum() / inside.sum())
    return found if MIN_SHARE <= share <= MAX_SHARE else None


def catchlight_iou(right: Mask, left: Mask) -> float:
    """Return the overlap of both highlights, 0-1: intersection over union at the best shift.

    After Hu, Li and Lyu (2021), who compare the corneal highlights of both eyes.
    """
    disc = cv2.getStructuringElement(
        cv2.MORPH_ELLIPSE, (2 * TOLERANCE_PX + 1, 2 * TOLERANCE_PX + 1)
    )
    margin = SHIFT_PX + TOLERANCE_PX
    one = cv2.dilate(np.pad(right, margin).astype(np.uint8), disc) > 0
    other = cv2.dilate(np.pad(left, margin).astype(np.uint8), disc) > 0
    best = 0.0
    for dy in range(-SHIFT_PX, SHIFT_PX + 1, 2):
        for dx in range(-SHIFT_PX, SHIFT_PX + 1, 2):
            moved = np.roll(other, (dy, dx), axis=(0, 1))
            best = max(best, float((one & moved).sum() / (one | moved).sum()))
    return best
