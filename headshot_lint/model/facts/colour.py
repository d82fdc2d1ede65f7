"""Hue of skin, eye whites and background; presence of colour."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Colour:
    """CIELAB (D65) colour of the face and of the picture.

    Attributes:
        skin_hue_deg: hue angle h_ab of the cheeks, -180-180.
        skin_chroma: chroma C*ab of the cheeks.
        eye_white_tint: chroma by which eye whites leave their usual place; None where hidden.
        background_tint: chroma of the light, nearly grey part of the background; None where the
            background has none.
        cast: length of the mean shift of skin, eye whites and picture from their usual colours, in
            CIELAB units.
        cast_colour: name of the colour that the picture leans to.
        chroma: mean chroma of the picture.
        face_chroma: mean chroma of the skin.
        colour_spread: spread of a* and b* across the picture after the one tone that follows
            lightness is taken out, so that sepia counts as monochrome.
        signs: name, a*, b* of whatever tells of the colour of the light: the shift of the skin
            from its usual hue, the eye whites where they show, the whole picture, its lights and
            its blacks.
        level_ev: log-average of the picture's luminance, in stops below white.
    """

    skin_hue_deg: float
    skin_chroma: float
    eye_white_tint: float | None
    background_tint: float | None
    cast: float
    cast_colour: str
    chroma: float
    face_chroma: float
    colour_spread: float
    signs: tuple[tuple[str, float, float], ...] = ()
    level_ev: float = 0.0
