"""Colour balance of the picture, read from the subject's face."""

from __future__ import annotations

import numpy as np

from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.cast import (
    USUAL_AB,
    balance,
    colour_spread,
    eye_white_ab,
    median_ab,
    neutral_tint,
    picture_signs,
)
from headshot_lint.measure.lighting import cheek_mask
from headshot_lint.measure.skin import MIN_WHITE_PX, eye_opening_mask, skin_mask, within_lids
from headshot_lint.model.facts.colour import Colour
from headshot_lint.model.verdict import Missing

MIN_CHEEK_PX = 60
BACKGROUND_PROBABILITY = 0.2


def measure_colour(shot: ShotView) -> Colour:
    """Measure the hue of skin and neutrals and how much colour there is.

    Raises:
        Missing: where the cheeks are hidden or beyond the photo.
    """
    face, scene = shot.face.closeup, shot.scene
    cheeks = cheek_mask(face.points, face.inside)
    if cheeks.sum() < MIN_CHEEK_PX:
        raise Missing("the cheeks are hidden or beyond the photo")
    skin = skin_mask(face.points, face.inside)
    opening = within_lids(eye_opening_mask(face.points, face.inside))
    skin_ab = median_ab(face.lab, cheeks)
    white_ab = None
    if opening.sum() >= MIN_WHITE_PX:
        white_ab = eye_white_ab(face.lab, face.luminance, opening)
    skin |= cheeks
    # A quarter of the pixels carries the same statistics.
    every_other = np.ascontiguousarray(scene.lab[::2, ::2])
    signs = picture_signs(every_other)
    tint = None
    if white_ab is not None:
        signs["eyes"] = white_ab
        tint = float(np.hypot(*np.subtract(white_ab, USUAL_AB["eyes"])))
    cast = balance(skin_ab, signs)
    background = shot.person[::2, ::2] < BACKGROUND_PROBABILITY
    return Colour(
        skin_hue_deg=float(np.degrees(np.arctan2(skin_ab[1], skin_ab[0]))),
        skin_chroma=float(np.hypot(*skin_ab)),
        eye_white_tint=tint,
        background_tint=neutral_tint(every_other, background),
        cast=cast.distance,
        cast_colour=cast.name,
        chroma=float(np.hypot(every_other[..., 1], every_other[..., 2]).mean()),
        face_chroma=float(np.hypot(face.lab[..., 1][skin], face.lab[..., 2][skin]).mean()),
        colour_spread=colour_spread(every_other),
    )
