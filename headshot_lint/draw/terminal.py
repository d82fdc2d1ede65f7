r"""Pictures as terminals take them: the protocols of kitty and of iTerm2, and sixels.

https://sw.kovidgoyal.net/kitty/graphics-protocol/
https://iterm2.com/documentation-images.html
https://vt100.net/docs/vt3xx-gp/chapter14.html
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from enum import StrEnum
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import RgbImage

if TYPE_CHECKING:
    from PIL import Image

_CHUNK = 4096
_COLOURS = 256


class Protocol(StrEnum):
    """A way in which a terminal takes pictures."""

    KITTY = "kitty"
    ITERM2 = "iTerm2"
    SIXEL = "sixel"


def for_terminal(image: RgbImage, protocol: Protocol, columns: int, cell_px: int = 8) -> str:
    """Return what makes a terminal show a picture.

    Args:
        image: H x W x 3 uint8 sRGB.
        protocol: that the terminal understands.
        columns: how many the picture may take.
        cell_px: width of a column in pixels; sixels have no other measure.
    """
    if protocol is Protocol.KITTY:
        return "".join(_kitty(to_png(image), columns)) + "\n"
    if protocol is Protocol.ITERM2:
        data = to_png(image)
        how = f"inline=1;size={len(data)};width={columns};preserveAspectRatio=1"
        return f"\x1b]1337;File={how}:{b64encode(data).decode('ascii')}\x07\n"
    return sixels(image, columns * cell_px) + "\n"


def _kitty(data: bytes, columns: int) -> Iterator[str]:
    """The picture in chunks; `q=2` keeps the terminal from answering into what is typed."""
    text = b64encode(data).decode("ascii")
    chunks = [text[i : i + _CHUNK] for i in range(0, len(text), _CHUNK)]
    for number, chunk in enumerate(chunks):
        keys = f"a=T,f=100,q=2,c={columns}," if number == 0 else ""
        yield f"\x1b_G{keys}m={int(number < len(chunks) - 1)};{chunk}\x1b\\"


def sixels(image: RgbImage, width_px: int) -> str:
    """Return a picture (H x W x 3 uint8 sRGB) as sixels in 256 colours, at most `width_px` wide."""
    from PIL import Image

    picture = Image.fromarray(image)
    if picture.width > width_px:
        height = max(1, round(picture.height * width_px / picture.width))
        picture = picture.resize((width_px, height), Image.Resampling.LANCZOS)
    flat = picture.quantize(_COLOURS, dither=Image.Dither.FLOYDSTEINBERG)
    index = np.asarray(flat, dtype=np.uint8)
    height, width = index.shape
    bands = (index[top : top + 6] for top in range(0, height, 6))
    drawn = "-".join("$".join(_band(band)) for band in bands)
    return f'\x1bPq"1;1;{width};{height}{"".join(_palette(flat))}{drawn}\x1b\\'


def _palette(flat: Image.Image) -> Iterator[str]:
    """Each colour of the picture, in percent."""
    codes = flat.getpalette() or []
    for number in range(len(codes) // 3):
        red, green, blue = (round(code / 2.55) for code in codes[3 * number : 3 * number + 3])
        yield f"#{number};2;{red};{green};{blue}"


def _band(band: NDArray[np.uint8]) -> Iterator[str]:
    """One pass for each colour over up to six rows; a character holds six pixels upright."""
    weights = (1 << np.arange(len(band), dtype=np.uint8))[:, None]
    for colour in np.unique(band).tolist():
        columns = ((band == colour) * weights).sum(axis=0).tolist()
        yield f"#{colour}" + "".join(_run(bits, list(same)) for bits, same in groupby(columns))


def _run(bits: int, same: list[int]) -> str:
    char = chr(63 + bits)
    return f"!{len(same)}{char}" if len(same) > 3 else char * len(same)


def to_png(image: RgbImage) -> bytes:
    """Return a picture (H x W x 3 uint8 sRGB) as PNG."""
    from PIL import Image

    out = BytesIO()
    Image.fromarray(image).save(out, "PNG")
    return out.getvalue()
