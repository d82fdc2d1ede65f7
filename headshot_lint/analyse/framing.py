"""Facts about the place of the head in the frame."""

from __future__ import annotations

import numpy as np

from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.borders import Bars, find_bars, is_round_mask
from headshot_lint.measure.framing import Extent, circle_loss, face_extent, head_extent
from headshot_lint.measure.mesh import CHIN
from headshot_lint.measure.regions import FACE_OVAL
from headshot_lint.model.facts import Framing
from headshot_lint.model.facts.framing import BorderKind, Borders
from headshot_lint.model.verdict import Box

DISC_SHARE = float(np.pi / 4)


def measure_framing(shot: ShotView) -> Framing:
    """Measure the head's size and place, and find borders.

    Raises:
        Missing: without a face.
    """
    scene, mesh = shot.scene, shot.mesh
    height, width = scene.image.shape[:2]
    # Landmarks put pixel centres at whole numbers; edges of the frame lie half a pixel outside.
    points = (mesh.points[:, :2] + np.float32(0.5)) * np.float32(scene.scale)
    eye_mid = (mesh.eye_mid[:2] + 0.5) * scene.scale
    face = face_extent(points[list(FACE_OVAL)])
    head = head_extent(face, shot.person > 0.5)
    eyes_to_chin = max(float(np.linalg.norm(points[CHIN] - eye_mid)), 1e-3)
    to_full = 1.0 / (scene.scale * shot.photo.scale)
    return Framing(
        face_share=face.height / height,
        head_share=head.height / height,
        offset_x=(face.left + face.right) / 2 / width - 0.5,
        eye_line=1.0 - float(eye_mid[1]) / height,
        forehead_room=face.top / face.height,
        crown_room=head.top / face.height,
        side_room=min(face.left, width - face.right) / face.width,
        chin_room_t=(height - face.bottom) / eyes_to_chin,
        circle_loss=circle_loss(head, height, width),
        eye_gap_px=mesh.eye_gap_px / shot.photo.scale,
        face=_box(face, to_full, "face"),
        head=_box(head, to_full, "head"),
        borders=_borders(shot, to_full),
    )


def _box(extent: Extent, to_full: float, label: str) -> Box:
    return Box(
        x=extent.left * to_full,
        y=extent.top * to_full,
        width=extent.width * to_full,
        height=extent.height * to_full,
        label=label,
    )


def _borders(shot: ShotView, to_full: float) -> Borders:
    """Borders of an opaque photo; what is transparent has no border to cut away."""
    image = shot.scene.image
    if shot.photo.alpha is not None:
        return Borders()
    if is_round_mask(image):
        return Borders(kind=BorderKind.ROUND, area_share=1.0 - DISC_SHARE)
    bars = find_bars(image)
    return Borders(
        kind=_kind(bars),
        area_share=bars.area_share(*image.shape[:2]),
        top_px=bars.top * to_full,
        bottom_px=bars.bottom * to_full,
        left_px=bars.left * to_full,
        right_px=bars.right * to_full,
    )


def _kind(bars: Bars) -> BorderKind:
    sides = sum(width > 0 for width in (bars.top, bars.bottom, bars.left, bars.right))
    if sides == 0:
        return BorderKind.NONE
    return BorderKind.FRAME if sides > 2 else BorderKind.BARS
