"""Recipes of HL201-HL208 and HL301-HL306: light, colour and background."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import degrade_backdrop as backdrop
import degrade_light as light
import numpy as np
from degrade_file import jpeg
from fixture_portraits import Portrait, Rgb, collins, frame, hopper, open_source

Picture = Callable[[], Rgb]


def _on(sitter: Portrait, colour: tuple[int, int, int]) -> Portrait:
    return sitter.before(backdrop.plain(sitter.size, colour))


def _shadowed(depth: float, edge_px: float) -> Rgb:
    sitter = collins(384)
    wall = backdrop.wall_shadow(sitter, shift=(0.55, 0.2), depth=depth, edge_px=edge_px)
    return sitter.before(wall).flat()


def _company(size: int, at: tuple[int, int]) -> Rgb:
    host = hopper()
    guest = frame("collins", (226, 117, 256), (size, size))
    room = backdrop.office(host.size, blur_px=14)
    return host.before(backdrop.paste(room, guest, at, blur_px=1.0)).flat()


def _poster() -> Rgb:
    sitter = hopper()
    return sitter.before(backdrop.hang_print(sitter.backdrop, "rocket", (16, 40, 100, 76))).flat()


PICTURES: dict[str, Picture] = {
    "HL201-face-dark/good-low-key.jpg": lambda: light.expose(collins().flat(), -0.8),
    "HL201-face-dark/good-deep-skin.jpg": lambda: light.deep_skin(collins()).flat(),
    "HL201-face-dark/bad-four-stops.jpg": lambda: light.expose(collins().flat(), -4.0),
    "HL201-face-dark/bad-in-the-shade.jpg": lambda: light.expose_person(
        _on(hopper(), (214, 214, 212)), -3.6
    ).flat(),
    "HL202-face-bright/good-high-key.jpg": lambda: _on(collins(), (236, 236, 236)).flat(),
    "HL202-face-bright/bad-blown-out.jpg": lambda: light.expose(collins().flat(), 2.0),
    "HL202-face-bright/bad-flash.jpg": lambda: light.expose_person(hopper(), 1.9).flat(),
    "HL203-uneven-light/good-soft-side.jpg": lambda: light.side_light(
        hopper(), fill=0.55, direction=(-0.6, -0.2, 0.8)
    ).flat(),
    "HL203-uneven-light/bad-one-side.jpg": lambda: light.side_light(
        collins(384), fill=0.06, direction=(-1.0, -0.2, 0.15)
    ).flat(),
    "HL203-uneven-light/bad-other-side.jpg": lambda: light.side_light(
        hopper(), fill=0.08, direction=(1.0, -0.1, 0.15)
    ).flat(),
    "HL204-hard-shadows/good-soft-edges.jpg": lambda: light.dappled(
        collins(384), depth=0.75, seed=4, edge_px=14.0
    ).flat(),
    "HL204-hard-shadows/bad-leaves.jpg": lambda: light.dappled(
        collins(384), depth=0.25, seed=4, edge_px=0.8
    ).flat(),
    "HL204-hard-shadows/bad-leaves-cap.jpg": lambda: light.dappled(
        hopper(), depth=0.22, seed=9, edge_px=1.0
    ).flat(),
    "HL205-backlit/good-light-wall.jpg": lambda: _on(collins(), (214, 214, 214)).flat(),
    "HL205-backlit/bad-window.jpg": lambda: _window(collins(384), -2.6),
    "HL205-backlit/bad-window-cap.jpg": lambda: _window(hopper(), -2.2),
    "HL206-colour-cast/good-warm.jpg": lambda: light.cast(collins().flat(), (1.06, 1.0, 0.93)),
    "HL206-colour-cast/bad-blue.jpg": lambda: light.cast(collins().flat(), (0.55, 0.95, 1.7)),
    "HL206-colour-cast/bad-green.jpg": lambda: light.cast(hopper().flat(), (0.6, 1.25, 0.6)),
    "HL207-flat-contrast/good-gentle.jpg": lambda: light.veil(
        collins().flat(), contrast=0.82, level=140
    ),
    "HL207-flat-contrast/bad-haze.jpg": lambda: light.veil(
        hopper().flat(), contrast=0.3, level=160
    ),
    "HL208-shiny-skin/good-glow.jpg": lambda: light.shine(collins(), strength=0.06).flat(),
    "HL208-shiny-skin/bad-flash-gloss.jpg": lambda: light.shine(collins(), strength=0.9).flat(),
    "HL301-cluttered-background/good-soft-office.jpg": lambda: (
        hopper().before(backdrop.office((448, 448), blur_px=14)).flat()
    ),
    "HL301-cluttered-background/bad-bookcase.jpg": lambda: (
        collins().before(backdrop.bookcase((320, 320), seed=2)).flat()
    ),
    "HL301-cluttered-background/bad-flag.jpg": lambda: _original("hopper"),
    "HL301-cluttered-background/bad-model-and-flag.jpg": lambda: _original("collins"),
    "HL302-uneven-background/good-slight-fall.jpg": lambda: (
        collins().before(backdrop.ramp((320, 320), 152, 164)).flat()
    ),
    "HL302-uneven-background/bad-half-dark.jpg": lambda: (
        hopper().before(backdrop.ramp((448, 448), 60, 205)).flat()
    ),
    "HL303-coloured-background/good-warm-grey.jpg": lambda: _on(collins(), (170, 165, 159)).flat(),
    "HL303-coloured-background/bad-blue.jpg": lambda: _on(hopper(), (40, 96, 186)).flat(),
    "HL303-coloured-background/bad-red.jpg": lambda: _on(collins(), (176, 52, 48)).flat(),
    "HL304-weak-separation/good-mid-grey.jpg": lambda: _on(hopper(), (104, 106, 110)).flat(),
    "HL304-weak-separation/bad-black-on-black.jpg": lambda: _on(hopper(), (17, 17, 24)).flat(),
    "HL304-weak-separation/bad-fair-on-fair.jpg": lambda: _on(collins(), (112, 92, 58)).flat(),
    "HL305-background-shadow/good-soft.jpg": lambda: _shadowed(0.93, 26.0),
    "HL305-background-shadow/bad-hard.jpg": lambda: _shadowed(0.42, 3.0),
    "HL306-bystander/good-print-on-wall.jpg": _poster,
    "HL306-bystander/bad-behind.jpg": lambda: _company(180, (-14, 186)),
}


def _original(name: str) -> Rgb:
    """The source picture's own background."""
    photo = open_source(name)
    side = min(photo.shape[:2])
    square = np.ascontiguousarray(photo[:side, :side])
    return np.asarray(cv2.resize(square, (384, 384), interpolation=cv2.INTER_AREA), np.uint8)


def _window(sitter: Portrait, stops: float) -> Rgb:
    behind = sitter.before(backdrop.window_light(sitter.size))
    return light.expose_person(behind, stops).flat()


RECIPES = {path: (lambda picture=picture: jpeg(picture())) for path, picture in PICTURES.items()}
