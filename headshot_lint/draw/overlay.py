"""Overlays drawn into a picture: what the HTML report lays over a photo, for one PNG."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.draw.geometry import Geometry, Rect
from headshot_lint.draw.lettering import Label, write_caption, write_labels, write_legend
from headshot_lint.draw.maps import Band
from headshot_lint.measure.arrays import RgbImage

if TYPE_CHECKING:
    from headshot_lint.engine.report import PhotoReport

Colour: TypeAlias = tuple[int, int, int]

LONG_SIDE_PX = 1024
"""Side of the drawing: smaller photos are enlarged, so that names of boxes can be read."""

FACE, MESH, FOUND = (79, 209, 255), (183, 245, 106), (255, 90, 110)
WHITE, EYES, DARK = (255, 255, 255), (255, 212, 59), (0, 0, 0)
_BITS = 3
"""Fractional bits of coordinates, which OpenCV draws smoothly."""


class Sheet:
    """A picture that is drawn on, in pixels of the full photo.

    Attributes:
        image: H x W x 3 uint8 sRGB, drawn into.
        labels: names to be written once all lines are drawn.
    """

    def __init__(self, image: RgbImage, full_width: int) -> None:
        height, width = image.shape[:2]
        scale = LONG_SIDE_PX / max(height, width)
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        how = cv2.INTER_CUBIC if scale > 1.0 else cv2.INTER_AREA
        self.image: RgbImage = np.asarray(cv2.resize(image, size, interpolation=how), np.uint8)
        self.scale = size[0] / full_width
        self.labels: list[Label] = []

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pixels of the full photo."""
        height, width = self.image.shape[:2]
        return width / self.scale, height / self.scale

    def lines(self, points: Iterable[Sequence[float]], colour: Colour, *, closed: bool) -> None:
        """Draw a line through points: dark and wide below, so that it shows on every ground."""
        corners = np.array([tuple(point) for point in points], dtype=np.float64)
        drawn = np.rint(corners * self.scale * 2**_BITS).astype(np.int32)
        for width, ink in ((4, DARK), (1 if colour == WHITE else 2, colour)):
            cv2.polylines(self.image, [drawn], closed, ink, width, cv2.LINE_AA, _BITS)

    def box(self, box: Rect, name: str, colour: Colour, *, over: bool = False) -> None:
        """Draw a box with its name inside, or over it where what it holds is to be seen."""
        x, y, width, height = box
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.lines(corners, colour, closed=True)
        self.name(x, y - (26 / self.scale if over else 0), name)

    def name(self, x: float, y: float, text: str) -> None:
        """Keep a name to be written at a point once all lines are drawn."""
        self.labels.append(Label(x * self.scale, y * self.scale, text))

    def dim_outside(self, inside: NDArray[np.uint8]) -> None:
        """Darken what a mask (H x W of the drawing, 0-255) leaves out."""
        kept = inside[..., None].astype(np.float32) / 255.0
        self.image[:] = np.rint(self.image * (0.45 + 0.55 * kept)).astype(np.uint8)


def _findings(sheet: Sheet, report: PhotoReport, _geometry: Geometry) -> None:
    for result in report.failures():
        for region in result.regions:
            sheet.box(region.box, region.label or result.name, FOUND, over=True)


def _face(sheet: Sheet, _report: PhotoReport, geometry: Geometry) -> None:
    named = ((geometry.head, "head"), (geometry.face, "face"))
    for box, name in (*named, *((other, "other face") for other in geometry.others)):
        if box is not None:
            sheet.box(box, name, FACE)


def _landmarks(sheet: Sheet, _report: PhotoReport, geometry: Geometry) -> None:
    for line in geometry.contours:
        sheet.lines(line, MESH, closed=True)


def _thirds(sheet: Sheet, _report: PhotoReport, geometry: Geometry) -> None:
    width, height = sheet.size
    for third in (1 / 3, 2 / 3):
        sheet.lines(((width * third, 0), (width * third, height)), WHITE, closed=False)
        sheet.lines(((0, height * third), (width, height * third)), WHITE, closed=False)
    if geometry.eyes is None:
        return
    (right_x, right_y), (left_x, left_y) = geometry.eyes
    slope = (left_y - right_y) / max(left_x - right_x, 1)
    start = right_y - slope * right_x
    sheet.lines(((0, start), (width, start + slope * width)), EYES, closed=False)
    share = 1.0 - (right_y + left_y) / 2 / height
    sheet.name(0, start, f"eyes at {share:.0%} of the height")


def _circle(sheet: Sheet, _report: PhotoReport, _geometry: Geometry) -> None:
    height, width = sheet.image.shape[:2]
    inside = np.zeros((height, width), np.uint8)
    centre = (round(width * 2**_BITS / 2), round(height * 2**_BITS / 2))
    radius = round(min(width, height) * 2**_BITS / 2)
    cv2.circle(inside, centre, radius, 255, -1, cv2.LINE_AA, _BITS)
    sheet.dim_outside(inside)


LAYERS: dict[str, Callable[[Sheet, PhotoReport, Geometry], None]] = {
    "circle": _circle,
    "thirds": _thirds,
    "landmarks": _landmarks,
    "face": _face,
    "findings": _findings,
}
"""What can be drawn, in the order in which it is: nothing covers the findings."""

DEFAULT_LAYERS = ("findings", "face")


def annotate(
    image: RgbImage,
    report: PhotoReport,
    geometry: Geometry,
    layers: Collection[str] = DEFAULT_LAYERS,
    legend: Sequence[Band] = (),
) -> RgbImage:
    """Draw what was found into a picture, with the findings in words below it.

    Args:
        image: H x W x 3 uint8 sRGB: the whole upright photo, or a map of it, in any size.
        report: of the photo.
        geometry: of the photo, in pixels of the full photo as the report's regions are.
        layers: of `LAYERS`.
        legend: of the map, if the picture is one.

    Returns:
        H x W x 3 uint8 sRGB; the photo in it has a long side of 1,024 px.
    """
    sheet = Sheet(image, report.width or image.shape[1])
    for name, draw in LAYERS.items():
        if name in layers:
            draw(sheet, report, geometry)
    written = write_labels(sheet.image, sheet.labels)
    caption = write_caption(report, written.shape[1])
    return np.vstack([written, *write_legend(legend, written.shape[1]), caption])
