"""Texture, evenness and shadow of the background, at a fixed face scale."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000

from headshot_lint.measure.arrays import GreyImage, LabImage, Mask, SoftMask

EYE_GAP_PX = 40.0
"""Scale of the texture measures: finer ones would ask more pixels than a 200 px file has."""

PERSON_MARGIN = 0.2
"""Growth of the person mask in eye gaps: loose hair and the mask's own error."""

HARD_EDGE = 15.0
"""CIELAB units per pixel at `EYE_GAP_PX`. The share of steeper pixels tells rater-agreed busy
backgrounds from all others (area under the ROC curve 0.94, the same from 12 to 18); 15 finds more
of them than 12 where few good photos may fire."""

BLUR_PX = 9
"""Side of the blur that fine detail does not survive: just under a quarter of an eye gap."""

STROKE_LEVEL = 12.0
TEXT_MIN_EDGES = 0.005
MAX_COLOURS = 1500


def background_mask(person: SoftMask, alpha: SoftMask | None, eye_gap_px: float) -> Mask:
    """Return what lies clear of the person and is not transparent.

    Args:
        person: H x W probability of a person.
        alpha: H x W opacity 0-1, or None for an opaque picture.
        eye_gap_px: distance of the eyes in pixels of the mask; sets the margin.
    """
    margin = _odd(2 * PERSON_MARGIN * eye_gap_px)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (margin, margin))
    grown = cv2.dilate((person > 0.3).astype(np.uint8), kernel)
    outside: Mask = np.asarray(grown) == 0
    if alpha is None:
        return outside
    # The rim of a cut-out is an edge of the file, not of the scene behind the person.
    rim = np.ones((5, 5), np.uint8)
    solid = np.asarray(cv2.erode((alpha > 0.98).astype(np.uint8), rim, borderValue=1)) > 0
    return outside & solid


def _odd(size: float) -> int:
    return max(3, round(size) | 1)


@dataclass(frozen=True)
class Texture:
    """Structure of the background (see `model.facts.Background`)."""

    edge_share: float
    softness: float
    text_share: float


def texture(lab: LabImage, mask: Mask) -> Texture:
    """Measure a background at the scale `EYE_GAP_PX`; the mask must not be empty."""
    lightness, a, b = (np.asarray(plane, dtype=np.float32) for plane in cv2.split(lab))
    blurred = np.asarray(cv2.blur(lightness, (BLUR_PX, BLUR_PX)), dtype=np.float32)
    # Energies, as a blur spreads an edge without lessening the sum of its gradient.
    of_lightness = gradient_energy(lightness)
    fine = float(of_lightness[mask].mean())
    coarse = float(gradient_energy(blurred)[mask].mean())
    strength = (of_lightness + gradient_energy(a, b))[mask]
    edge_share = float((strength > HARD_EDGE**2).mean())
    return Texture(
        edge_share=edge_share,
        softness=min(1.0, float(np.sqrt(coarse / max(fine, 1e-6)))),
        # Lettering that can be read has hard edges: most backgrounds are spared the search.
        text_share=text_share(lightness, mask) if edge_share > TEXT_MIN_EDGES else 0.0,
    )


def gradient_energy(*planes: GreyImage) -> GreyImage:
    """Return the square of the gradient over all planes (H x W each), units per pixel."""
    total = np.zeros(planes[0].shape, dtype=np.float32)
    for plane, (across, down) in product(planes, ((1, 0), (0, 1))):
        # Scharr's weights add up to 32 for a slope of one unit per pixel.
        slope = cv2.Scharr(plane, cv2.CV_32F, across, down, scale=1 / 32)
        cv2.accumulateSquare(slope, total)
    return total


def text_share(lightness: GreyImage, mask: Mask) -> float:
    """Share of the masked area covered by rows of strokes, 0-1.

    Letters are thin strokes lighter or darker than their ground (top-hat and black-hat) that stand
    in a row: closed sideways they form blobs that are wide, low and filled. Foliage forms blobs,
    too, but ragged and tall ones.
    """
    thin = np.ones((7, 7), np.uint8)
    light = np.asarray(cv2.morphologyEx(lightness, cv2.MORPH_TOPHAT, thin))
    dark = np.asarray(cv2.morphologyEx(lightness, cv2.MORPH_BLACKHAT, thin))
    area = sum(_rows_of_strokes((hat > STROKE_LEVEL) & mask) for hat in (light, dark))
    return min(1.0, area / max(int(mask.sum()), 1))


