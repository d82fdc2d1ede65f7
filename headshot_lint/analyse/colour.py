"""Colour balance of the picture, read from the subject's face."""

from __future__ import annotations

import numpy as np

from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.cast import (
    USUAL_AB,
    balance,
    chroma,
    colour_spread,
    eye_white_ab,
    log_average_ev,
    median_ab,
    neutral_tint,
    picture_signs,
    skin_shift,
)
from headshot_lint.measure.skin import MIN_WHITE_PX, within_lids
from headshot_lint.model.facts.colour import Colour
from headshot_lint.model.verdict import Missing

MIN_CHEEK_PX = 60
BACKGROUND_PROBABILITY = 0.2
SAMPLE = np.s_[1::3, 1::3]
"""A ninth of a scene's pixels carries the statistics of all: the middles of 3 x 3."""


def measure_colour(shot: ShotView) -> Colour:
    """Measure the hue of skin and neutrals and how much colour there is.

    Raises:
        Missing: where the cheeks are hidden or beyond the photo.
    """
    face, scene = shot.face.closeup, shot.scene
    cheeks = face.cheeks
    if cheeks.sum() < MIN_CHEEK_PX:
        raise Missing("the cheeks are hidden or beyond the photo")
    opening = within_lids(face.eye_openings)
    skin_ab = median_ab(face.lab_planes, cheeks)
    white_ab = None
    if opening.sum() >= MIN_WHITE_PX:
        white_ab = eye_white_ab(face.lab_planes, face.luminance, opening)
    skin = face.skin | cheeks
    lightness, a, b = (np.ascontiguousarray(plane[SAMPLE]) for plane in scene.lab_planes)
    picture = (lightness, a, b)
    signs = picture_signs(picture)
    tint = None
    if white_ab is not None:
        signs["eyes"] = white_ab
        tint = float(np.hypot(*np.subtract(white_ab, USUAL_AB["eyes"])))
    cast = balance(skin_ab, signs)
    background = shot.person[SAMPLE] < BACKGROUND_PROBABILITY
    return Colour(
        skin_hue_deg=float(np.degrees(np.arctan2(skin_ab[1], skin_ab[0]))),
        skin_chroma=float(np.hypot(*skin_ab)),
        eye_white_tint=tint,
        background_tint=neutral_tint(picture, background),
        cast=cast.distance,
        cast_colour=cast.name,
        chroma=float(chroma(picture).mean()),
        face_chroma=float(chroma(face.lab_planes)[skin].mean()),
        colour_spread=colour_spread(picture),
        signs=(("skin", *skin_shift(skin_ab)), *((name, *ab) for name, ab in signs.items())),
        level_ev=log_average_ev(lightness),
    )
