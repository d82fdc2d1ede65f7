"""What a photo tells of the place of its head, and of what may be cut."""

from __future__ import annotations

import numpy as np

from headshot_lint.measure.borders import is_round_mask
from headshot_lint.measure.crop import Head, Room
from headshot_lint.measure.framing import Extent
from headshot_lint.measure.mesh import CHIN
from headshot_lint.measure.regions import FACE_OVAL
from headshot_lint.mend.foresight import Known
from headshot_lint.model.facts.framing import Borders
from headshot_lint.model.verdict import Box, Missing
from headshot_lint.shot import Shot

_RIM_PX = 1.0
"""What bars blur into is cut off with them."""


def known_of(shot: Shot) -> Known:
    """Return the place of the subject's head in pixels of the upright photo.

    Raises:
        Missing: the photo shows no face that can be framed.
    """
    framing, mesh = shot.framing, shot.mesh
    to_full = 1.0 / shot.photo.scale
    points = (mesh.points[:, :2] + np.float32(0.5)) * np.float32(to_full)
    eyes = (mesh.eye_mid[:2] + 0.5) * to_full
    head = Head(
        oval=points[list(FACE_OVAL)],
        head=_extent(framing.head),
        eyes=(float(eyes[0]), float(eyes[1])),
        chin=(float(points[CHIN, 0]), float(points[CHIN, 1])),
    )
    try:
        pose = shot.pose
    except Missing:
        pose = None
    return Known(shot.file, framing, pose, head)


def room_of(shot: Shot) -> Room:
    """Return the part of the photo that holds picture: within its bars, or within its disc."""
    width, height = float(shot.photo.width), float(shot.photo.height)
    borders = shot.framing.borders
    disc = None
    if is_round_mask(shot.scene.image):
        disc = (width / 2, height / 2, min(width, height) / 2 - _RIM_PX)
    return Room(
        left=_inner(borders.left_px),
        top=_inner(borders.top_px),
        right=width - _inner(borders.right_px),
        bottom=height - _inner(borders.bottom_px),
        disc=disc,
    )


def has_bars(borders: Borders) -> bool:
    """Whether bars lie along an edge of the photo."""
    return max(borders.top_px, borders.bottom_px, borders.left_px, borders.right_px) > 0.0


def _inner(bar_px: float) -> float:
    return float(np.ceil(bar_px + _RIM_PX)) if bar_px > 0.0 else 0.0


def _extent(box: Box) -> Extent:
    return Extent(box.x, box.y, box.x + box.width, box.y + box.height)
