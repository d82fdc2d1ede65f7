"""All faces, and which of them the photo is of."""

from __future__ import annotations

import numpy as np

from headshot_lint.analyse.detector import Detection
from headshot_lint.analyse.second_look import look_again
from headshot_lint.analyse.view import ShotView
from headshot_lint.model.facts import Faces, Subject
from headshot_lint.model.facts.faces import Face
from headshot_lint.model.verdict import Box, Missing

CENTRALITY = 2.0
"""How fast a face loses weight towards the corner, where it counts exp(-2) of one in the centre."""


def measure_faces(shot: ShotView) -> Faces:
    """Find all faces in the whole picture; an empty answer is a fact, not an absence."""
    found = list(shot.scan.faces) or look_again(shot.work, mirrored=shot.mirrored)
    if not found:
        return Faces(faces=())
    height, width = shot.work.shape[:2]
    lead = max(range(len(found)), key=lambda i: _weight(found[i], width, height))
    subject = found.pop(lead)
    others = sorted(found, key=lambda face: face.area, reverse=True)
    scale = shot.photo.scale
    faces = tuple(describe_face(face, subject.area, scale) for face in (subject, *others))
    return Faces(faces=faces)


def measure_subject(shot: ShotView) -> Subject:
    """Return the face that the photo is of.

    Raises:
        Missing: where no face was found.
    """
    if not shot.faces.faces:
        raise Missing("no face was found")
    face = shot.faces.faces[0]
    frame = shot.photo.width * shot.photo.height
    return Subject(
        box=face.box,
        score=face.score,
        index=0,
        frame_share=face.box.width * face.box.height / frame,
    )


def _weight(face: Detection, width: int, height: int) -> float:
    """Size times centrality."""
    middle = (face.box[:2] + face.box[2:]) / 2
    offset = (middle / (width, height) - 0.5) * 2
    return face.area * float(np.exp(-CENTRALITY * (offset**2).mean()))


def describe_face(face: Detection, subject_area: float, scale: float) -> Face:
    """Return a detection as a fact.

    Args:
        face: in pixels of the working image.
        subject_area: area of the subject's box in square pixels of the working image.
        scale: working pixels per pixel of the full-size photo.
    """
    x0, y0, x1, y1 = (float(edge) / scale for edge in face.box)
    return Face(
        box=Box(x0, y0, x1 - x0, y1 - y0),
        score=face.score,
        roll_deg=face.roll_deg,
        area_share_of_subject=face.area / subject_area,
    )
