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
    x, y, _ = shot.mesh.points[list(indices)].T.tolist()
    room, scale = margin * shot.mesh.eye_gap_px, shot.photo.scale
    left, top = min(x) - room, min(y) - room
    right, bottom = max(x) + room, max(y) + room
    return Box(left / scale, top / scale, (right - left) / scale, (bottom - top) / scale, label)
