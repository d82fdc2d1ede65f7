"""Size and place of the iris, found by its rim in the pixels and not by landmarks.

A landmark network draws both irises alike whatever it sees; the rim is looked for as iris
recognition does it (Daugman 1993): the circle across which luminance rises most.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import GreyImage, Points, RgbImage
from headshot_lint.measure.colour import log2, luminance, to_linear
from headshot_lint.measure.rank import percentile
from headshot_lint.measure.warp import cut

EYE_WIDTH_PX = 96.0
EYE_SIZE_PX = (136, 88)  # width, height of an eye patch
GLARE = 0.005
"""Added to luminance before the logarithm, 0-1."""

PERSPECTIVE = 0.06
"""Iris sizes of a head in profile differ by so much at one metre: eye distance 63 mm / 1 m."""

_FAR = np.array([0.5, 0.5, 3.0])
"""Share of its score that a circle loses per squared radius of distance (x, y, radius) from the
landmarks' circle; chosen for the least differences between both eyes of rater-passed photos."""

TEMPORAL_SHARE = -0.27
"""Usual x of the right iris less that of the left, in iris diameters: both sit nearer to the outer
corner, because the inner one holds the caruncle (median over 405 photos with clear irises)."""

_ANGLES = np.radians([-40, -28, -16, -4, 8, 20, 32])
"""Rim towards both corners; above and below, lids cover it. Slightly low: the upper lid hangs."""


def _circles() -> NDArray[np.float64]:
    """The circles tried: N x 3, shift of the centre to the right and down, and radius.

    All by the radius of the landmarks' circle: centres within half a radius sideways and a quarter
    up and down, radii of 0.6 to 1.3 times.
    """
    right, down = np.arange(-0.5, 0.51, 0.1), np.arange(-0.25, 0.26, 0.125)
    return np.array(list(product(right, down, np.arange(0.6, 1.31, 0.05))))


_GRID = _circles()


