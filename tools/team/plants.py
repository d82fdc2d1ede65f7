"""Consistent sets, and what is planted in them for each rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from degrade_backdrop import bookcase, office, plain
from degrade_file import jpeg
from degrade_light import cast, expose
from degrade_optics import fade_colour, grey
from fixture_portraits import Rgb

from headshot_lint.measure.colour import to_lab
from team.sitters import Sitter, shot_of

MEMBERS, PLANTED = 9, 2
SIZE = (400, 400)
FACE_SHARE, EYE_LINE = 0.42, 0.58
FACE_JITTER, LINE_JITTER, LEVEL_JITTER, TINT_JITTER = 0.05, 0.012, 0.02, 0.015
"""By how much the photographs of a set differ by themselves (standard deviations): what a careful
photographer does not avoid."""

WALLS = ((232, 232, 230), (196, 198, 200), (158, 160, 163), (120, 132, 148), (206, 196, 180))
CASTS = {"warm": (1.45, 1.0, 0.5), "cool": (0.62, 1.0, 1.55), "green": (0.75, 1.2, 0.75)}
EXPOSURES = {"two stops darker": -2.0, "one and a half stops lighter": 1.5}


@dataclass(frozen=True)
class Setup:
    """How one photograph of a set is taken."""

    sitter: Sitter
    wall: Rgb
    face_share: float
    eye_line: float

    def picture(self) -> Rgb:
        """Take it."""
        return shot_of(self.sitter, self.wall, self.face_share, self.eye_line)


@dataclass(frozen=True)
class Planted:
    """A file of a set.

    Attributes:
        name: of the file.
        data: its bytes.
        sitter: name of the photograph that it was made of.
        kind: what was planted in it; empty for those in line.
        of: for a copy, the file whose picture it holds.
    """

    name: str
    data: bytes
    sitter: str
    kind: str = ""
    of: str = ""


Plant = Callable[[Setup, np.random.Generator], bytes]


def setups(sitters: Sequence[Sitter], source: np.random.Generator) -> list[Setup]:
    """Take some sitters the same way: one wall, one crop, with small differences."""
    tone = WALLS[int(source.integers(len(WALLS)))]
    share = FACE_SHARE * float(np.exp(source.normal(0, 0.06)))
    taken = []
    for sitter in sitters:
        level = 1 + source.normal(0, LEVEL_JITTER)
        tint = 1 + source.normal(0, TINT_JITTER, 3)
        red, green, blue = (
            int(np.clip(c * level * t, 0, 250)) for c, t in zip(tone, tint, strict=True)
        )
        taken.append(
            Setup(
                sitter=sitter,
                wall=plain(SIZE, (red, green, blue)),
                face_share=share * float(np.exp(source.normal(0, FACE_JITTER))),
                eye_line=EYE_LINE + float(source.normal(0, LINE_JITTER)),
            )
        )
    return taken


def in_line(setup: Setup) -> bytes:
    """The photograph as the others of the set."""
    return jpeg(setup.picture(), quality=88)


def _tighter(setup: Setup, source: np.random.Generator) -> bytes:
    factor = float(source.uniform(1.45, 1.8))
    return in_line(replace(setup, face_share=setup.face_share * factor))


def _wider(setup: Setup, source: np.random.Generator) -> bytes:
    factor = float(source.uniform(1.45, 1.8))
    return in_line(replace(setup, face_share=setup.face_share / factor))


def _lower(setup: Setup, source: np.random.Generator) -> bytes:
    return in_line(replace(setup, eye_line=setup.eye_line - float(source.uniform(0.12, 0.18))))


def _other_wall(setup: Setup, source: np.random.Generator) -> bytes:
    """A wall at least 25 units of CIELAB away."""
    here = to_lab(setup.wall[:1, :1])
    while True:
        colour = source.integers(20, 245, 3).astype(np.uint8)
        if float(np.linalg.norm(here - to_lab(colour[None, None]))) > 25:
            red, green, blue = (int(c) for c in colour)
            return in_line(replace(setup, wall=plain(SIZE, (red, green, blue))))


def _scene(setup: Setup, source: np.random.Generator) -> bytes:
    return in_line(replace(setup, wall=bookcase(SIZE, seed=int(source.integers(1000)))))


def _room(setup: Setup, _source: np.random.Generator) -> bytes:
    return in_line(replace(setup, wall=office(SIZE, blur_px=6.0)))


def _mono(setup: Setup, _source: np.random.Generator) -> bytes:
    return jpeg(grey(setup.picture()), quality=88)


def _sepia(setup: Setup, _source: np.random.Generator) -> bytes:
    return jpeg(cast(grey(setup.picture()), (1.15, 1.0, 0.8)), quality=88)


def _tinted(gains: tuple[float, float, float]) -> Plant:
    return lambda setup, _source: jpeg(cast(setup.picture(), gains), quality=88)


def _exposed(stops: float) -> Plant:
    return lambda setup, _source: jpeg(expose(setup.picture(), stops), quality=88)


def _resized(size: tuple[int, int]) -> Plant:
    def plant(setup: Setup, _source: np.random.Generator) -> bytes:
        wall = cv2.resize(setup.wall, size, interpolation=cv2.INTER_LINEAR)
        height = SIZE[1] / size[1] * max(size) / max(SIZE)
        share = setup.face_share * min(1.0, height)
        return in_line(replace(setup, wall=np.asarray(wall, dtype=np.uint8), face_share=share))

    return plant


def _scaled(factor: float) -> Plant:
    side = round(SIZE[0] * factor)
    return _resized((side, side))


PLANTS: dict[str, dict[str, Plant]] = {
    "HL801": {"head larger": _tighter, "head smaller": _wider, "eyes lower": _lower},
    "HL802": {"another wall": _other_wall, "bookcase": _scene, "blurred room": _room},
    "HL803": {
        **{f"{name} cast": _tinted(gains) for name, gains in CASTS.items()},
        **{name: _exposed(stops) for name, stops in EXPOSURES.items()},
        "black and white": _mono,
        "sepia": _sepia,
    },
    "HL804": {
        "4:5": _resized((400, 500)),
        "3:2": _resized((600, 400)),
        "40 % of the pixels' side": _scaled(0.4),
        "two and a half times the side": _scaled(2.5),
    },
}


def _cropped(picture: Rgb, source: np.random.Generator) -> Rgb:
    """A tenth cut off each way, unevenly."""
    height, width = picture.shape[:2]
    left, top = (int(source.integers(0, round(0.1 * side) + 1)) for side in (width, height))
    return picture[top : top + round(0.9 * height), left : left + round(0.9 * width)]


def _halved(picture: Rgb, _source: np.random.Generator) -> Rgb:
    size = (picture.shape[1] // 2, picture.shape[0] // 2)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


COPIES: dict[str, Callable[[Rgb, np.random.Generator], bytes]] = {
    "JPEG of quality 70": lambda picture, _: jpeg(picture, quality=70),
    "half the size": lambda picture, source: jpeg(_halved(picture, source)),
    "a tenth cut off": lambda picture, source: jpeg(_cropped(picture, source)),
    "mirrored": lambda picture, _: jpeg(np.ascontiguousarray(picture[:, ::-1])),
    "in grey": lambda picture, _: jpeg(grey(picture)),
    "half a stop lighter": lambda picture, _: jpeg(expose(picture, 0.5)),
    "cut, halved, paler, quality 70": lambda picture, source: jpeg(
        fade_colour(_halved(_cropped(picture, source), source), 0.6), quality=70
    ),
}


def planted_set(code: str, sitters: Sequence[Sitter], seed: int) -> list[Planted]:
    """A set with outliers for one rule among photographs that agree."""
    source = np.random.default_rng(seed)
    taken = setups(sitters, source)
    kinds = list(PLANTS[code])
    files = []
    for i, setup in enumerate(taken):
        kind = kinds[(seed + i) % len(kinds)] if i < PLANTED else ""
        data = PLANTS[code][kind](setup, source) if kind else in_line(setup)
        name = setup.sitter.name
        files.append(Planted(f"{i}-{name}.jpg", data, name, kind))
    return files


def copied_set(sitters: Sequence[Sitter], seed: int) -> list[Planted]:
    """A set on one wall in which some pictures stand twice."""
    source = np.random.default_rng(seed)
    taken = setups(sitters, source)
    return list(_with_copies(taken, seed, source))


def _with_copies(
    taken: Sequence[Setup], seed: int, source: np.random.Generator
) -> Iterator[Planted]:
    kinds = list(COPIES)
    for i, setup in enumerate(taken):
        sitter = setup.sitter.name
        name = f"{i}-{sitter}.jpg"
        picture = setup.picture()
        yield Planted(name, jpeg(picture, quality=92), sitter)
        if i < PLANTED:
            kind = kinds[(seed * PLANTED + i) % len(kinds)]
            yield Planted(f"copy-{name}", COPIES[kind](picture, source), sitter, kind, name)
