"""The width of edges: how blurred a picture is, whatever it shows."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from headshot_lint.measure.arrays import GreyImage, Mask

FINE_PX = 1.0
COARSE_PX = 2.0
EDGE_SHARE = 0.2
MIN_EDGE_POINTS = 10
SHARPEST_QUARTER = 25.0
GRID_BLUR_PX = 0.5


@dataclass(frozen=True, eq=False)
class Edges:
    """Gradients of one picture, worked out once for several regions.

    Attributes:
        fine: H x W, size of the gradient after a blur of `FINE_PX`.
        coarse: the same after `COARSE_PX`.
        ridge: H x W, local maxima of `fine`.
    """

    fine: GreyImage
    coarse: GreyImage
    ridge: Mask


def find_edges(grey: GreyImage) -> Edges:
    """Return the gradients of a picture (H x W float32, any range, sRGB curve)."""
    fine, coarse = _gradient(grey, FINE_PX), _gradient(grey, COARSE_PX)
    ridge = (fine > 0) & (fine >= cv2.dilate(fine, np.ones((3, 3), np.uint8)))
    return Edges(fine=fine, coarse=coarse, ridge=ridge)


def edge_blur_px(edges: Edges, region: Mask) -> float | None:
    """Return the blur of the sharper edges of a region, as the sigma of a Gaussian in pixels.

    After blurring with s, the gradient on a step edge of blur b falls as 1 / sqrt(b^2 + s^2), so
    the ratio R of the gradients after two blurs gives b^2 = (coarse^2 - R^2 fine^2) / (R^2 - 1)
    (Zhuo and Sim, "Defocus map estimation from a single image", 2011). A ratio of gradients knows
    neither contrast nor tone. Only the strongest `EDGE_SHARE` of the ridges of the gradient are
    read, where grain and skin texture have little say, and of these the sharper quarter's border,
    because creases are soft in every picture.

    Args:
        edges: of the picture.
        region: H x W, where edges are read.

    Returns:
        0 for edges as sharp as the grid shows them; None with fewer than `MIN_EDGE_POINTS` edges.
    """
    here = region & edges.ridge
    fine, coarse = edges.fine[here], edges.coarse[here]
    if fine.size < MIN_EDGE_POINTS:
        return None
    strong = fine >= np.quantile(fine, 1.0 - EDGE_SHARE)
    ratio = np.maximum(fine[strong] / np.maximum(coarse[strong], 1e-9), 1.0 + 1e-3) ** 2
    variance = (COARSE_PX**2 - ratio * FINE_PX**2) / (ratio - 1.0)
    return float(np.percentile(np.sqrt(np.maximum(variance, 0.0)), SHARPEST_QUARTER))


def beyond_grid_px(blur_px: float, magnification: float) -> float:
    """Return the part of a blur that enlarging the picture does not explain.

    A pixel enlarged m times by linear interpolation blurs with about `GRID_BLUR_PX` m (box and
    triangle of one pixel: sqrt(1/12 + 1/6) = 0.5). Blurs add as squares.

    Args:
        blur_px: sigma in the enlarged picture.
        magnification: its pixels per pixel of the original; below 1 nothing is taken away.
    """
    grid = GRID_BLUR_PX**2 * (max(magnification, 1.0) ** 2 - 1.0)
    return float(np.sqrt(max(blur_px**2 - grid, 0.0)))


def _gradient(grey: GreyImage, sigma_px: float) -> GreyImage:
    smooth = cv2.GaussianBlur(grey, (0, 0), sigma_px)
    across = cv2.Sobel(smooth, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    return np.asarray(cv2.magnitude(across, down), dtype=np.float32)
