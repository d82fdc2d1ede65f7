"""Exposure of the subject's face."""

from __future__ import annotations

from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.arrays import Mask
from headshot_lint.measure.exposure import (
    burnt_share,
    crushed_share,
    entropy_bits,
    face_level_ev,
    faded_share,
    lightness_range,
    shadow_noise,
    to_ev,
)
from headshot_lint.measure.patch import FacePatch
from headshot_lint.measure.rank import median, percentile
from headshot_lint.measure.skin import face_mask, teeth_mask, white_level, within_lids
from headshot_lint.model.facts.exposure import Exposure
from headshot_lint.model.verdict import Missing

MIN_SKIN_PX = 500
EYE_WHITE_PERCENTILE = 98
"""High, since iris, lashes and the shade of the lid fill most of an eye opening."""
TEETH_PERCENTILE = 95
EYE_WHITE_SHARE = 0.08
"""Part of a narrow eye's opening that is clear white; iris, lashes and lid shade fill the rest."""
LIGHTEST_PERCENTILE = 98
LIT_SKIN_PERCENTILE = 95
"""Level of the lit skin: shine covers less than a twentieth of it in good light."""


def measure_exposure(shot: ShotView) -> Exposure:
    """Measure levels, clipping and range of the face.

    Raises:
        Missing: where the face lies almost wholly beyond the photo.
    """
    face = shot.face.closeup
    skin = face.skin
    if skin.sum() < MIN_SKIN_PX:
        raise Missing("too little of the face lies inside the photo")
    whole = face_mask(face.points, face.inside)
    lightness = face.lab_planes[0][whole]
    white_ev = _white_ev(face, face.eye_openings)
    lit_skin_ev = to_ev(percentile(face.luminance[skin], LIT_SKIN_PERCENTILE))
    skin_level = median(face.luminance[skin])
    scene = shot.scene.luminance[::2, ::2]
    return Exposure(
        white_ev=white_ev,
        darker_eye_ev=_darker_eye_ev(face),
        level_ev=face_level_ev(white_ev, lit_skin_ev),
        burnt_share=max(faded_share(face.luminance, skin), _burnt_whites(face)),
        crushed_share=crushed_share(face.image, skin),
        lightness_range=lightness_range(
            lightness,
            white=None if white_ev is None else 2.0**white_ev,
            picture=percentile(scene, LIGHTEST_PERCENTILE),
        ),
        entropy_bits=entropy_bits(lightness),
        shadow_noise=shadow_noise(face.lab_planes[0], skin),
        face_over_scene_ev=to_ev(skin_level) - to_ev(median(scene)),
    )


def _white_ev(face: FacePatch, eyes: Mask) -> float | None:
    """Level of the brighter of eye whites and teeth."""
    teeth = teeth_mask(face.points, face.inside)
    levels = (
        white_level(face.luminance, eyes, percentile=EYE_WHITE_PERCENTILE),
        white_level(face.luminance, teeth, percentile=TEETH_PERCENTILE),
    )
    seen = [to_ev(level) for level in levels if level is not None]
    return max(seen, default=None)


def _darker_eye_ev(face: FacePatch) -> float | None:
    """Level of the white of the darker eye; the rim of the lids, which is skin, is left out."""
    levels = [
        white_level(face.luminance, within_lids(eye), percentile=EYE_WHITE_PERCENTILE)
        for eye in face.each_eye
    ]
    return min((to_ev(level) for level in levels if level is not None), default=None)


def _burnt_whites(face: FacePatch) -> float:
    """Share of the whites that is burnt, 0-1: mean of both eyes, at most twice that of the lesser.

    Glare seldom lies on both.
    """
    burnt = [burnt_share(face.luminance, within_lids(eye)) for eye in face.each_eye]
    return min(1.0, min(sum(burnt) / 2, 2 * min(burnt)) / EYE_WHITE_SHARE)
