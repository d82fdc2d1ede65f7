"""Regions of the face as boxes of the full-size photo."""

from __future__ import annotations

from headshot_lint.analyse.view import ShotView
from headshot_lint.model.verdict import Box


def landmark_box(
    shot: ShotView, indices: tuple[int, ...], label: str, *, margin: float = 0.0
) -> Box:
    """Return the upright box round some landmarks, in pixels of the upright full-size photo.

    Args:
        shot: the photo.
        indices: landmarks inside the box.
        label: what the box shows.
        margin: room on each side, by the inter-eye distance.
    """
    points = shot.mesh.points[list(indices), :2]
    room = margin * shot.mesh.eye_gap_px
    x0, y0 = (float(edge) for edge in points.min(axis=0) - room)
    x1, y1 = (float(edge) for edge in points.max(axis=0) + room)
    scale = shot.photo.scale
    return Box(x0 / scale, y0 / scale, (x1 - x0) / scale, (y1 - y0) / scale, label)
