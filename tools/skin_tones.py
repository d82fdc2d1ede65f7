"""Give the skin in a photograph another reflectance, to learn what must not matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import LinearImage, Mask, RgbImage
from headshot_lint.measure.colour import luminance, to_linear
from headshot_lint.measure.lighting import REGIONS
from headshot_lint.measure.patch import FacePatch
from headshot_lint.measure.regions import (
    FACE_OVAL,
    INNER_LIPS,
    LEFT_EYE,
    RIGHT_EYE,
    hull_mask,
    polygon_mask,
)
from headshot_lint.measure.skin import skin_in_shade
from headshot_lint.model.verdict import Missing
from headshot_lint.photo import load
from headshot_lint.shot import Shot

MONK_TONES = {
    1: "f6ede4", 2: "f3e7db", 3: "f7ead0", 4: "eadaba", 5: "d7bd96",
    6: "a07e56", 7: "825c43", 8: "604134", 9: "3a312a", 10: "292420",
}  # fmt: skip
"""Monk skin tone scale, sRGB (skintone.google)."""

TONES = (2, 5, 6, 7, 8, 10)
"""Tones in which a photograph is shown where all ten would be too many."""

SWATCH_LIGHT = 0.5
"""Light under which a swatch looks as skin of its tone does in a well exposed portrait: pale skin
is shown at a luminance near .4, the three palest swatches are near .8."""

SHEEN = 0.04
"""Light that the surface of skin reflects, of what a white surface would, whatever lies below: 3 to
4 % by Fresnel's equations at refractive indices of 1.4 to 1.5."""

DIMMEST_EV = 2.5
"""Stops below the cheeks up to which what has their colour counts as skin beside the face; hair of
that colour lies lower."""

SIDES = ("right", "left")

SHADOW_NOISE = 0.002
"""Read noise of a camera whose exposure is corrected in software, in linear light."""


class Sitting:
    """A sitter whose skin can be given any tone of the Monk scale, at any exposure.

    Skin reflects in two ways (Shafer 1985): below the surface, where pigment colours the light, and
    at the surface, where it does not. Linear light from below is multiplied, channel by channel, by
    the tone's reflectance over that of the sitter's own tone, so that shading keeps its ratios.
    What the surface reflects stays: a sheen of 4 % of the light that falls there. Spots of shine
    are taken for light from below as well, so that they keep their ratio to the skin around them;
    on real dark skin they stand out more. Eyes, brows, teeth, hair outside the outline of the face,
    clothes and background stay as they are; hair inside of it is taken for skin.

    Args:
        shot: of the sitter, well exposed.
        sheen: share of the light that the surface reflects; with 0 the darkest tones come out
            darker than skin in any photograph.

    Attributes:
        tone: the tone nearest to the sitter's in luminance (see `skin_luminance`), meaningful for
            well exposed portraits only.
    """

    def __init__(self, shot: Shot, *, sheen: float = SHEEN) -> None:
        self.shot = shot
        self.linear: LinearImage = to_linear(shot.work)
        face = shot.face
        bare = _bare_skin(face)
        self.skin = _soft(bare | _skin_around(face, shot), shot)
        level = _lit_cheek_luminance(face)
        self.tone = nearest_tone(level, sheen)
        light = level / skin_luminance(self.tone, sheen)
        # No more than the dimmest channel holds, and in one proportion everywhere, so that the
        # ratios of shading stay.
        least = np.percentile(face.linear.min(axis=2)[bare] / (face.luminance[bare] + 1e-4), 10)
        share = min(sheen * light / max(level, 1e-4), float(least))
        surface = (share * face.luminance).astype(np.float32)
        self.surface = np.minimum(
            _to_work(surface, shot)[..., None], self.linear.min(axis=2, keepdims=True)
        )

    def picture(self, tone: int, stops: float = 0.0) -> RgbImage:
        """The portrait with skin of another tone; with noise where exposure is changed."""
        ratio = reflectance(tone) / reflectance(self.tone)
        below = self.linear - self.surface
        light = (below * (1.0 + self.skin * (ratio - 1.0)) + self.surface) * 2.0**stops
        random = np.random.default_rng(5)
        if stops:
            light = light + random.normal(0.0, SHADOW_NOISE, light.shape)
        # Few codes of light skin become fewer codes of dark skin; a camera's noise fills them in.
        dither = self.skin * random.uniform(-0.5, 0.5, light.shape) if tone != self.tone else 0.0
        return _encode(light, dither)

    def shot_of(self, tone: int, stops: float = 0.0) -> Shot:
        """The same as a shot with the original's landmarks: for photometry, not for detection."""
        shot = Shot(load(self.picture(tone, stops)), engine=self.shot.engine)
        for name in ("mesh", "faces", "subject", "person"):
            shot._kept[name] = getattr(self.shot, name)  # noqa: SLF001 - what shots keep is the point
        return shot


