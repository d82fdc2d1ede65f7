"""Where the eyes look."""

from __future__ import annotations

import math
from dataclasses import dataclass

from headshot_lint.model.verdict import Box


@dataclass(frozen=True)
class Gaze:
    """Direction of the gaze relative to the camera, the mean of both eyes, in degrees.

    Attributes:
        across_deg: positive towards the right of the picture.
        up_deg: positive upwards.
        yaw_deg: of the head; beyond about 35 degrees the far eye is guesswork.
        magnification: pixels at the fixed face scale per pixel of the working image.
        eyes: box of both eyes, pixels of the upright full-size photo.
    """

    across_deg: float
    up_deg: float
    yaw_deg: float
    magnification: float
    eyes: Box

    @property
    def angle_deg(self) -> float:
        """Angle between the gaze and the camera, 0 or more (small-angle sum of squares)."""
        return math.hypot(self.across_deg, self.up_deg)
