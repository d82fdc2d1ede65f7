"""Recipes of HL801-HL806: sets of photos that agree, and what does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import degrade_backdrop as backdrop
import degrade_light as light
import numpy as np
from degrade_file import jpeg
from degrade_optics import grey
from fixture_portraits import LEVEL, Rgb, frame, open_source

SIDE = 144
WALL = (176, 180, 184)
LIGHT_WALL = (196, 198, 200)

# Centre x, centre y and width of the frame at which both sitters' faces fill the same share.
CROPS = {"collins": (226.0, 117.0, 256.0), "hopper": (264.0, 226.0, 452.0)}


@dataclass(frozen=True)
class Take:
    """One photo of a set.

    Attributes:
        zoom: of the frame's width; below 1 is closer.
        shift: of the frame's centre, of its width.
        tone: of the wall.
    """

    sitter: str
    zoom: float = 1.0
    shift: tuple[float, float] = (0.0, 0.0)
    tone: float = 1.0
    size: tuple[int, int] = (SIDE, SIDE)
    wall: tuple[int, int, int] = WALL

    def picture(self) -> Rgb:
        """Frame the sitter before the wall of the set."""
        x, y, width = CROPS[self.sitter]
        centre = (x + self.shift[0] * width, y + self.shift[1] * width, width * self.zoom)
        red, green, blue = (round(level * self.tone) for level in self.wall)
        wall = backdrop.plain(self.size, (red, green, blue))
        return (
            frame(self.sitter, centre, self.size, roll_deg=LEVEL[self.sitter]).before(wall).flat()
        )


SET = {
    "collins-1": Take("collins"),
    "collins-2": Take("collins", zoom=1.04, shift=(0.012, -0.006), tone=1.01),
    "collins-3": Take("collins", zoom=0.98, shift=(-0.01, 0.008), tone=0.99),
    "hopper-1": Take("hopper"),
    "hopper-2": Take("hopper", zoom=1.03, shift=(0.01, 0.005), tone=0.99),
}


def _set(folder: str) -> dict[str, Callable[[], Rgb]]:
    return {f"{folder}/{name}.jpg": take.picture for name, take in SET.items()}


def _before_light_wall(folder: str) -> dict[str, Callable[[], Rgb]]:
    return {
        f"{folder}/light-wall-{name}.jpg": replace(take, wall=LIGHT_WALL).picture
        for name, take in SET.items()
    }


def _bookcase() -> Rgb:
    sitter = frame("collins", CROPS["collins"], (SIDE, SIDE), roll_deg=LEVEL["collins"])
    return sitter.before(backdrop.bookcase(sitter.size, seed=4)).flat()


def _half(picture: Rgb) -> Rgb:
    size = (picture.shape[1] // 2, picture.shape[0] // 2)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _cut(picture: Rgb) -> Rgb:
    height, width = picture.shape[:2]
    return picture[: round(0.95 * height), round(0.05 * width) :]


def _warm() -> Rgb:
    return light.cast(SET["hopper-1"].picture(), (1.45, 1.0, 0.5))


def _burnt() -> Rgb:
    return light.expose(replace(COLLINS, wall=LIGHT_WALL).picture(), 2.0)


COLLINS, HOPPER = SET["collins-1"], SET["hopper-1"]

PICTURES: dict[str, Callable[[], Rgb]] = {
    **_set("HL801-team-framing"),
    "HL801-team-framing/close.jpg": replace(COLLINS, zoom=0.6, shift=(0.0, -0.05)).picture,
    "HL801-team-framing/low.jpg": replace(HOPPER, shift=(0.0, -0.16)).picture,
    **_set("HL802-team-background"),
    "HL802-team-background/red-wall.jpg": replace(HOPPER, wall=(150, 60, 52)).picture,
    "HL802-team-background/bookcase.jpg": _bookcase,
    **_set("HL803-team-colour"),
    **_before_light_wall("HL803-team-colour"),
    "HL803-team-colour/light-wall-burnt.jpg": _burnt,
    "HL803-team-colour/warm.jpg": _warm,
    "HL803-team-colour/dark.jpg": lambda: light.expose(COLLINS.picture(), -2.0),
    "HL803-team-colour/grey.jpg": lambda: grey(COLLINS.picture()),
    **_set("HL804-team-size"),
    "HL804-team-size/upright.jpg": replace(COLLINS, size=(SIDE, 180)).picture,
    "HL804-team-size/small.jpg": replace(HOPPER, size=(64, 64)).picture,
    "HL805-duplicate-photo/collins.jpg": COLLINS.picture,
    "HL805-duplicate-photo/collins-other-wall.jpg": replace(
        COLLINS, zoom=1.1, wall=(90, 110, 140)
    ).picture,
    "HL805-duplicate-photo/hopper.jpg": HOPPER.picture,
    "HL805-duplicate-photo/hopper-cut-and-halved.jpg": lambda: _half(_cut(HOPPER.picture())),
    "HL805-duplicate-photo/hopper-mirrored.jpg": lambda: np.ascontiguousarray(
        HOPPER.picture()[:, ::-1]
    ),
    "HL806-roster-mismatch/eileen-collins.jpg": COLLINS.picture,
    "HL806-roster-mismatch/hopper_grace.jpg": HOPPER.picture,
    "HL806-roster-mismatch/chelsea.jpg": lambda: _half(open_source("cat")),
}


def _recipe(picture: Callable[[], Rgb]) -> Callable[[], bytes]:
    return lambda: jpeg(picture(), quality=74)


RECIPES = {path: _recipe(picture) for path, picture in PICTURES.items()}
RECIPES |= {
    "HL806-roster-mismatch/people.csv": lambda: b"name\nEileen Collins\nGrace Hopper\n",
    "HL806-roster-mismatch/more-people.csv": (
        lambda: (
            b"name,role\nEileen Collins,pilot\nGrace Hopper,rear admiral\nSally Ride,physicist\n"
        )
    ),
}