def nearest_tone(level: float, sheen: float = SHEEN) -> int:
    """The tone whose skin, well exposed, has the luminance nearest to a level."""

    def distance(tone: int) -> float:
        return abs(float(np.log2(skin_luminance(tone, sheen) / max(level, 1e-4))))

    return min(MONK_TONES, key=distance)


def skin_luminance(tone: int, sheen: float = SHEEN) -> float:
    """Luminance of skin of a tone in a well exposed portrait, sheen included."""
    swatch = luminance(reflectance(tone).astype(np.float32)[None, None])
    return SWATCH_LIGHT * float(swatch[0, 0]) + sheen


def retoned(shot: Shot, tones: Sequence[int] = TONES) -> Iterator[Shot]:
    """Yield the shot with the skin of the face in other tones.

    Raises:
        Missing: no cheek shows.
    """
    sitting = Sitting(shot)
    for tone in tones:
        if tone != sitting.tone:
            yield Shot(load(sitting.picture(tone)), engine="onnx")


def reflectance(tone: int) -> NDArray[np.float64]:
    """Linear reflectance of a tone of the Monk scale, one number a channel."""
    code = np.frombuffer(bytes.fromhex(MONK_TONES[tone]), dtype=np.uint8)
    return np.asarray(to_linear(code.reshape(1, 1, 3))[0, 0], dtype=np.float64)


def _bare_skin(face: FacePatch) -> Mask:
    """The outline of the face without eyes, brows and the opening of the mouth."""
    shape = face.inside.shape
    bare = polygon_mask(shape, face.points[list(FACE_OVAL)]) & face.inside
    for outline in (LEFT_EYE, RIGHT_EYE, INNER_LIPS):
        bare &= ~polygon_mask(shape, face.points[list(outline)])
    return bare


def _skin_around(face: FacePatch, shot: Shot) -> Mask:
    """Hairline, ears and neck: what has the colour of the cheeks beside the face, of the person.

    A face alone would end in an edge, and what lies beyond it, as light as before, would be read
    with it.
    """
    cheeks = face.cheeks
    if not cheeks.any():
        return np.zeros_like(face.inside)
    light = float(np.median(face.luminance[cheeks]))
    ratio = face.luminance / max(light, 1e-4)
    like = skin_in_shade(face.linear, cheeks) & (ratio > 2.0**-DIMMEST_EV) & face.inside
    person = cv2.resize(shot.person, shot.work.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    size = face.inside.shape[::-1]
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    there = np.asarray(cv2.warpAffine(person, face.to_work, size, flags=how)) > 0.5
    oval = polygon_mask(face.inside.shape, face.points[list(FACE_OVAL)])
    skin = (like & there & ~oval).astype(np.uint8)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    # Single hairs and specks are no skin, and pores no holes in it.
    opened = cv2.morphologyEx(cv2.morphologyEx(skin, cv2.MORPH_OPEN, disc), cv2.MORPH_CLOSE, disc)
    around: Mask = np.asarray(opened, dtype=np.uint8).view(np.bool_) & ~oval
    return around


def _lit_cheek_luminance(face: FacePatch) -> float:
    """Median luminance of the brighter cheek: the other may lie in shade."""
    shape = face.inside.shape
    cheeks = [hull_mask(shape, face.points[list(REGIONS[f"{side} cheek"])]) for side in SIDES]
    seen = [face.luminance[cheek & face.inside] for cheek in cheeks]
    levels = [float(np.median(values)) for values in seen if len(values)]
    if not levels:
        raise Missing("the cheeks lie beyond the photo")
    return max(levels)


def _soft(mask: Mask, shot: Shot) -> NDArray[np.float64]:
    """A mask of the face patch as weights 0-1 of the working image, H x W x 1."""
    soft = cv2.GaussianBlur(_to_work(mask.astype(np.float32), shot), (0, 0), 1.0)
    return np.asarray(soft, dtype=np.float64)[..., None]


def _to_work(field: NDArray[np.float32], shot: Shot) -> NDArray[np.float64]:
    """A field of the face patch in the working image, 0 outside of the patch."""
    size = (shot.work.shape[1], shot.work.shape[0])
    back = cv2.warpAffine(field.astype(np.float32), shot.face.to_work, size, flags=cv2.INTER_LINEAR)
    return np.asarray(back, dtype=np.float64)


def _encode(linear: NDArray[np.float64], dither: NDArray[np.float64] | float = 0.0) -> RgbImage:
    light = np.clip(linear, 0.0, 1.0)
    code = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.clip(np.round(code * 255.0 + dither), 0, 255).astype(np.uint8)
