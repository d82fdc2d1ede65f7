"""The two sitters of the fixtures, cut out of public-domain photographs.

Landmarks and outlines are kept as data, so that the pictures depend on no code that they test.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Rgb = NDArray[np.uint8]
Field = NDArray[np.float32]
Polygon = list[tuple[int, int]]

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"

# What surely is the person, what may be, what surely is not: GrabCut finds the edge between them.
SURE: dict[str, list[Polygon]] = {
    "collins": [
        [(172, 60), (200, 32), (255, 32), (285, 62), (285, 98), (268, 120), (262, 140),
         (252, 182), (200, 185), (190, 140), (172, 100)],
        [(132, 192), (180, 160), (255, 182), (285, 205), (305, 240), (335, 260), (350, 300),
         (355, 350), (300, 400), (280, 511), (40, 511), (35, 400), (50, 300), (90, 240)],
        [(290, 400), (330, 360), (400, 352), (460, 370), (490, 420), (490, 470), (480, 511),
         (280, 511)],
    ],
    "hopper": [
        [(186, 86), (200, 62), (228, 44), (240, 30), (285, 30), (335, 58), (350, 85), (362, 110),
         (362, 170), (355, 250), (340, 300), (328, 330), (420, 380), (480, 410), (500, 500),
         (511, 599), (25, 599), (40, 440), (60, 395), (170, 350), (207, 325), (200, 300),
         (172, 240), (166, 215), (160, 150), (156, 110)],
    ],
}  # fmt: skip
MAYBE: dict[str, list[Polygon]] = {
    "collins": [
        [(150, 60), (170, 25), (210, 10), (260, 12), (305, 45), (308, 100), (284, 130),
         (270, 165), (285, 185), (310, 200), (345, 240), (370, 310), (368, 345), (420, 335),
         (475, 350), (505, 410), (511, 511), (15, 511), (15, 420), (35, 300), (70, 230),
         (108, 180), (130, 158), (180, 145), (175, 130), (150, 110)],
    ],
    "hopper": [
        [(150, 110), (170, 88), (172, 66), (190, 44), (228, 32), (240, 18), (285, 20), (350, 45),
         (358, 85), (378, 90), (378, 170), (384, 190), (372, 260), (350, 310), (338, 325),
         (430, 362), (500, 385), (511, 410), (511, 599), (0, 599), (20, 440), (40, 375),
         (150, 345), (200, 315), (190, 296), (160, 265), (148, 200), (145, 150)],
    ],
}  # fmt: skip

# The uniform's sleeve goes on beyond the right edge of the source; its cloth is plain there.
SLEEVE: dict[str, Polygon] = {
    "collins": [],
    "hopper": [(506, 410), (516, 420), (536, 470), (556, 600), (506, 600)],
}
SLEEVE_ROOM = 64
CLOTH = (12, 13, 27)

# Clockwise turn, in degrees, that levels the eyes of the source.
LEVEL = {"collins": -3.0, "hopper": 3.3}


@dataclass(frozen=True, eq=False)
class Portrait:
    """A sitter in front of a separate backdrop.

    Attributes:
        person: H x W x 3 uint8 sRGB; only meaningful where `alpha` is above 0.
        alpha: H x W float32, 0-1: how far the person covers the pixel.
        backdrop: H x W x 3 uint8 sRGB.
        points: 478 x 3 float32 landmarks (MediaPipe's numbering), pixels of this picture.
    """

    person: Rgb
    alpha: Field
    backdrop: Rgb
    points: Field

    def flat(self) -> Rgb:
        """Put the person in front of the backdrop."""
        cover = self.alpha[..., None]
        mixed = self.person * cover + self.backdrop * (1.0 - cover)
        return np.asarray(np.round(mixed), dtype=np.uint8)

    def before(self, backdrop: Rgb) -> Portrait:
        """Exchange the backdrop."""
        return replace(self, backdrop=backdrop)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.alpha.shape[1], self.alpha.shape[0]

    @property
    def eye_gap_px(self) -> float:
        """Distance of the eye centres in pixels."""
        gap = self.points[[33, 133], :2].mean(axis=0) - self.points[[263, 362], :2].mean(axis=0)
        return float(np.linalg.norm(gap))


def source_path(name: str) -> Path:
    """Find a source picture inside its installed package and verify its bytes.

    Raises:
        ValueError: the installed package carries other bytes than `SOURCES.toml` states.
    """
    entry = tomllib.loads((FIXTURES / "SOURCES.toml").read_text("utf-8"))[name]
    path = Path(str(distribution(entry["package"]).locate_file(entry["path"])))
    if hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
        raise ValueError(f"{entry['package']} carries another {entry['path']} than SOURCES.toml")
    return path


def open_source(name: str) -> Rgb:
    """Read a source picture as sRGB."""
    return np.asarray(Image.open(source_path(name)).convert("RGB"), dtype=np.uint8)


@cache
def cut_out(name: str) -> Portrait:
    """Separate a sitter from the original background, at the size of the source."""
    photo = open_source(name)
    mask = np.full(photo.shape[:2], cv2.GC_BGD, np.uint8)
    for polygon in MAYBE[name]:
        cv2.fillPoly(mask, [np.array(polygon, np.int32)], cv2.GC_PR_FGD)
    for polygon in SURE[name]:
        cv2.fillPoly(mask, [np.array(polygon, np.int32)], cv2.GC_FGD)
    cv2.setRNGSeed(0)
    back, front = np.zeros((1, 65)), np.zeros((1, 65))
    whole_photo = (0, 0, photo.shape[1], photo.shape[0])  # not used when the mask says where
    bgr = photo[..., ::-1].copy()
    cv2.grabCut(bgr, mask, whole_photo, back, front, 8, cv2.GC_INIT_WITH_MASK)
    found = np.isin(mask, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(found)
    whole = (labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))).astype(np.float32)
    # The outermost pixel mixes in the old background: draw the edge in by half a pixel.
    alpha = np.clip(cv2.GaussianBlur(whole, (0, 0), 1.1) * 1.7 - 0.7, 0.0, 1.0)
    points = json.loads((FIXTURES / "landmarks.json").read_text("utf-8"))[name]
    return Portrait(
        person=photo,
        alpha=np.asarray(alpha, dtype=np.float32),
        backdrop=np.full_like(photo, 160),
        points=np.array(points, dtype=np.float32),
    )


def grey_backdrop(width: int, height: int, *, level: float = 158.0) -> Rgb:
    """A plain grey wall, lit softly: a little lighter in the middle, with fine grain."""
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    light = level * (1.0 - 0.05 * (x**2 + (y + 0.2) ** 2))
    grain = np.random.default_rng(7).normal(0.0, 1.2, (height, width))
    return np.asarray(np.clip(light + grain, 0, 255)[..., None].repeat(3, 2), dtype=np.uint8)


def frame(
    name: str, box: tuple[float, float, float], size: tuple[int, int], *, roll_deg: float = 0.0
) -> Portrait:
    """Frame a sitter anew in front of a plain grey wall.

    Args:
        name: the sitter.
        box: centre x, centre y and width of the frame, in pixels of the source.
        size: width and height of the result.
        roll_deg: how far the picture turns clockwise.
    """
    centre_x, centre_y, width = box
    scale = size[0] / width
    turn = np.array(cv2.getRotationMatrix2D((centre_x, centre_y), -roll_deg, scale), np.float64)
    turn[:, 2] += np.array([size[0] / 2 - centre_x, size[1] / 2 - centre_y])
    return reshape(_extend_sleeve(cut_out(name), SLEEVE[name]), turn, size)


def _extend_sleeve(portrait: Portrait, sleeve: Polygon) -> Portrait:
    room = (0, 0, 0, SLEEVE_ROOM)
    person = cv2.copyMakeBorder(portrait.person, *room, cv2.BORDER_REPLICATE)
    alpha = cv2.copyMakeBorder(portrait.alpha, *room, cv2.BORDER_CONSTANT, value=0.0)
    if sleeve:
        cv2.fillPoly(person, [np.array(sleeve, np.int32)], CLOTH)
        cv2.fillPoly(alpha, [np.array(sleeve, np.int32)], 1.0)
        seam = portrait.size[0] - 12
        alpha[:, seam:] = cv2.GaussianBlur(alpha, (0, 0), 1.0)[:, seam:]
    return replace(
        portrait,
        person=np.asarray(person, dtype=np.uint8),
        alpha=np.asarray(alpha, dtype=np.float32),
    )


def reshape(portrait: Portrait, affine: NDArray[np.float64], size: tuple[int, int]) -> Portrait:
    """Transform the sitter by a 2 x 3 matrix and put a fresh grey wall behind."""
    scale = float(np.sqrt(abs(np.linalg.det(affine[:, :2]))))
    smooth = max(0.0, 0.5 / scale - 0.5)
    person, alpha = portrait.person, portrait.alpha
    if smooth > 0:
        person = np.asarray(cv2.GaussianBlur(person, (0, 0), smooth), dtype=np.uint8)
        alpha = np.asarray(cv2.GaussianBlur(alpha, (0, 0), smooth), dtype=np.float32)
    warped = cv2.warpAffine(
        person, affine, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    cover = cv2.warpAffine(alpha, affine, size, flags=cv2.INTER_LINEAR)
    points = portrait.points.copy()
    points[:, :2] = points[:, :2] @ affine[:, :2].T + affine[:, 2]
    points[:, 2] *= scale
    return Portrait(
        person=np.asarray(warped, dtype=np.uint8),
        alpha=np.asarray(cover, dtype=np.float32),
        backdrop=grey_backdrop(*size),
        points=np.asarray(points, dtype=np.float32),
    )


def collins(size: int = 320) -> Portrait:
    """Reference portrait of Eileen Collins: head and shoulders, level, plain grey wall."""
    return frame("collins", (226, 117, 256), (size, size), roll_deg=LEVEL["collins"])


def hopper(size: int = 448) -> Portrait:
    """Reference portrait of Grace Hopper: head and shoulders, level, clear glasses, cap."""
    return frame("hopper", (264, 232, 488), (size, size), roll_deg=LEVEL["hopper"])
