"""Parts of the face as groups of mesh landmarks, and masks over them.

Numbers are MediaPipe's 478-point numbering. "Right" is the subject's right, on the left of an
unmirrored picture; the members of a right and a left group mirror each other in order.
"""

from __future__ import annotations

import cv2
import numpy as np

from headshot_lint.measure.arrays import Mask, Points

FACE_OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
"""The outline of the face in order, from the top of the forehead over the subject's left side."""

RIGHT_EYE = (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246)
LEFT_EYE = (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466)
"""The opening of the eye in order: outer corner, lower lid, inner corner, upper lid."""

RIGHT_LID_PAIRS = ((159, 145), (160, 144), (158, 153))
LEFT_LID_PAIRS = ((386, 374), (387, 373), (385, 380))
"""Opposite points of the upper and lower lid: centre, outer, inner."""

RIGHT_IRIS_CENTRE, LEFT_IRIS_CENTRE = 468, 473
RIGHT_IRIS_RIM = (469, 470, 471, 472)
LEFT_IRIS_RIM = (474, 475, 476, 477)
"""Four points of the rim of the iris, a quarter turn apart."""

RIGHT_BROW = (46, 53, 52, 65, 55, 107, 66, 105, 63, 70)
LEFT_BROW = (276, 283, 282, 295, 285, 336, 296, 334, 293, 300)
"""The brow in order: lower edge inwards, upper edge outwards."""

OUTER_LIPS = (
    61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185,
)  # fmt: skip
INNER_LIPS = (
    78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191,
)  # fmt: skip
"""Lip outlines in order: from the subject's right corner along the lower lip and back."""

INNER_LIP_PAIRS = ((13, 14), (82, 87), (312, 317))
"""Opposite points of the inner lips: upper, lower; centre, right, left."""

FOREHEAD = (10, 151, 9, 8, 109, 338, 67, 297, 103, 332)
RIGHT_FOREHEAD = (109, 67, 103)
LEFT_FOREHEAD = (338, 297, 332)
RIGHT_CHEEK = (101, 118, 117, 50, 36)
LEFT_CHEEK = (330, 347, 346, 280, 266)
RIGHT_LOWER_CHEEK = (205, 187)
LEFT_LOWER_CHEEK = (425, 411)
RIGHT_CHEEK_EDGE = (116, 123, 234)
LEFT_CHEEK_EDGE = (345, 352, 454)
NOSE_BRIDGE = (168, 6)
RIGHT_NOSE_SIDE = (142, 129, 98)
LEFT_NOSE_SIDE = (371, 358, 327)
RIGHT_JAW = (172, 136, 150, 149)
LEFT_JAW = (397, 365, 379, 378)
CHIN = (152, 175, 199, 148, 377, 176, 400)
NOSE_TIP = 1


def polygon_mask(shape: tuple[int, ...], *outlines: Points) -> Mask:
    """Return what lies inside of any of some closed outlines.

    Args:
        shape: of the picture; only height and width are read.
        outlines: N x 2 or N x 3 points in order, pixels of that picture (pixel centres at whole
            numbers); parts beyond the picture are cut off.
    """
    canvas = np.zeros(shape[:2], dtype=np.uint8)
    for points in outlines:
        if len(points) >= 3:
            # Four fractional bits keep small faces from being rounded to whole pixels.
            corners = np.rint(points[:, :2] * 16.0).astype(np.int32)
            cv2.fillPoly(canvas, [corners], 1, shift=4)
    return canvas.view(np.bool_)


def hull_window(shape: tuple[int, ...], points: Points) -> tuple[tuple[slice, slice], Mask]:
    """Return a window of a picture that closely holds a convex hull, and the hull within it.

    The same pixels as those of `hull_mask`, where a small part of the picture is read.
    """
    hull = _hull(points)
    height, width = shape[:2]
    x, y, across, down = cv2.boundingRect(hull)
    left, top = min(max(x, 0), width), min(max(y, 0), height)
    # The box ends with the pixel that a corner begins in; drawn, it may reach into the next.
    right, bottom = min(max(x + across + 1, 0), width), min(max(y + down + 1, 0), height)
    shifted = hull - np.array([left, top], dtype=np.float32)
    return np.s_[top:bottom, left:right], polygon_mask((bottom - top, right - left), shifted)


def hull_mask(shape: tuple[int, ...], *groups: Points) -> Mask:
    """Return what lies inside of the convex hull of any of some groups of points, in any order.

    Otherwise as `polygon_mask`.
    """
    return polygon_mask(shape, *(_hull(points) for points in groups))


def _hull(points: Points) -> Points:
    hull = cv2.convexHull(np.ascontiguousarray(points[:, :2], dtype=np.float32))
    return np.asarray(hull, dtype=np.float32).reshape(-1, 2)
