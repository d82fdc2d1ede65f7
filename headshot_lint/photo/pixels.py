"""Decoded pixels: every layout that decoders deliver becomes upright sRGB on white.

The decoded picture is kept once, as decoded; small RGB ones also as an array. Conversion happens on
strips and crops only, so that a photo of 67 megapixels costs its decoded size and little more.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from headshot_lint.measure.arrays import QuadImage, RgbImage, SoftMask
from headshot_lint.measure.warp import from_quad
from headshot_lint.photo.icc import Profile, lab_to_srgb, to_srgb
from headshot_lint.photo.orientation import Turn
from headshot_lint.photo.pillow_memory import view_rgb

# Layouts that can be averaged as they are.
_PLAIN = frozenset({"L", "RGB", "CMYK"})
_STRIP_PIXELS = 2_000_000

_ARRAY_PIXELS = 4_000_000
"""Up to here (16 MB) an RGB picture is kept as an array besides, from which crops cost nothing."""


@dataclass(frozen=True, eq=False)
class Pixels:
    """A decoded picture in its stored orientation, layout and colour space.

    Attributes:
        image: loaded; of any mode.
        turn: from stored to upright.
        profile: its ICC profile, or None.
        full_scale: value that means white in modes I and F.
    """

    image: Image.Image
    turn: Turn
    profile: Profile | None
    full_scale: float = 255.0

    def shrink(self, long_side_px: int) -> tuple[RgbImage, SoftMask | None]:
        """Return the upright sRGB picture on white and its alpha (0-1), area-averaged.

        The alpha is None where every pixel is opaque. Pictures are never enlarged.
        """
        width, height = self.image.size
        ratio = max(width, height) / long_side_px
        factor = max(1, int(ratio))
        if factor == 1 and self._quad is not None:
            array, mode = self._quad, "RGB"
        else:
            reduced = self._reduce(factor)
            array, mode = np.asarray(reduced), reduced.mode
        if ratio > 1:
            size = (max(1, round(width / ratio)), max(1, round(height / ratio)))
            array = _average(array, size)
        rgb, alpha = self._finish(array, mode)
        soft = None if alpha is None else self.turn.apply(alpha).astype(np.float32) / 255.0
        return self.turn.apply(rgb), soft

    def crop(self, box: tuple[int, int, int, int]) -> RgbImage:
        """Return an upright box (left, top, right, bottom) of decoded pixels, sRGB on white."""
        left, top, right, bottom = self.turn.stored_box(box, self.image.size)
        if self._quad is not None:
            rgb, _ = self._finish(self._quad[top:bottom, left:right], "RGB")
        else:
            plain = self._plain(self.image.crop((left, top, right, bottom)))
            rgb, _ = self._finish(np.asarray(plain), plain.mode)
        return self.turn.apply(rgb)

    @cached_property
    def _quad(self) -> QuadImage | None:
        """The picture as it lies in Pillow's memory, or None unless it is RGB and not too large.

        OpenCV resizes four channels, of which one is idle, faster than three, to the same values.
        """
        width, height = self.image.size
        if self.image.mode != "RGB" or not self._is_plain(self.image):
            return None
        if width * height > _ARRAY_PIXELS:
            return None
        seen = view_rgb(self.image)
        if seen is not None:
            return seen
        data = self.image.tobytes("raw", "RGBX")
        return np.frombuffer(data, dtype=np.uint8).reshape(height, width, 4)

    def _reduce(self, factor: int) -> Image.Image:
        """Average blocks of `factor` x `factor`; opacity weighs the colours."""
        image = self.image
        if factor == 1:
            return self._plain(image)
        if self._is_plain(image):
            return image.reduce(factor)
        width, height = image.size
        rows = factor * max(1, _STRIP_PIXELS // (factor * width))
        reduced: Image.Image | None = None
        for top in range(0, height, rows):
            strip = self._plain(image.crop((0, top, width, min(top + rows, height)))).reduce(factor)
            if reduced is None:
                reduced = Image.new(strip.mode, (strip.width, -(-height // factor)))
            reduced.paste(strip, (0, top // factor))
        return self._plain(image) if reduced is None else reduced

    @staticmethod
    def _is_plain(image: Image.Image) -> bool:
        return image.mode in _PLAIN and "transparency" not in image.info

    def _plain(self, image: Image.Image) -> Image.Image:
        """Return the picture as L, RGB, CMYK or RGBa (colours multiplied by opacity)."""
        if self._is_plain(image) or image.mode == "RGBa":
            return image
        if image.has_transparency_data:
            # Pixels under full transparency may hold any colour: multiplied, they cannot bleed.
            return image.convert("RGBA").convert("RGBa")
        if image.mode == "1":
            return image.convert("L")
        if image.mode.startswith(("I", "F")):
            return Image.fromarray(self._to_eight_bits(np.asarray(image)))
        return lab_to_srgb(image) if image.mode == "LAB" else image.convert("RGB")

    def _to_eight_bits(self, array: NDArray[np.generic]) -> NDArray[np.uint8]:
        # `convert` clips 16-bit grey at 255 instead of scaling it.
        if array.dtype.itemsize == 2:
            return np.asarray(array.astype(np.uint16) >> 8, dtype=np.uint8)
        scaled = np.nan_to_num(array.astype(np.float32) * np.float32(255.0 / self.full_scale))
        return np.asarray(np.clip(np.rint(scaled), 0, 255), dtype=np.uint8)

    def _finish(
        self, array: NDArray[np.uint8], mode: str
    ) -> tuple[RgbImage, NDArray[np.uint8] | None]:
        """Lay an array of mode L, RGB, CMYK or RGBa on white and convert it to sRGB.

        RGB may have an idle channel.
        """
        alpha = None
        if mode == "RGB" and array.shape[2] == 4:
            array = from_quad(array)
        if mode == "RGBa":
            alpha = array[..., 3]
            # Rounding may leave a premultiplied colour one level above its opacity.
            array = np.minimum(array[..., :3], alpha[..., None]) + (255 - alpha)[..., None]
            mode = "RGB"
            alpha = None if bool((alpha == 255).all()) else alpha
        if mode == "RGB" and (self.profile is None or self.profile.transform is None):
            return np.ascontiguousarray(array), alpha
        height, width = array.shape[:2]
        image = Image.frombytes(mode, (width, height), np.ascontiguousarray(array).tobytes())
        return np.asarray(to_srgb(image, self.profile)), alpha


def _average(array: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """Reduce by less than two: to twice the size by interpolation, then by averages of 2 x 2.

    That is as good as an area average at a fractional ratio (within half a level in the mean of a
    noisy picture) in half its time, and bit-exact on every processor.
    """
    if size[0] >= 0.75 * array.shape[1]:
        # So close to the size itself, interpolation loses next to nothing and folds nothing back.
        near = cv2.resize(array, size, interpolation=cv2.INTER_LINEAR_EXACT)
        return np.asarray(near, dtype=np.uint8)
    double = (2 * size[0], 2 * size[1])
    between = cv2.resize(array, double, interpolation=cv2.INTER_LINEAR_EXACT)
    return np.asarray(cv2.resize(between, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def full_scale(image: Image.Image) -> float:
    """Return the value that means white in a loaded picture of mode I, I;16 or F; 255 otherwise.

    Neither mode says it: integers are taken as 8, 16 or 31 bits by their largest value, floats
    as 0-1 or, where they go beyond, as integers.
    """
    if image.mode.startswith("I;16"):
        return 65535.0
    if image.mode not in ("I", "F"):
        return 255.0
    _, largest = image.getextrema()
    steps = (1.0, 255.0, 65535.0) if image.mode == "F" else (255.0, 65535.0, 2.0**31 - 1)
    top = float(largest) if isinstance(largest, int | float) else 255.0
    return next((step for step in steps if top <= step), top if np.isfinite(top) else 1.0)
