"""Style from the other facts: no pixels are read here."""

from __future__ import annotations

from collections.abc import Callable

from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.style import find_cues
from headshot_lint.model.facts.style import Style, StyleCue
from headshot_lint.model.verdict import Missing


def measure_style(shot: ShotView) -> Style:
    """Return what makes the photo a portrait rather than a headshot.

    Raises:
        Missing: where there is no face whose framing could be measured.
    """
    framing = shot.framing
    numbers = {
        "face_share": framing.face_share,
        "offset": abs(framing.offset_x),
        "circle_loss": framing.circle_loss,
    }
    sources: dict[str, Callable[[], dict[str, float]]] = {
        "pose": lambda: {
            "yaw_deg": abs(shot.pose.yaw_deg),
            "pitch_deg": abs(shot.pose.pitch_deg),
            "roll_deg": abs(shot.pose.roll_deg),
        },
        "gaze": lambda: {"gaze_deg": shot.gaze.angle_deg},
        "light": lambda: {"light_spread_ev": shot.light.spread_ev},
        "background": lambda: {
            "background_lightness": shot.background.median_lab[0],
            "background_edges": shot.background.edge_share,
        },
        "colour": lambda: {"colour_spread": shot.colour.colour_spread},
    }
    unread = []
    for name, read in sources.items():
        try:
            numbers |= read()
        except Missing:
            unread.append(name)
    cues = tuple(StyleCue(words, strength) for words, strength in find_cues(numbers))
    return Style(cues=cues, unread=tuple(unread))
