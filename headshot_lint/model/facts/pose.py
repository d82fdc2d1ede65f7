"""How the subject's head is held towards the camera."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pose:
    """Rotation of the head, in degrees; all zero for a level face that looks into the camera.

    Attributes:
        yaw_deg: positive when the head turns to its own left (towards the right of the picture).
        pitch_deg: positive when the chin is raised.
        roll_deg: positive when the head tips to its own left (clockwise in the picture).
    """

    yaw_deg: float
    pitch_deg: float
    roll_deg: float
