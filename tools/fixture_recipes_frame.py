"""Recipes of HL401-HL409, HL501, HL502 and HL701-HL703: framing, avatar and style."""

from __future__ import annotations

from collections.abc import Callable

import degrade_backdrop as backdrop
import degrade_light as light
from degrade_file import jpeg
from degrade_optics import bars, fade_colour, grey, sensor_noise
from fixture_portraits import LEVEL, Rgb, collins, frame, hopper

Picture = Callable[[], Rgb]


def _crop(name: str, centre_x: float, top: float, side: float, size: int = 352) -> Rgb:
    """A square crop by its upper edge, in pixels of the source."""
    return frame(name, (centre_x, top + side / 2, side), (size, size)).flat()


def _low_key(*, coloured: bool) -> Rgb:
    sitter = frame("collins", (262, 150, 330), (384, 384), roll_deg=LEVEL["collins"])
    lit = light.side_light(sitter, fill=0.03, direction=(-1.0, -0.4, 0.2))
    dark = light.vignette(
        lit.before(backdrop.plain(sitter.size, (16, 15, 14))).flat(), strength=2.5
    )
    return light.cast(dark, (1.15, 0.95, 0.7)) if coloured else grey(dark)


def _studio() -> Rgb:
    sitter = hopper()
    lit = light.side_light(sitter, fill=0.55, direction=(-0.6, -0.2, 0.8))
    return lit.before(backdrop.plain(sitter.size, (92, 94, 98))).flat()


def _lost_in_the_room() -> Rgb:
    sitter = frame("hopper", (266, 20, 1160), (352, 352))
    return sitter.before(backdrop.bookcase(sitter.size, seed=6)).flat()


def _dull() -> Rgb:
    sitter = collins()
    pale = sitter.before(backdrop.plain(sitter.size, (150, 128, 98)))
    return light.veil(pale.flat(), contrast=0.26, level=140)


PICTURES: dict[str, Picture] = {
    "HL401-face-too-small/good-wide.jpg": lambda: _crop("hopper", 266, -100, 690, 400),
    "HL401-face-too-small/bad-far-away.jpg": lambda: _crop("hopper", 266, -850, 1440, 400),
    "HL402-face-too-large/good-close.jpg": lambda: _crop("hopper", 266, 10, 400),
    "HL402-face-too-large/bad-only-face.jpg": lambda: _crop("hopper", 266, 112, 236),
    "HL402-face-too-large/bad-only-face-smiling.jpg": lambda: _crop("collins", 226, 60, 126),
    "HL403-off-centre/good-near-centre.jpg": lambda: _crop("collins", 238, -14, 270),
    "HL403-off-centre/bad-left-edge.jpg": lambda: _crop("collins", 322, -40, 340),
    "HL404-eye-line-off/good-upper-third.jpg": lambda: _crop("collins", 226, 3, 280),
    "HL404-eye-line-off/bad-too-low.jpg": lambda: _crop("collins", 226, -190, 392),
    "HL405-head-cut/good-tight-top.jpg": lambda: _crop("collins", 226, 24, 250),
    "HL405-head-cut/bad-forehead.jpg": lambda: _crop("collins", 226, 84, 240),
    "HL405-head-cut/bad-forehead-cap.jpg": lambda: _crop("hopper", 266, 158, 400),
    "HL405-head-cut/bad-side.jpg": lambda: _crop("collins", 330, -10, 270),
    "HL406-chin-cut/good-neck.jpg": lambda: _crop("hopper", 266, -30, 430),
    "HL406-chin-cut/bad-chin.jpg": lambda: _crop("collins", 226, -52, 218),
    "HL406-chin-cut/bad-chin-cap.jpg": lambda: _crop("hopper", 266, -16, 336),
    "HL407-no-shoulders/good-head-and-shoulders.jpg": lambda: _crop("hopper", 266, -4, 470),
    "HL407-no-shoulders/bad-neck-only.jpg": lambda: _crop("hopper", 266, -2, 352),
    "HL408-circle-unsafe/good-inside.jpg": lambda: _crop("collins", 226, -22, 250),
    "HL408-circle-unsafe/bad-corner.jpg": lambda: _crop("collins", 300, 14, 300),
    "HL408-circle-unsafe/bad-tall.jpg": lambda: frame("hopper", (266, 292, 400), (320, 448)).flat(),
    "HL409-borders/good-white-wall.jpg": lambda: (
        collins().before(backdrop.plain((320, 320), (244, 244, 244))).flat()
    ),
    "HL409-borders/bad-black-bars.jpg": lambda: bars(
        collins(352).flat(), top=1 / 11, sides=0.0, colour=(0, 0, 0)
    ),
    "HL409-borders/bad-black-bars-off-grid.jpg": lambda: bars(
        collins(352).flat(), top=0.11, sides=0.0, colour=(0, 0, 0)
    ),
    "HL409-borders/bad-white-frame.jpg": lambda: bars(
        hopper(400).flat(), top=0.06, sides=0.06, colour=(255, 255, 255)
    ),
    "HL501-illegible-avatar/good-close.jpg": lambda: _crop("hopper", 266, 4, 420),
    "HL501-illegible-avatar/bad-lost.jpg": _lost_in_the_room,
    "HL501-illegible-avatar/bad-far-away.jpg": lambda: sensor_noise(
        _crop("hopper", 266, -1200, 1800), 4.0, seed=8
    ),
    "HL502-dull-avatar/good-clear.jpg": lambda: collins().flat(),
    "HL502-dull-avatar/bad-grey-on-grey.jpg": _dull,
    "HL701-portrait-not-headshot/good-studio.jpg": _studio,
    "HL701-portrait-not-headshot/bad-low-key.jpg": lambda: _low_key(coloured=False),
    "HL701-portrait-not-headshot/bad-low-key-warm.jpg": lambda: _low_key(coloured=True),
    "HL702-black-and-white/good-muted.jpg": lambda: fade_colour(collins().flat(), 0.55),
    "HL702-black-and-white/bad-grey.jpg": lambda: grey(hopper().flat()),
    "HL703-weak-impression/good-studio.jpg": _studio,
    "HL703-weak-impression/bad-lost.jpg": _lost_in_the_room,
    "HL703-weak-impression/bad-only-face.jpg": lambda: _crop("hopper", 266, 112, 236),
    "HL702-black-and-white/bad-sepia.jpg": lambda: light.cast(
        grey(collins().flat()), (1.08, 1.0, 0.88)
    ),
}

RECIPES = {path: (lambda picture=picture: jpeg(picture())) for path, picture in PICTURES.items()}
