"""Light on the subject's face."""

from __future__ import annotations

from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.exposure import to_ev
from headshot_lint.measure.lighting import (
    RegionLevels,
    region_levels,
    shadow_edge_ev,
)
from headshot_lint.measure.rank import percentile
from headshot_lint.measure.skin import skin_in_shade, skin_like
from headshot_lint.measure.specular import specular_share
from headshot_lint.model.facts.light import KeyLight, Light
from headshot_lint.model.verdict import Missing

MIN_CHEEK_PX = 60
MIN_REGIONS = 3
MIN_BACKGROUND_PX = 200
BACKGROUND_PROBABILITY = 0.2
EVEN_EV = 0.5
SPLIT_EV = 2.0
WHITE_WALL_EV = -0.5
"""Level of a background from which it counts as white: one that is lighter still, as photographers
light it behind a well-lit face, is no brighter for the eye."""


def measure_light(shot: ShotView) -> Light:
    """Measure how evenly and how hard the face is lit.

    Raises:
        Missing: where fewer than three regions of the face show skin.
    """
    face = shot.face.closeup
    cheeks = face.cheeks
    if cheeks.sum() < MIN_CHEEK_PX:
        raise Missing("the cheeks are hidden or beyond the photo")
    bare = face.skin
    toned = skin_in_shade(face.linear, cheeks)
    levels = region_levels(face.luminance, face.points, toned, face.inside)
    edge_ev = shadow_edge_ev(face.luminance, bare & toned)
    if len(levels.level_ev) < MIN_REGIONS or edge_ev is None:
        raise Missing("too little skin shows to compare light on it")
    brightest, darkest = levels.extremes()
    exposure = shot.exposure
    return Light(
        spread_ev=levels.spread_ev(),
        within_ev=levels.within_ev(),
        left_right_ev=levels.left_right_ev(),
        top_bottom_ev=levels.top_bottom_ev(),
        brightest=brightest,
        darkest=darkest,
        shadow_edge_ev=edge_ev,
        background_over_face_ev=_background_over(shot, exposure.darker_eye_ev),
        specular_share=specular_share(
            face.linear,
            face.luminance,
            bare & skin_like(face.linear, cheeks),
            white=2.0 ** (exposure.white_ev or 0.0),
        ),
        key=key_light(levels),
    )


def key_light(levels: RegionLevels) -> KeyLight:
    """Name the direction of the main light from the levels of the face's regions."""
    side_ev = abs(levels.left_right_ev())
    top_ev = levels.top_bottom_ev() or 0.0
    if side_ev > SPLIT_EV:
        return KeyLight.SPLIT
    if side_ev > EVEN_EV and side_ev >= abs(top_ev):
        return KeyLight.SIDE
    if abs(top_ev) > EVEN_EV:
        return KeyLight.TOP if top_ev > 0 else KeyLight.BELOW
    return KeyLight.EVEN


def _background_over(shot: ShotView, eye_ev: float | None) -> float | None:
    """Level that a tenth of the background exceeds, minus that of the darker eye."""
    background = shot.scene.luminance[shot.person < BACKGROUND_PROBABILITY]
    if eye_ev is None or len(background) < MIN_BACKGROUND_PX:
        return None
    return min(to_ev(percentile(background, 90)), WHITE_WALL_EV) - eye_ev
