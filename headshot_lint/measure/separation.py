"""Colour difference across the outline of the person."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import LabImage, Points, SoftMask
from headshot_lint.measure.difference import ciede2000

DEPTH = 0.22
"""Distance of the sampled rings from the outline in eye gaps: past loose hair and mask error."""

MAX_POINTS = 240


@dataclass(frozen=True, eq=False)
class Outline:
    """Samples along the outline of the person.

    Attributes:
        points: N x 2 float32, x and y on the outline, pixels of the mask.
        difference: N float32, CIEDE2000 between inside and outside at each point.
    """

    points: Points
    difference: NDArray[np.float32]


def outline_difference(
    lab: LabImage, person: SoftMask, solid: SoftMask | None, eye_gap_px: float
) -> Outline:
    """Compare the person with the background on both sides of the outline.

    Args:
        lab: H x W x 3 picture.
        person: H x W probability of a person.
        solid: opacity 0-1, or None; samples on transparent ground are left out.
        eye_gap_px: distance of the eyes; sets the depth of the rings.

    Returns:
        Samples whose both ends lie in the picture; none where the mask has no outline.
    """
    depth = max(2.0, DEPTH * eye_gap_px)
    points = _outline(person)
    side = max(1, round(depth / 2)) * 2 + 1
    smooth = np.asarray(cv2.blur(person, (side, side)))
    x, y = np.round(points).astype(np.intp).T
    slopes = (cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1))
    normal = np.stack([np.asarray(slope)[y, x] for slope in slopes], axis=1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-6)
    ends = [np.round(points + sign * depth * normal).astype(np.intp) for sign in (1, -1)]
    height, width = person.shape
    keep = np.ones(len(points), dtype=np.bool_)
    for at in ends:
        keep &= (at >= 0).all(axis=1) & (at[:, 0] < width) & (at[:, 1] < height)
    inner, outer = (at[keep] for at in ends)
    sure = (person[inner[:, 1], inner[:, 0]] > 0.7) & (person[outer[:, 1], outer[:, 0]] < 0.3)
    if solid is not None:
        sure &= solid[outer[:, 1], outer[:, 0]] > 0.98
    calm = np.asarray(cv2.blur(lab, (side, side)), dtype=np.float32)
    inner, outer = inner[sure], outer[sure]
    difference = ciede2000(calm[inner[:, 1], inner[:, 0]], calm[outer[:, 1], outer[:, 0]])
    return Outline(points[keep][sure], difference)


def _outline(person: SoftMask) -> Points:
    """Points along the outline of the largest person, evenly thinned (N x 2)."""
    solid = (person > 0.5).astype(np.uint8)
    contours, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return np.zeros((0, 2), dtype=np.float32)
    largest = np.asarray(max(contours, key=cv2.contourArea)).reshape(-1, 2)
    return largest[:: max(1, len(largest) // MAX_POINTS)].astype(np.float32)
