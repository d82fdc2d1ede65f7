"""Words in a drawing: names of boxes, and the findings below the picture."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from headshot_lint.measure.arrays import RgbImage

if TYPE_CHECKING:
    from PIL import ImageFont

    from headshot_lint.draw.maps import Band
    from headshot_lint.engine.report import PhotoReport, Result

    Font: TypeAlias = ImageFont.FreeTypeFont | ImageFont.ImageFont

_PAPER, _INK, _SOFT = (23, 27, 34), (232, 236, 242), (167, 176, 189)
_COLOURS = {
    "pass": (76, 203, 109), "warn": (227, 176, 75), "fail": (255, 128, 121),
    "error": (255, 128, 121), "warning": (227, 176, 75), "hint": (167, 176, 189),
}  # fmt: skip
_LETTER_PX, _MARGIN_PX = 19, 20
_FINDINGS_SHOWN = 8


@dataclass(frozen=True)
class Label:
    """A name in a drawing, at the upper left corner of what it names, in pixels of the drawing."""

    x: float
    y: float
    text: str


def write_labels(image: RgbImage, labels: Iterable[Label]) -> RgbImage:
    """Write names into a picture (H x W x 3 uint8 sRGB), none over another, all within it."""
    from PIL import Image, ImageDraw

    picture = Image.fromarray(image)
    draw, font = ImageDraw.Draw(picture), _font(_LETTER_PX)
    taken: list[tuple[str, tuple[float, float, float, float]]] = []
    for label in labels:
        text = _plain(label.text)
        long = draw.textlength(text, font=font)
        x = min(max(label.x + 6, 2), max(picture.width - long - 2, 2))
        y = min(max(label.y + 4, 2), picture.height - _LETTER_PX - 6)
        # One box may be the place of several findings; boxes in one place are named one by one.
        if any(text == other and abs(y - at[1]) < 2 * _LETTER_PX for other, at in taken):
            continue
        while any(_meet((x, y, x + long, y + _LETTER_PX), at) for _, at in taken):
            y += _LETTER_PX + 4
        taken.append((text, (x, y, x + long, y + _LETTER_PX)))
        draw.text((x, y), text, font=font, fill="white", stroke_width=2, stroke_fill="black")
    return np.asarray(picture, dtype=np.uint8)


def write_caption(report: PhotoReport, width_px: int) -> RgbImage:
    """Return a strip (H x `width_px` x 3 uint8 sRGB) with the verdict and the worst findings."""
    from PIL import Image, ImageDraw

    letters = max(30, int((width_px - 2 * _MARGIN_PX) / (_LETTER_PX * 0.52)))
    lines = list(_caption(report, letters))
    step = round(_LETTER_PX * 1.45)
    strip = Image.new("RGB", (width_px, 2 * _MARGIN_PX + step * len(lines)), _PAPER)
    draw = ImageDraw.Draw(strip)
    for row, (text, colour, mark) in enumerate(lines):
        y = _MARGIN_PX + row * step
        if mark is not None:
            draw.ellipse((_MARGIN_PX, y + 5, _MARGIN_PX + 11, y + 16), fill=mark)
        draw.text((_MARGIN_PX + 20, y), text, font=_font(_LETTER_PX), fill=colour)
    return np.asarray(strip, dtype=np.uint8)


def write_legend(bands: Sequence[Band], width_px: int) -> list[RgbImage]:
    """Return a strip (H x `width_px` x 3 uint8 sRGB) that names colours; none without any."""
    if not bands:
        return []
    from PIL import Image, ImageDraw

    step, font = round(_LETTER_PX * 1.45), _font(_LETTER_PX)
    strip = Image.new("RGB", (width_px, step * len(bands)), _PAPER)
    draw = ImageDraw.Draw(strip)
    x, y = _MARGIN_PX, _MARGIN_PX
    for band in bands:
        wide = round(draw.textlength(band.label, font=font)) + 50
        if x + wide > width_px - _MARGIN_PX and x > _MARGIN_PX:
            x, y = _MARGIN_PX, y + step
        draw.rectangle((x, y + 3, x + 15, y + 18), fill=band.colour, outline=_SOFT)
        draw.text((x + 23, y), band.label, font=font, fill=_INK)
        x += wide
    return [np.asarray(strip.crop((0, 0, width_px, y + step)), dtype=np.uint8)]


_Line: TypeAlias = tuple[str, tuple[int, int, int], tuple[int, int, int] | None]


def _caption(report: PhotoReport, letters: int) -> Iterator[_Line]:
    """Each line with its colour and, where something begins, the colour of its mark."""
    kind = report.kind.replace("-", " ")
    yield f"{report.verdict}, score {report.score:.0f}: {kind}", _INK, _COLOURS[report.verdict]
    failures = report.failures()
    for result in failures[:_FINDINGS_SHOWN]:
        yield from _finding(result, letters)
    if len(failures) > _FINDINGS_SHOWN:
        yield f"and {len(failures) - _FINDINGS_SHOWN} more", _SOFT, None
    if not failures:
        yield "No findings", _SOFT, None


def _finding(result: Result, letters: int) -> Iterator[_Line]:
    text = _plain(f"{result.code} {result.name}: {result.message}")
    for row, line in enumerate(textwrap.wrap(text, letters)):
        yield line, _INK if row == 0 else _SOFT, _COLOURS[result.severity] if row == 0 else None


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return (
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] + 3 and other[1] < one[3] + 3
    )


def _plain(text: str) -> str:
    """The text on one line; a picture has no escapes."""
    return "".join(char if char.isprintable() else "?" for char in text)


@cache
def _font(size_px: int) -> Font:
    """The letters that Pillow brings along, so that drawings are alike on every system."""
    from PIL import ImageFont

    return ImageFont.load_default(size_px)
