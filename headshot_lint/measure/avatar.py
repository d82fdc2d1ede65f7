"""The photo as an avatar: its centre square, reduced to a display size and masked.

Points are x, y with the centre of the upper left pixel at (0, 0).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import Points, QuadImage, RgbImage, SoftMask
from headshot_lint.measure.mesh import eye_centres

LADDER_PX = (16, 20, 24, 32, 40, 48, 64, 96, 128)
"""Display sizes tested: the avatar sizes of Slack, Teams, GitHub Primer and Spectrum up to 128."""

FINE = 8
"""Pixels per display pixel from which the picture may be halved before it is reduced: what the
border between two display pixels shares out evenly is a sixteenth of them."""

PAGE_GREY = 128
"""What lies around the avatar: half-way between a light and a dark page."""

_EYES = (33, 133, 144, 145, 153, 158, 159, 160, 263, 362, 373, 374, 380, 385, 386, 387)
_BROWS = (46, 52, 53, 55, 65, 66, 70, 105, 107, 276, 282, 283, 285, 295, 296, 300, 334, 336)
_NOSE = (1, 2, 4, 98, 168, 327)
_MOUTH = (0, 13, 14, 17, 37, 39, 61, 84, 91, 181, 267, 269, 291, 314, 321, 405)
FEATURES = (*_EYES, *_BROWS, *_NOSE, *_MOUTH)
"""Landmarks that carry a face; the oval is left out, because the network mostly guesses it."""
_FEATURES = np.array(FEATURES)


@dataclass(frozen=True, eq=False)
class CentreSquare:
    """The part of a photo that platforms show.

    Attributes:
        image: S x S x 3 uint8 sRGB, or with an idle channel: pixels of a round number of bytes
            are gathered several times faster.
        points: N x 2 landmarks in pixels of the square; they may lie outside it.
    """

    image: RgbImage | QuadImage
    points: Points

    @property
    def side_px(self) -> int:
        """Side of the square."""
        return int(self.image.shape[0])

    @cached_property
    def sums(self) -> NDArray[np.int32]:
        """S + 1 x S + 1 x channels: for every pixel corner, the sum of what lies above and left."""
        return np.asarray(cv2.integral(self.image), dtype=np.int32)

    @cached_property
    def half(self) -> CentreSquare:
        """The same at half the size."""
        side = self.side_px // 2
        small = cv2.resize(self.image, (side, side), interpolation=cv2.INTER_AREA)
        points = (self.points + 0.5) * (side / self.side_px) - 0.5
        return CentreSquare(np.asarray(small, dtype=np.uint8), points.astype(np.float32))

    def at_least(self, side_px: int) -> CentreSquare:
        """The square, halved as often as it keeps that side."""
        return self.half.at_least(side_px) if self.side_px >= 2 * side_px else self

    @cached_property
    def eye_gap_share(self) -> float:
        """Distance of the eye centres in the picture plane / side of the square."""
        return eye_gap(self.points) / self.side_px

    @cached_property
    def face_in_circle(self) -> bool:
        """Whether every landmark lies within the inscribed circle, so that the mask hides none."""
        radius = self.side_px / 2
        from_centre = np.linalg.norm(self.points + 0.5 - radius, axis=1)
        return bool(from_centre.max() <= radius)


def cut_centre_square(work: RgbImage | QuadImage, points: Points) -> CentreSquare:
    """Cut the largest centred square; `points` (N x 2 or N x 3) move with it."""
    height, width = work.shape[:2]
    side = min(height, width)
    left, top = (width - side) // 2, (height - side) // 2
    moved = points[:, :2] - np.array([left, top], dtype=np.float32)
    return CentreSquare(work[top : top + side, left : left + side], moved.astype(np.float32))


def eye_gap(points: Points) -> float:
    """Return the distance between the eye centres in the picture plane."""
    right, left = (eye.tolist() for eye in eye_centres(points))
    return math.dist(right[:2], left[:2])


def show(
    square: CentreSquare, display_px: int, *, circle: bool, shift: float = 0.0
) -> tuple[RgbImage | QuadImage, Points]:
    """Reduce the square to a display size by area averaging, as a browser does.

    Args:
        square: the photo's centre square, at least `display_px` wide.
        display_px: side of the result.
        circle: whether to lay page grey outside the inscribed circle.
        shift: shift of the picture to the right and down against the display's pixel grid, in
            display pixels; rounded to an eighth of one where the square has as many pixels.

    Returns:
        The avatar, `display_px` x `display_px` uint8 with the channels of the square, and the
        landmarks (N x 2) in it.
    """
    square = square.at_least(FINE * display_px)
    scale = display_px / square.side_px
    offset = round(shift / scale)
    small = np.rint(_cell_means(square, display_px, offset))
    points = (square.points + (0.5 + offset)) * scale - 0.5
    if circle:
        cover = circle_cover(display_px)[:, :, None]
        small = np.rint(PAGE_GREY + (small - PAGE_GREY) * cover)
    return np.asarray(small, dtype=np.uint8), points.astype(np.float32)


def widen(shown: QuadImage, points: Points) -> tuple[QuadImage, Points]:
    """Lay the picture's border on by half its side all round, as cuts continue what they lack.

    OpenCV warps pixels twice as fast as it looks for those beyond a border.
    """
    margin = len(shown) // 2
    wide = cv2.copyMakeBorder(shown, margin, margin, margin, margin, cv2.BORDER_REPLICATE)
    return np.asarray(wide, dtype=np.uint8), points + np.float32(margin)


def _cell_means(square: CentreSquare, display_px: int, offset_px: int) -> NDArray[np.float64]:
    """Mean of the square over each display pixel, the square moved right and down by an offset.

    Between pixel corners sums grow straight, so their straight continuation beyond the upper left
    edge stands for a border of the edge's own pixels.

    Returns:
        `display_px` x `display_px` x channels, 0-255.
    """
    edges = np.arange(display_px + 1) * (square.side_px / display_px) - offset_px
    corner = np.minimum(np.maximum(edges.astype(np.intp), 0), square.side_px - 1)
    down, right = (edges - corner)[:, None, None], (edges - corner)[:, None]
    row = square.side_px + 1
    place = corner[:, None] * row + corner
    sums_of_all = square.sums.reshape(row * row, -1)
    at, beside, below, across = (
        sums_of_all.take(place + step, axis=0) for step in (0, 1, row, row + 1)
    )
    upper, lower = at + (beside - at) * right, below + (across - below) * right
    sums = upper + (lower - upper) * down
    strips = sums[1:] - sums[:-1]
    means: NDArray[np.float64] = strips[:, 1:] - strips[:, :-1]
    means *= (display_px / square.side_px) ** 2
    return means


@cache
def circle_cover(side_px: int) -> SoftMask:
    """Return how much of each pixel the inscribed circle covers, 0-1 (edge one pixel soft)."""
    radius = side_px / 2
    at = np.arange(side_px, dtype=np.float32) + 0.5 - radius
    from_centre = np.hypot(at[:, None], at[None, :])
    cover = np.asarray(np.clip(radius - from_centre + 0.5, 0, 1), dtype=np.float32)
    cover.flags.writeable = False  # one for all callers
    return cover


def landmark_error(found: Points, reference: Points) -> float:
    """Return the mean distance of the feature landmarks, in eye gaps of the reference.

    The normalised mean error (NME) of landmark benchmarks, inter-ocular normalisation.
    """
    away = found.take(_FEATURES, axis=0)[:, :2] - reference.take(_FEATURES, axis=0)[:, :2]
    total = sum(map(math.hypot, *away.T.tolist()))
    return total / len(FEATURES) / max(eye_gap(reference), 1e-3)


def display_sizes(side_px: int) -> tuple[int, ...]:
    """Return the sizes to test for a square of `side_px`: the ladder, ending at its own size.

    Enlarging a small file adds nothing to read, so what is not legible at its own size is not
    legible at all.
    """
    return (*(size for size in LADDER_PX if size < side_px), min(side_px, LADDER_PX[-1]))


def smallest_legible(
    sizes: Sequence[int], legible: Callable[[int], bool], guess_px: float
) -> int | None:
    """Return the smallest legible size, or None, in few tests: they grow more legible upwards.

    Args:
        sizes: display sizes, ascending.
        legible: the test.
        guess_px: where to begin; a good guess needs two tests.
    """
    if not sizes:
        return None
    at = sum(size < guess_px for size in sizes[:-1])
    if legible(sizes[at]):
        while at > 0 and legible(sizes[at - 1]):
            at -= 1
        return sizes[at]
    return next((size for size in sizes[at + 1 :] if legible(size)), None)
