"""Where a face lies in its photo, as lines to draw: no rule reads this, and no report holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from headshot_lint.measure import regions
from headshot_lint.measure.mesh import eye_centres
from headshot_lint.model.verdict import Box, Missing

if TYPE_CHECKING:
    from headshot_lint.measure.arrays import Points
    from headshot_lint.shot import Shot

Point: TypeAlias = tuple[int, int]
Rect: TypeAlias = tuple[int, int, int, int]

CONTOURS = (
    regions.FACE_OVAL,
    regions.RIGHT_EYE,
    regions.LEFT_EYE,
    regions.RIGHT_BROW,
    regions.LEFT_BROW,
    regions.OUTER_LIPS,
    regions.INNER_LIPS,
)
"""Closed outlines through landmarks: 128 of the 478 show how well the mesh lies on the face."""


@dataclass(frozen=True)
class Geometry:
    """Lines and boxes in pixels of the upright full-size photo.

    Attributes:
        face: x, y, width, height of the subject's face, forehead to chin; it may reach beyond the
            frame.
        head: the same with hair, hat and ears.
        others: boxes of the other faces.
        eyes: centres of the right and of the left eye.
        contours: closed outlines of face, eyes, brows and lips.
    """

    face: Rect | None = None
    head: Rect | None = None
    others: tuple[Rect, ...] = ()
    eyes: tuple[Point, Point] | None = None
    contours: tuple[tuple[Point, ...], ...] = ()


NOTHING = Geometry()
"""Of a photo in which no face was found."""


def geometry_of(shot: Shot) -> Geometry:
    """Return what can be drawn of a photo; without a face, an empty geometry."""
    try:
        subject, faces = shot.subject, shot.faces.faces
    except Missing:
        return NOTHING
    others = tuple(_rect(face.box) for i, face in enumerate(faces) if i != subject.index)
    try:
        framing, points = shot.framing, shot.mesh.points
    except Missing:
        return Geometry(face=_rect(subject.box), others=others)
    right, left = (_point(eye[:2], shot.photo.scale) for eye in eye_centres(points))
    return Geometry(
        face=_rect(framing.face),
        head=_rect(framing.head),
        others=others,
        eyes=(right, left),
        contours=tuple(_outline(points, group, shot.photo.scale) for group in CONTOURS),
    )


def _outline(points: Points, group: tuple[int, ...], scale: float) -> tuple[Point, ...]:
    return tuple(_point(point, scale) for point in points[list(group), :2])


def _point(point: Points, scale: float) -> Point:
    # Landmarks put pixel centres at whole numbers; the edge of the photo lies half a pixel outside.
    x, y = (np.asarray(point, dtype=np.float64) + 0.5) / scale
    return round(float(x)), round(float(y))


def _rect(box: Box) -> Rect:
    return round(box.x), round(box.y), round(box.width), round(box.height)
