"""How the photo reads as an avatar."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AvatarShape(StrEnum):
    """The outline in which a platform shows the centre square of a photo."""

    CIRCLE = "circle"
    SQUARE = "square"


@dataclass(frozen=True)
class AvatarReading:
    """One test: the photo really reduced to a display size, and its landmarks found again.

    Attributes:
        shape: the outline applied.
        display_px: side of the avatar on screen.
        landmark_error: mean distance of the eyes, brows, nose and mouth found again from where
            they are in the photo, in eye gaps; mean over the sub-pixel shifts.
        legible: whether the error stays within the limit of the measure.
    """

    shape: AvatarShape
    display_px: int
    landmark_error: float
    legible: bool


@dataclass(frozen=True)
class Avatar:
    """Legibility at avatar sizes, in the centre square that platforms show.

    Attributes:
        circle_px: smallest display size in a circle at which the face can be read, of the sizes
            tested; None when it cannot be read at the largest.
        square_px: the same in a square.
        largest_px: largest display size tested; a photo of fewer pixels is tested only up to its
            own size, because enlarging it adds nothing to read.
        eye_gap_share: inter-eye distance / side of the centre square.
        readings: the tests behind both sizes, by shape and size.
        feature_contrast_ev: range (10th to 90th percentile) of log2 luminance over eyes, brows and
            mouth at 48 px, in stops; relative, so that dark and light skin read alike.
        figure_ground_de: CIELAB difference between head and background along the outline of the
            head at 48 px; None where no background can be seen around the head.
    """

    circle_px: int | None
    square_px: int | None
    largest_px: int
    eye_gap_share: float
    readings: tuple[AvatarReading, ...]
    feature_contrast_ev: float
    figure_ground_de: float | None

    def smallest_px(self, shape: str) -> int | None:
        """The smallest legible size in a shape, `circle` or `square`."""
        return self.circle_px if AvatarShape(shape) is AvatarShape.CIRCLE else self.square_px

    def error_at(self, shape: str, display_px: int) -> float | None:
        """The landmark error at a size, where that was tested."""
        for reading in self.readings:
            if reading.shape == shape and reading.display_px == display_px:
                return reading.landmark_error
        return None
