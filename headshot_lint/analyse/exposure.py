"""Exposure of the subject's face."""

from __future__ import annotations

from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.arrays import Mask
from headshot_lint.measure.exposure import (
    burnt_share,
    crushed_share,
    entropy_bits,
    lightness_range,
    shadow_noise,
    to_ev,
)
from headshot_lint.measure.patch import FacePatch
from headshot_lint.measure.rank import median
from headshot_lint.measure.skin import face_mask, teeth_mask, white_level, within_lids
from headshot_lint.model.facts.exposure import Exposure
from headshot_lint.model.verdict import Missing

MIN_SKIN_PX = 500
EYE_WHITE_PERCENTILE = 98
"""High, since iris, lashes and the shade of the lid fill most of an eye opening."""
TEETH_PERCENTILE = 95
EYE_WHITE_SHARE = 0.25
"""Part of an eye opening that is clear white; iris, lashes and lid shade fill the rest."""


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
    eyes = face.eye_openings
    lightness = face.lab_planes[0][whole]
    skin_level = median(face.luminance[skin])
    scene_level = median(shot.scene.luminance[::2, ::2])
    return Exposure(
        white_ev=_white_ev(face, eyes),
        burnt_share=max(burnt_share(face.luminance, skin), _burnt_whites(face, eyes)),
        crushed_share=crushed_share(face.image, skin),
        lightness_range=lightness_range(lightness),
        entropy_bits=entropy_bits(lightness),
        shadow_noise=shadow_noise(face.lab_planes[0], skin),
        face_over_scene_ev=to_ev(skin_level) - to_ev(scene_level),
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


def _burnt_whites(face: FacePatch, eyes: Mask) -> float:
    """Share of the eye whites that is burnt, 0-1."""
    return min(1.0, burnt_share(face.luminance, within_lids(eyes)) / EYE_WHITE_SHARE)
