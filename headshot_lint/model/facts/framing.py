"""Place and size of the head in the frame, and what was baked round the picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from headshot_lint.model.verdict import Box


class BorderKind(StrEnum):
    """What surrounds the picture inside its own file."""

    NONE = "none"
    BARS = "bars"  # at one edge or at two opposite ones
    FRAME = "frame"  # at three or four edges
    ROUND = "round"  # a disc on opaque corners


@dataclass(frozen=True)
class Borders:
    """Uniform surrounds that belong to the file and not to the scene.

    Attributes:
        kind: bars, frame, round mask or none.
        area_share: share of the frame that they cover, 0-1.
        top_px, bottom_px, left_px, right_px: their widths in pixels of the upright photo.
    """

    kind: BorderKind = BorderKind.NONE
    area_share: float = 0.0
    top_px: float = 0.0
    bottom_px: float = 0.0
    left_px: float = 0.0
    right_px: float = 0.0


@dataclass(frozen=True)
class Framing:
    """Where the head sits in the frame.

    The face runs from the top of the forehead (about the hairline) to the chin. The head adds hair,
    hat and ears as far as the person mask shows them. T is the distance from the eyes' midpoint to
    the chin.

    Attributes:
        face_share: face height over frame height.
        head_share: head height (crown to chin) over frame height.
        offset_x: horizontal place of the face's centre, less the frame's centre, over the frame's
            width; negative is left of the centre.
        eye_line: height of the eyes above the lower edge over the frame's height, 0-1.
        forehead_room: free space above the forehead over the face height; negative where the frame
            cuts into the forehead.
        crown_room: free space above the crown over the face height; negative, and estimated from
            the forehead, where the frame cuts the hair.
        side_room: free space beside the face on its tighter side over the face width; negative
            where the frame cuts into the face.
        chin_room_t: space between the chin and the lower edge in T; negative where the chin is cut.
        circle_loss: share of the head outside the circle inscribed in the centre square, 0-1.
        eye_gap_px: distance of the eye centres in pixels of the full photo, corrected for yaw.
        face: box of the face in pixels of the upright photo; it may reach beyond the frame.
        head: box of the head, likewise.
        borders: bars, frames and round masks in the file.
    """

    face_share: float
    head_share: float
    offset_x: float
    eye_line: float
    forehead_room: float
    crown_room: float
    side_room: float
    chin_room_t: float
    circle_loss: float
    eye_gap_px: float
    face: Box
    head: Box
    borders: Borders
