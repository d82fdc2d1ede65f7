"""Give the skin in a photograph another reflectance, to learn what must not matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import LinearImage, Mask, RgbImage
from headshot_lint.measure.colour import luminance, to_linear
from headshot_lint.measure.lighting import cheek_mask
from headshot_lint.measure.patch import FacePatch
from headshot_lint.measure.regions import (
    FACE_OVAL,
    INNER_LIPS,
    LEFT_BROW,
    LEFT_EYE,
    RIGHT_BROW,
    RIGHT_EYE,
    polygon_mask,
)
from headshot_lint.measure.skin import face_mask, skin_mask
from headshot_lint.photo import load
from headshot_lint.shot import Shot

MONK_TONES = {
    1: "f6ede4", 2: "f3e7db", 3: "f7ead0", 4: "eadaba", 5: "d7bd96",
    6: "a07e56", 7: "825c43", 8: "604134", 9: "3a312a", 10: "292420",
}  # fmt: skip
"""Monk skin tone scale, sRGB (skintone.google)."""

MOVES = ((5, 7), (3, 7), (5, 9), (3, 9), (3, 10))
"""From which tone to which: skin is multiplied by the ratio of their reflectances."""

SWATCH_LIGHT = 0.5
"""Light under which a swatch looks as skin of its tone does in a well exposed portrait: pale skin
is shown at a luminance near .4, the three palest swatches are near .8."""

SHADOW_NOISE = 0.002
"""Read noise of a camera whose exposure is corrected in software, in linear light."""


class Sitting:
    """A sitter whose skin can be given any tone of the Monk scale, at any exposure.

    Linear light of the skin is multiplied, channel by channel, by the tone's reflectance over that
    of the sitter's own tone, so that shading and highlights keep their ratios. Eyes, brows, teeth,
    hair outside the outline of the face, clothes and background stay as they are.

    Attributes:
        tone: the tone nearest to the sitter's in luminance, its swatch in `SWATCH_LIGHT`. It is
            meaningful for well exposed portraits only.
    """

    def __init__(self, shot: Shot) -> None:
        self.shot = shot
        self.linear: LinearImage = to_linear(shot.work)
        self.skin = _soft(_bare_skin(shot.face), shot)
        self.tone = nearest_tone(_cheek_luminance(shot.face))

    def picture(self, tone: int, stops: float = 0.0) -> RgbImage:
        """The portrait with skin of another tone; with noise where exposure is changed."""
        ratio = reflectance(tone) / reflectance(self.tone)
        light = self.linear * (1.0 + self.skin * (ratio - 1.0)) * 2.0**stops
        if stops:
            light = light + np.random.default_rng(5).normal(0.0, SHADOW_NOISE, light.shape)
        return _encode(light)

    def shot_of(self, tone: int, stops: float = 0.0) -> Shot:
        """The same as a shot with the original's landmarks: for photometry, not for detection."""
        shot = Shot(load(self.picture(tone, stops)), engine=self.shot.engine)
        for name in ("mesh", "faces", "subject", "person"):
            shot._kept[name] = getattr(self.shot, name)  # noqa: SLF001 - what shots keep is the point
        return shot


def nearest_tone(level: float) -> int:
    """The tone whose swatch, in `SWATCH_LIGHT`, has the luminance nearest to a level."""

    def distance(tone: int) -> float:
        swatch = float(luminance(reflectance(tone).astype(np.float32)[None])[0])
        return abs(float(np.log2(SWATCH_LIGHT * swatch / max(level, 1e-4))))

    return min(MONK_TONES, key=distance)


def retoned(shot: Shot, moves: Sequence[tuple[int, int]] = MOVES) -> Iterator[Shot]:
    """Yield the shot once per move, with the skin of the face in another tone.

    Linear light of the skin is multiplied channel by channel, so shading keeps its ratios; eyes,
    lips, clothes and background stay.
    """
    face = shot.face
    soft = _soft(skin_mask(face.points, face.inside) | face_mask(face.points, face.inside), shot)
    linear = to_linear(shot.work).astype(np.float64)
    for lighter, darker in moves:
        ratio = reflectance(darker) / reflectance(lighter)
        yield Shot(load(_encode(linear * (1.0 + soft * (ratio - 1.0)))), engine="onnx")


def reflectance(tone: int) -> NDArray[np.float64]:
    """Linear reflectance of a tone of the Monk scale, one number a channel."""
    code = np.frombuffer(bytes.fromhex(MONK_TONES[tone]), dtype=np.uint8)
    return np.asarray(to_linear(code.reshape(1, 1, 3))[0, 0], dtype=np.float64)


def _bare_skin(face: FacePatch) -> Mask:
    """The outline of the face without eyes, brows and the opening of the mouth."""
    shape = face.inside.shape
    bare = polygon_mask(shape, face.points[list(FACE_OVAL)]) & face.inside
    for outline in (LEFT_EYE, RIGHT_EYE, LEFT_BROW, RIGHT_BROW, INNER_LIPS):
        bare &= ~polygon_mask(shape, face.points[list(outline)])
    return bare


def _cheek_luminance(face: FacePatch) -> float:
    return float(np.median(face.luminance[cheek_mask(face.points, face.inside)]))


def _soft(mask: Mask, shot: Shot) -> NDArray[np.float64]:
    """A mask of the face patch as weights 0-1 of the working image, H x W x 1."""
    size = (shot.work.shape[1], shot.work.shape[0])
    back = cv2.warpAffine(mask.astype(np.float32), shot.face.to_work, size, flags=cv2.INTER_LINEAR)
    soft = cv2.GaussianBlur(np.asarray(back, dtype=np.float64), (0, 0), 1.0)
    return np.asarray(soft, dtype=np.float64)[..., None]


def _encode(linear: NDArray[np.float64]) -> RgbImage:
    light = np.clip(linear, 0.0, 1.0)
    code = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.round(code * 255.0).astype(np.uint8)
