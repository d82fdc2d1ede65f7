"""Whether two tiny copies show the same picture, whatever was cut off, scaled or encoded anew.

Two steps. Vectors of the whole picture and of what surrounds the eyes, without slow changes of
brightness, pick the few pairs worth a closer look. Those are laid over each other (from the eyes,
or frame on frame), the fit is refined (Evangelidis and Psarakis, "Parametric image alignment using
enhanced correlation coefficient maximization", PAMI 2008), and compared neighbourhood by
neighbourhood: one shot and another of the same sitting agree on the wall and on the whole, and not
in the places where something moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import Mask, RgbImage

Luma: TypeAlias = NDArray[np.uint8]
Plane: TypeAlias = NDArray[np.float32]

SIDE_PX = 64
"""Long side of a copy: an eye is some 3 px wide; a turn of the head by a few degrees moves it."""
_SMALLEST_PX = 8

_WHOLE_PX, _EYES_PX = 16, 24
_WINDOW_IED = 3.4  # head and some of what lies around it
_EYES_FROM_TOP = 0.42
_SLOW_SHARE = 1 / 6  # of a vector's side: slower changes are light and not picture

_NEIGHBOURHOOD_PX = 13
_NOISE = 9.0  # variance in codes: what encoders add
_TEXTURE = 60.0  # variance from which a neighbourhood has something to agree on
_MOST_OF_IT = 0.6
_TEXTURED_PX_MIN = 80
_COMMON_MIN = 0.3
_WORST_SHARE = 0.15
_EYES_REACH_IED = 1.0


def shrunk_luma(image: RgbImage) -> Luma:
    """Return the luma of a picture with the longer side at 64 px, averaged."""
    height, width = image.shape[:2]
    scale = SIDE_PX / max(height, width)
    size = (max(_SMALLEST_PX, round(width * scale)), max(_SMALLEST_PX, round(height * scale)))
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


@dataclass(frozen=True, eq=False)
class Copy:
    """A tiny copy of a picture.

    Attributes:
        luma: H x W uint8, the longer side 64.
        eyes: 2 x 2 float64, x and y of the right and the left eye; None without a face.
    """

    luma: Luma
    eyes: NDArray[np.float64] | None

    @property
    def mirrored(self) -> Copy:
        """The mirror image: what was the left eye is the right one."""
        eyes = None
        if self.eyes is not None:
            eyes = self.eyes[::-1].copy()
            eyes[:, 0] = self.luma.shape[1] - 1 - eyes[:, 0]
        return Copy(np.ascontiguousarray(self.luma[:, ::-1]), eyes)

    @cached_property
    def whole_vector(self) -> Plane:
        """The picture as a whole, 256 float32 of length 1."""
        size = (_WHOLE_PX, _WHOLE_PX)
        return _vector(np.asarray(cv2.resize(self.luma, size, interpolation=cv2.INTER_AREA)))

    @cached_property
    def eyes_vector(self) -> Plane:
        """What surrounds the eyes, 576 float32 of length 1; all 0 without a face."""
        if self.eyes is None:
            return np.zeros(_EYES_PX * _EYES_PX, dtype=np.float32)
        across = self.eyes[1] - self.eyes[0]
        step = across * (_WINDOW_IED / _EYES_PX)
        turn = np.array([[step[0], -step[1]], [step[1], step[0]]])
        middle = np.array([(_EYES_PX - 1) / 2, (_EYES_PX - 1) * _EYES_FROM_TOP])
        offset = self.eyes.mean(axis=0) - turn @ middle
        luma = self.luma.astype(np.float32)
        return _vector(_warped(luma, np.column_stack([turn, offset]), (_EYES_PX, _EYES_PX)))


def _vector(cut: NDArray[np.generic]) -> Plane:
    values = cut.astype(np.float32)
    values -= cv2.GaussianBlur(values, (0, 0), values.shape[0] * _SLOW_SHARE)
    values -= values.mean()
    return np.asarray((values / (np.linalg.norm(values) + 1e-6)).ravel(), dtype=np.float32)


@dataclass(frozen=True)
class Match:
    """How well two pictures agree where they overlap.

    Attributes:
        likeness: correlation within neighbourhoods of 13 px that the worst 15 % stay below, or of
            the whole overlap or around the eyes where that is less, -1 to 1; 0 where the pictures
            could not be laid over each other.
        common_share: overlap over the area of the first copy, 0-1.
    """

    likeness: float = 0.0
    common_share: float = 0.0


def match(one: Copy, other: Copy) -> Match:
    """Return the better match of the two starts, frame on frame and eyes on eyes."""
    starts = [_frame_on_frame(one, other)]
    if one.eyes is not None and other.eyes is not None:
        starts.append(_eyes_on_eyes(one.eyes, other.eyes))
    return max((_match(one, other, start) for start in starts), key=lambda found: found.likeness)


def _frame_on_frame(one: Copy, other: Copy) -> NDArray[np.float64]:
    x, y = np.divide(other.luma.shape, one.luma.shape)[::-1]
    return np.array([[x, 0.0, (x - 1) / 2], [0.0, y, (y - 1) / 2]])


def _eyes_on_eyes(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """The similarity that takes the eyes of one to those of the other."""
    (a, b), (c, d) = (points @ np.array([1, 1j]) for points in (one, other))
    turn = (d - c) / (b - a) if b != a else 1.0
    shift = c - turn * a
    return np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]])


def _match(one: Copy, other: Copy, start: NDArray[np.float64]) -> Match:
    size = (one.luma.shape[1], one.luma.shape[0])
    fixed, moving = one.luma.astype(np.float32), other.luma.astype(np.float32)
    everywhere = np.ones(moving.shape, dtype=np.uint8)
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 30, 1e-4)
    try:
        _, found = cv2.findTransformECC(
            fixed, moving, start.astype(np.float32), cv2.MOTION_AFFINE, stop, everywhere, 3
        )
    except cv2.error:  # no fit: nothing overlaps, or there is nothing to hold on to
        return Match()
    fit = np.asarray(found, dtype=np.float64)
    common = _warped(np.ones_like(moving), fit, size, edge=cv2.BORDER_CONSTANT) > 0.99
    share = float(common.mean())
    if share < _COMMON_MIN:
        return Match()
    laid_over = _warped(moving, fit, size)
    agreement, tells = _agreement(fixed, laid_over, common)
    if np.count_nonzero(tells) < _TEXTURED_PX_MIN:
        return Match()
    in_parts = float(np.quantile(agreement[tells], _WORST_SHARE))
    as_a_whole = float(np.corrcoef(fixed[common], laid_over[common])[0, 1])
    at_the_eyes = _at_the_eyes(one, agreement, common)
    return Match(min(in_parts, as_a_whole, at_the_eyes), share)


def _at_the_eyes(one: Copy, agreement: Plane, common: Mask) -> float:
    """Agreement around the eyes, where another person before the same scene differs; else 1."""
    if one.eyes is None:
        return 1.0
    rows, columns = np.indices(agreement.shape)
    x, y = one.eyes.mean(axis=0)
    reach = _EYES_REACH_IED * float(np.linalg.norm(one.eyes[1] - one.eyes[0]))
    near = common & (np.hypot(columns - x, rows - y) <= max(reach, 2.0))
    return float(np.median(agreement[near])) if near.any() else 1.0


def _agreement(one: Plane, other: Plane, common: Mask) -> tuple[Plane, Mask]:
    """Correlation within each pixel's neighbourhood, and where there is texture to correlate."""
    inside = common.astype(np.float32)
    side = (_NEIGHBOURHOOD_PX, _NEIGHBOURHOOD_PX)
    weight = np.asarray(cv2.blur(inside, side), dtype=np.float32)

    def mean(values: Plane) -> Plane:
        blurred = cv2.blur(values * inside, side) / np.maximum(weight, 1e-3)
        return np.asarray(blurred, dtype=np.float32)

    a, b = (
        np.asarray(cv2.GaussianBlur(plane, (0, 0), 0.8), dtype=np.float32) for plane in (one, other)
    )
    mean_a, mean_b = mean(a), mean(b)
    variance_a = np.maximum(mean(a * a) - mean_a**2, 0)
    variance_b = np.maximum(mean(b * b) - mean_b**2, 0)
    covariance = mean(a * b) - mean_a * mean_b
    agreement = covariance / np.sqrt((variance_a + _NOISE) * (variance_b + _NOISE))
    textured = np.maximum(variance_a, variance_b) > _TEXTURE
    return agreement, common & textured & (weight > _MOST_OF_IT)


def _warped(
    plane: Plane,
    to_plane: NDArray[np.float64],
    size: tuple[int, int],
    *,
    edge: int = cv2.BORDER_REPLICATE,
) -> Plane:
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    warped = cv2.warpAffine(plane, to_plane, size, flags=flags, borderMode=edge)
    return np.asarray(warped, dtype=np.float32)
