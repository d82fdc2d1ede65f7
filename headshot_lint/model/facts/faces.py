"""Which faces the photo shows, and which of them it is of."""

from __future__ import annotations

from dataclasses import dataclass

from headshot_lint.model.verdict import Box


@dataclass(frozen=True)
class Face:
    """One face found.

    Attributes:
        box: brow to chin and ear to ear, pixels of the upright full-size photo.
        score: the detector's confidence, 0-1.
        roll_deg: angle of the line through both eyes; positive when the head tips to its left.
        area_share_of_subject: area of the box by that of the subject's box; 1 for the subject.
    """

    box: Box
    score: float
    roll_deg: float
    area_share_of_subject: float


@dataclass(frozen=True)
class Faces:
    """All faces found in the whole picture, the subject's first, then by falling area."""

    faces: tuple[Face, ...]

    @property
    def count(self) -> int:
        """How many faces were found, however small."""
        return len(self.faces)

    def prominent(self, share: float) -> tuple[Face, ...]:
        """The faces whose area is over `share` of the subject's; the subject is always one."""
        return tuple(face for face in self.faces if face.area_share_of_subject > share)


@dataclass(frozen=True)
class Subject:
    """The face that the photo is of: large and central.

    Attributes:
        box: brow to chin and ear to ear, pixels of the upright full-size photo.
        score: the detector's confidence, 0-1.
        index: place of the subject in `Faces.faces`.
        frame_share: area of the box by that of the photo, 0-1.
    """

    box: Box
    score: float
    index: int
    frame_share: float
