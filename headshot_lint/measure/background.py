"""Texture, evenness and shadow of the background, at a fixed face scale."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import GreyImage, LabImage, LabPlanes, Mask, SoftMask
from headshot_lint.measure.difference import ciede2000
from headshot_lint.measure.rank import median, percentile

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
    grown = cv2.dilate((person > 0.3).view(np.uint8), kernel)
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


def texture(planes: LabPlanes, mask: Mask) -> Texture:
    """Measure a background at the scale `EYE_GAP_PX`; the mask must not be empty."""
    lightness, a, b = planes
    blurred = np.asarray(cv2.blur(lightness, (BLUR_PX, BLUR_PX)), dtype=np.float32)
    # Energies, as a blur spreads an edge without lessening the sum of its gradient.
    of_lightness = gradient_energy(lightness)
    # Only the ratio of both counts: sums over the mask do.
    weight = mask.astype(np.float32).ravel()
    fine = float(of_lightness.ravel() @ weight)
    coarse = float(gradient_energy(blurred).ravel() @ weight)
    area = np.count_nonzero(mask)
    strong = (of_lightness + gradient_energy(a, b)) > HARD_EDGE**2
    edge_share = float(np.count_nonzero(strong & mask) / area)
    return Texture(
        edge_share=edge_share,
        softness=min(1.0, math.sqrt(coarse / max(fine, 1e-6 * area))),
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
    return min(1.0, area / max(int(np.count_nonzero(mask)), 1))


def _rows_of_strokes(strokes: Mask) -> int:
    closing = np.ones((1, 9), np.uint8)
    joined = cv2.morphologyEx(strokes.view(np.uint8), cv2.MORPH_CLOSE, closing)
    count, labels = cv2.connectedComponents(joined, connectivity=4)
    label = np.asarray(labels, dtype=np.int32).ravel()
    inside = np.flatnonzero(np.asarray(joined, dtype=np.uint8).view(np.bool_))
    blob = label[inside]
    y, x = np.divmod(inside, strokes.shape[1])
    width, height = (_extents(blob, at, count) for at in (x, y))
    area = np.bincount(blob, minlength=count)
    row = (width >= 4 * height) & (width >= 16) & (height >= 3) & (area >= 0.6 * width * height)
    if not row.any():
        return 0
    # A moulding or a window bar is one stroke: letters leave gaps that the closing filled.
    own = np.bincount(label[np.flatnonzero(strokes)], minlength=count)
    return int(area[row & (own < 0.85 * area)].sum())


def _extents(blob: NDArray[np.int32], at: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """Extent of each blob along one axis: last less first coordinate plus 1; 0 for none."""
    first, last = np.full(count, np.iinfo(np.intp).max), np.full(count, -1)
    np.minimum.at(first, blob, at)
    np.maximum.at(last, blob, at)
    extent: NDArray[np.intp] = np.maximum(last - first + 1, 0)
    return extent


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
    lightness, a, b = (median(plane) for plane in colours.T)
    away = ciede2000(colours, np.array([lightness, a, b], dtype=np.float32))
    return Evenness(
        median_lab=(lightness, a, b),
        spread_de=float(np.mean(away)),
        spread_p95_de=percentile(away, 95),
    )


def left_right_l(lightness: GreyImage, mask: Mask, middle_x: float) -> float | None:
    """Median L* left of a column less that right of it; None with under 1 % of the frame a side."""
    split = min(max(round(middle_x), 0), mask.shape[1])
    least = 0.01 * mask.size
    left, right = (lightness[:, half][mask[:, half]] for half in np.s_[:split, split:])
    if min(len(left), len(right)) < least:
        return None
    return median(left) - median(right)


SHADOW_NEAR, SHADOW_FAR = 0.25, 0.4
"""Distance from the head, in head widths, up to which a shadow shows, and from which the wall is
itself. Headshots leave about half a head's width beside the head."""

SHADOW_MAX_AB = 8.0
SHADOW_MIN_L = 20.0
"""A wall darker than this shows no shadow, and stops of near-black are noise."""


def shadow_ev(
    luminance: GreyImage, planes: LabPlanes, mask: Mask, head: tuple[float, float, float, float]
) -> float | None:
    """How much darker the wall is beside the head than further out, in stops; worse side.

    Args:
        luminance: H x W linear luminance Y, 0-1.
        planes: the same picture in CIELAB.
        mask: the background, clear of the person.
        head: left, top, right, bottom of the head; distances are in widths of it.

    Returns:
        0 or more; None where the wall is too dark or too narrow beside the head. A shadow keeps
         the colour of its wall: a darker patch of another hue (a* b* distance over 8) counts 0.
    """
    left, top, right, bottom = head
    rows = slice(max(0, round(top)), max(0, round(bottom)))
    columns = np.arange(mask.shape[1], dtype=np.float32) + 0.5
    strips = [plane[rows] for plane in (luminance, *planes)]
    drops = []
    for distance in ((left - columns) / (right - left), (columns - right) / (right - left)):
        near, far = (distance > 0) & (distance < SHADOW_NEAR), distance >= SHADOW_FAR
        drop = _drop_ev(*(_under(strips, mask[rows], where) for where in (near, far)))
        if drop is not None:
            drops.append(drop)
    return max(drops, default=None)


def _under(
    strips: list[GreyImage], mask: Mask, columns: NDArray[np.bool_]
) -> list[NDArray[np.float32]]:
    """Values of each strip that the mask holds within columns that lie side by side."""
    found = np.flatnonzero(columns)
    span = np.s_[:, found[0] : found[-1] + 1] if found.size else np.s_[:, :0]
    return [strip[span][mask[span]] for strip in strips]


def _drop_ev(shaded: list[NDArray[np.float32]], wall: list[NDArray[np.float32]]) -> float | None:
    """Stops between two areas, each given by its luminances and its L*, a*, b*."""
    if min(len(shaded[0]), len(wall[0])) < 30 or median(wall[1]) < SHADOW_MIN_L:
        return None
    off_a, off_b = (median(shaded[i]) - median(wall[i]) for i in (2, 3))
    if math.hypot(off_a, off_b) > SHADOW_MAX_AB:
        return 0.0
    ratio = median(wall[0]) / max(percentile(shaded[0], 25), 1e-3)
    return max(0.0, math.log2(max(ratio, 1e-3)))
