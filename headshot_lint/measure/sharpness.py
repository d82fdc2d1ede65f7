"""The width of edges: how blurred a picture is, whatever it shows, and in which direction most."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import GreyImage, Mask
from headshot_lint.measure.rank import median

FINE_PX, COARSE_PX = 0.7, 1.4
"""An octave, and the finest one that the grid of pixels still carries."""

DERIVATIVE_VARIANCE = 1 / 3
"""Blur of Sobel's central difference along its direction: a box of two pixels."""

MIN_PIXELS = 64
DIRECTIONS = 8
_ANGLES = np.arange(DIRECTIONS) * (np.pi / DIRECTIONS)
_ALONG = np.cos(_ANGLES), np.sin(_ANGLES)
MIN_DIRECTION_SHARE = 0.01
"""Energy of a direction, by the mean over directions, below which it has no edges to be read. Low,
for a long smear takes most of the energy along it."""

LARGEST_PX = 40.0
BLANK_LEVELS = 0.01
"""Mean size of the gradient (levels a pixel) below which a region is blank."""


@dataclass(frozen=True, eq=False)
class Gradients:
    """Gradients of one picture at two scales, worked out once for several regions.

    Attributes:
        fine: across and down, each H x W, after a blur of `FINE_PX`, levels a pixel.
        coarse: the same after `COARSE_PX`.
    """

    fine: tuple[GreyImage, GreyImage]
    coarse: tuple[GreyImage, GreyImage]


@dataclass(frozen=True)
class DirectedBlur:
    """Blur of the edges of a region, as the sigma of a Gaussian in pixels.

    Attributes:
        most: along the direction in which it is worst.
        least: along the direction in which it is least; far below `most` where the camera panned.
    """

    most: float
    least: float


def find_gradients(grey: GreyImage) -> Gradients:
    """Return the gradients of a picture (H x W float32, 0-255, sRGB curve)."""
    return Gradients(fine=_gradient(grey, FINE_PX), coarse=_gradient(grey, COARSE_PX))


def directed_blur(gradients: Gradients, region: Mask) -> DirectedBlur | None:
    """Return the blur of a region along the directions in which it is worst and least.

    After blurring with s, the energy of the gradient across an edge of blur b falls as
    1 / sqrt(b^2 + s^2), so the ratio R of the energies after two blurs gives
    b^2 = (coarse^2 - R^2 fine^2) / (R^2 - 1): Zhuo and Sim, "Defocus map estimation from a single
    image", 2011, with energies over a region for gradients at an edge. Summed over a region the
    energies form a structure tensor (Förstner and Gülch 1987), which holds them for every
    direction. A shaken camera blurs one direction alone, and edges across it stay sharp, so the
    directions are judged apart. A ratio of gradients knows neither contrast nor tone.

    Args:
        gradients: of the picture.
        region: H x W, where edges are read; the half with the weaker gradients is left out, in
            which grain and shading have most say.

    Returns:
        0 for edges as sharp as the grid shows them; None for blank regions and fewer than
        `MIN_PIXELS` pixels.
    """
    across, down = (part[region] for part in gradients.coarse)
    if len(across) < MIN_PIXELS:
        return None
    strength = across**2 + down**2
    strong = strength >= np.float32(median(strength))
    coarse_energy = _energies(across[strong], down[strong])
    fine_energy = _energies(*(part[region][strong] for part in gradients.fine))
    total = float(coarse_energy.mean())
    if total < BLANK_LEVELS**2:
        return None
    told = coarse_energy >= MIN_DIRECTION_SHARE * total
    ratio = np.maximum(fine_energy[told] / coarse_energy[told], 1.0 + 1e-6) ** 2
    variance = (COARSE_PX**2 - ratio * FINE_PX**2) / (ratio - 1.0) - DERIVATIVE_VARIANCE
    blur = np.sqrt(np.clip(variance, 0.0, LARGEST_PX**2))
    return DirectedBlur(most=float(blur.max()), least=float(blur.min()))


def beyond_grid_px(blur_px: float, magnification: float) -> float:
    """Return the part of a blur that the file's pixels and their enlarging do not explain.

    A pixel enlarged m times by linear interpolation is blurred by a triangle (variance m^2 / 6),
    and sampled anew by a box of one pixel (1 / 12). Blurs add as squares. The median of sixty
    sharp portraits, reduced with Lanczos' filter and enlarged 1 to 2.5-fold, is this within a tenth
    of a pixel; beyond, it is less.

    Args:
        blur_px: sigma in the enlarged picture.
        magnification: its pixels per pixel of the original; reducing counts as 1.
    """
    grid = max(magnification, 1.0) ** 2 / 6 + 1 / 12
    return float(np.sqrt(max(blur_px**2 - grid, 0.0)))


def _gradient(grey: GreyImage, sigma_px: float) -> tuple[GreyImage, GreyImage]:
    smooth = cv2.GaussianBlur(grey, (0, 0), sigma_px)
    # Sobel's kernel of three sums to eight levels for a slope of one.
    across = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, scale=1 / 8)
    down = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, scale=1 / 8)
    return np.asarray(across, dtype=np.float32), np.asarray(down, dtype=np.float32)


def _energies(across: NDArray[np.float32], down: NDArray[np.float32]) -> NDArray[np.float64]:
    """Mean squared gradient along `DIRECTIONS` evenly spread directions."""
    x, y = _ALONG
    pairs = ((across, across), (across, down), (down, down))
    xx, xy, yy = (float(a @ b) / len(a) for a, b in pairs)
    energies: NDArray[np.float64] = xx * x**2 + 2 * xy * x * y + yy * y**2
    return energies