def _rims() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points just inside and just outside of every circle, towards both corners of the eye.

    Shift to the right and down by the radius of the landmarks' circle, 2 x 2 x N x angles each:
    left and right, inside and outside.
    """
    side = np.array([-1.0, 1.0])[:, None, None, None]
    share = np.array([0.85, 1.15])[:, None, None]
    radii = _GRID[:, 2:] * share
    right = _GRID[:, :1] + radii * side * np.cos(_ANGLES)
    return right, np.broadcast_to(_GRID[:, 1:2] + radii * np.sin(_ANGLES), right.shape)


_RIGHT, _DOWN = _rims()
_NEAR: NDArray[np.float64] = 1 - (_GRID - (0, 0, 1)) ** 2 @ _FAR


@dataclass(frozen=True, eq=False)
class EyePatch:
    """One eye, corners level and 96 px apart.

    Attributes:
        stops: H x W, log2 luminance.
        iris: x, y of the iris's centre as landmarks have it, in pixels of the patch.
        radius: the iris's radius as landmarks have it.
        magnification: patch pixels per source pixel.
    """

    stops: GreyImage
    iris: NDArray[np.float64]
    radius: float
    magnification: float


@dataclass(frozen=True)
class Iris:
    """The circle of one iris.

    Attributes:
        x, y: centre less the middle of the eye's corners, in eye widths.
        radius: in eye widths.
        patch_xy: centre in pixels of the patch.
        patch_radius: radius in pixels of the patch.
        rise: how much brighter it is outside the rim than inside, in stops, weaker side.
        width_px: diameter in pixels of the source.
    """

    x: float
    y: float
    radius: float
    patch_xy: tuple[float, float]
    patch_radius: float
    rise: float
    width_px: float


def cut_eye(image: RgbImage, corners: Points, iris: Points) -> EyePatch:
    """Cut one eye out of a picture.

    Args:
        image: H x W x 3 uint8 sRGB.
        corners: 2 x 2, the corner on the left of the picture first, in pixels of `image`.
        iris: 5 x 2, centre and four points of the rim.
    """
    left, right = corners.astype(np.float64)
    along = (right - left) / EYE_WIDTH_PX
    turn = np.array([[along[0], -along[1]], [along[1], along[0]]])
    middle = np.array([(EYE_SIZE_PX[0] - 1) / 2, (EYE_SIZE_PX[1] - 1) / 2])
    origin = (left + right) / 2 - turn @ middle
    matrix = np.hstack([turn, origin[:, None]])
    light = luminance(to_linear(cut(image, matrix, EYE_SIZE_PX)))
    # The inverse of a turn and a scaling by s is its transpose over s squared.
    placed = (iris.astype(np.float64) - origin) @ turn / (along @ along)
    return EyePatch(
        stops=log2(light + np.float32(GLARE)),
        iris=placed[0],
        radius=float(np.linalg.norm(placed[1:] - placed[0], axis=1).mean()),
        magnification=float(1 / np.hypot(*along)),
    )


def find_iris(eye: EyePatch) -> Iris:
    """Find the iris's circle near the landmarks' one.

    The score of a circle is its weaker side's rise of luminance, so that a lash line on one side
    is no rim, less for circles further from the landmarks': lids and shade draw circles, too.
    """
    # Highlights would pull the rim inwards: nothing in an iris counts above the white of the eye.
    cap = np.float32(percentile(eye.stops, 85))
    smooth = np.asarray(cv2.GaussianBlur(np.minimum(eye.stops, cap), (0, 0), 1.5), dtype=np.float32)
    left, right = _rises(smooth, eye)
    weaker = np.minimum(left, right)
    best = int(((weaker + 0.25 * np.maximum(left, right)) * _NEAR).argmax())
    (x, y), radius = eye.iris + _GRID[best, :2] * eye.radius, float(_GRID[best, 2] * eye.radius)
    middle_x, middle_y = (EYE_SIZE_PX[0] - 1) / 2, (EYE_SIZE_PX[1] - 1) / 2
    return Iris(
        x=float(x - middle_x) / EYE_WIDTH_PX,
        y=float(y - middle_y) / EYE_WIDTH_PX,
        radius=radius / EYE_WIDTH_PX,
        patch_xy=(float(x), float(y)),
        patch_radius=radius,
        rise=float(weaker[best]),
        width_px=2 * radius / eye.magnification,
    )


def size_gap(right: Iris, left: Iris, yaw_deg: float) -> float:
    """Return the difference of both diameters over their mean, less what perspective explains."""
    gap = abs(right.width_px - left.width_px) / (0.5 * (right.width_px + left.width_px))
    return max(0.0, gap - PERSPECTIVE * abs(float(np.sin(np.radians(yaw_deg)))))


def place_gap(right: Iris, left: Iris) -> float:
    """Return how differently both irises sit between the corners of their eyes, in diameters."""
    diameter = right.radius + left.radius
    aside = (right.x - left.x) / diameter - TEMPORAL_SHARE
    return float(np.hypot(aside, (right.y - left.y) / diameter))


def _rises(smooth: GreyImage, eye: EyePatch) -> NDArray[np.float32]:
    """How much brighter it is just outside of each circle than just inside: 2 x N.

    On the left and on the right side, median over the rim, from the nearest pixels; beyond the
    picture its border goes on.
    """
    height, width = smooth.shape
    x = np.clip(np.rint(eye.iris[0] + eye.radius * _RIGHT), 0, width - 1)
    y = np.clip(np.rint(eye.iris[1] + eye.radius * _DOWN), 0, height - 1)
    pixels = smooth.ravel().take((y * width + x).astype(np.intp))
    steps = pixels[:, 1] - pixels[:, 0]
    middle: NDArray[np.float32] = np.sort(steps, axis=2)[:, :, len(_ANGLES) // 2]
    return middle
