"""Sharpness, grain and proportions of the face."""

from __future__ import annotations

from dataclasses import dataclass

from headshot_lint.model.verdict import Box

NEUTRAL_ASPECT = 1.06
"""Median width by height of faces against the canonical mesh, in unstretched team photos."""


@dataclass(frozen=True)
class Focus:
    """What the lens, the sensor and later resizing left of the face, at a fixed face scale.

    Attributes:
        face_blur_percent: blur of the face's edges beyond what the size of the file's pixels
            explains, along the direction in which it is worst: sigma of a Gaussian by the
            inter-eye distance, percent; 0 is crisp.
        least_blur_percent: the same along the direction in which it is least; far below
            `face_blur_percent` where camera or head moved.
        eye_blur_percent: the same around the eyes; None where no edges were found there.
        noise: standard deviation of the grain of smooth skin, CIELAB units, with lightness
            counted half (pores live in lightness), on pixels of the photo averaged down to the
            fixed scale where they are finer; the stronger of two octaves. None where no smooth
            skin is visible.
        width_by_height: scale of the face along the picture's width by that along its height,
            against the canonical mesh; `NEUTRAL_ASPECT` in an undistorted picture.
        magnification: pixels at the fixed scale per pixel of the working image; above 1 the face
            is smaller than the scale at which it is measured.
        face: the outline's box, pixels of the upright full-size photo.
    """

    face_blur_percent: float
    least_blur_percent: float
    eye_blur_percent: float | None
    noise: float | None
    width_by_height: float
    magnification: float
    face: Box

    @property
    def stretch(self) -> float:
        """Width by height relative to an ordinary face; 1 undistorted, above 1 widened."""
        return self.width_by_height / NEUTRAL_ASPECT