def _rows_of_strokes(strokes: Mask) -> int:
    closing = np.ones((1, 9), np.uint8)
    joined = cv2.morphologyEx(strokes.astype(np.uint8), cv2.MORPH_CLOSE, closing)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=4)
    width, height, area = stats[:, 2], stats[:, 3], stats[:, 4]
    row = (width >= 4 * height) & (width >= 16) & (height >= 3) & (area >= 0.6 * width * height)
    row[0] = False
    # A moulding or a window bar is one stroke: letters leave gaps that the closing filled.
    own = np.bincount(labels[strokes], minlength=len(stats))
    return int(area[row & (own < 0.85 * area)].sum())


@dataclass(frozen=True)
class Evenness:
    """Colour of the background and its spread (see `model.facts.Background`)."""

    median_lab: tuple[float, float, float]
    spread_de: float
    spread_p95_de: float


def evenness(lab: LabImage, mask: Mask) -> Evenness:
    """Measure median colour and CIEDE2000 spread about it; the mask must not be empty."""
    inside = np.flatnonzero(mask)
    colours = lab.reshape(-1, 3)[inside[:: max(1, len(inside) // MAX_COLOURS)]]
    median = np.median(colours, axis=0)
    away = deltaE_ciede2000(colours, median[None])
    lightness, a, b = (float(v) for v in median)
    return Evenness(
        median_lab=(lightness, a, b),
        spread_de=float(np.mean(away)),
        spread_p95_de=float(np.percentile(away, 95)),
    )


def left_right_l(lab: LabImage, mask: Mask, middle_x: float) -> float | None:
    """Median L* left of a column less that right of it; None with under 1 % of the frame a side."""
    split = min(max(round(middle_x), 0), mask.shape[1])
    least = 0.01 * mask.size
    sides = (lab[:, :split, 0][mask[:, :split]], lab[:, split:, 0][mask[:, split:]])
    if min(len(side) for side in sides) < least:
        return None
    return float(np.median(sides[0]) - np.median(sides[1]))


SHADOW_NEAR, SHADOW_FAR = 0.25, 0.4
"""Distance from the head, in head widths, up to which a shadow shows, and from which the wall is
itself. Headshots leave about half a head's width beside the head."""

SHADOW_MAX_AB = 8.0
SHADOW_MIN_L = 20.0
"""A wall darker than this shows no shadow, and stops of near-black are noise."""


def shadow_ev(
    luminance: GreyImage, lab: LabImage, mask: Mask, head: tuple[float, float, float, float]
) -> float | None:
    """How much darker the wall is beside the head than further out, in stops; worse side.

    Args:
        luminance: H x W linear luminance Y, 0-1.
        lab: the same picture in CIELAB.
        mask: the background, clear of the person.
        head: left, top, right, bottom of the head; distances are in widths of it.

    Returns:
        0 or more; None where the wall is too dark or too narrow beside the head. A shadow keeps
         the colour of its wall: a darker patch of another hue (a* b* distance over 8) counts 0.
    """
    left, top, right, bottom = head
    rows = slice(max(0, round(top)), max(0, round(bottom)))
    columns = np.arange(mask.shape[1], dtype=np.float32) + 0.5
    drops = []
    for distance in ((left - columns) / (right - left), (columns - right) / (right - left)):
        near = (distance > 0) & (distance < SHADOW_NEAR)
        drop = _drop_ev(luminance[rows], lab[rows], mask[rows], near, distance >= SHADOW_FAR)
        if drop is not None:
            drops.append(drop)
    return max(drops, default=None)


def _drop_ev(
    luminance: GreyImage,
    lab: LabImage,
    mask: Mask,
    near: NDArray[np.bool_],
    far: NDArray[np.bool_],
) -> float | None:
    by, out = mask & near, mask & far
    if min(by.sum(), out.sum()) < 30:
        return None
    wall, shaded = lab[out], lab[by]
    if np.median(wall[:, 0]) < SHADOW_MIN_L:
        return None
    a_b = np.median(shaded[:, 1:], axis=0) - np.median(wall[:, 1:], axis=0)
    if float(np.hypot(*a_b)) > SHADOW_MAX_AB:
        return 0.0
    ratio = np.median(luminance[out]) / max(float(np.percentile(luminance[by], 25)), 1e-3)
    return max(0.0, float(np.log2(max(float(ratio), 1e-3))))
