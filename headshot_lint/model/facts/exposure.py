"""How the face is exposed, without asking how dark the skin is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Exposure:
    """Levels of the face in stops (EV, log2 of linear luminance) below paper white, which is 0.

    Attributes:
        white_ev: exposure of the face, read from what is white in every face: level that 2 % of
            the eye openings, or 5 % of the teeth where that is brighter, exceed. None where the
            eyes are closed or beyond the photo and no teeth show.
        darker_eye_ev: level that 5 % of the darker eye's opening exceed; None where both eyes are
            closed or beyond the photo.
        level_ev: how bright the face is shown: the higher of its whites and its lit skin (level
            that 5 % of the skin exceed); without whites the skin alone, which then may be dark.
        burnt_share: share of the skin, or of the eye whites where that is more, at or near
            paper white, 0-1; skin on the way there counts in part.
        crushed_share: share of the skin at or near black in every channel, 0-1.
        lightness_range: L* between the darkest 2 % of the whole face and the lightest 2 %, or eye
            whites and teeth where they are lighter, or, up to L* 65, the lightest 2 % of the
            picture; 0-100.
        entropy_bits: of the face's L* in 64 bins, 0-6.
        shadow_noise: grain in the darkest quarter of the skin, in L*.
        face_over_scene_ev: median of the skin minus median of the picture; depends on the skin
            tone and serves messages only, never a verdict.
    """

    white_ev: float | None
    darker_eye_ev: float | None
    level_ev: float
    burnt_share: float
    crushed_share: float
    lightness_range: float
    entropy_bits: float
    shadow_noise: float
    face_over_scene_ev: float
