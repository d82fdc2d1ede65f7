"""What each head is to find, and the measurements that it may weigh besides."""

from __future__ import annotations

import numpy as np
from labels import Labelled
from numpy.typing import NDArray

from headshot_lint.analyse.heads import OVERALL

Array = NDArray[np.float64]

FAULTS = {
    "blur": ("clarity", ("blurred", "pixelated")),
    "drawn": ("kind", ("art", "animal", "other")),
    "cover": ("occlusion", ("some", "heavy")),
    "expression": ("expression", ("odd",)),
    "busy": ("background", ("busy",)),
    "harsh": ("light", ("harsh",)),
    "cast": ("colour", ("cast",)),
    "tight": ("framing", ("tight",)),
    "loose": ("framing", ("loose",)),
    "eyes": ("eyes", ("hidden",)),
    "gaze": ("gaze", ("away",)),
    "turned": ("pose", ("turned", "profile")),
    "several": ("people", ("2+",)),
    "illegible": ("avatar48", ("no",)),
    "dark": ("exposure", ("dark",)),
    "bright": ("exposure", ("bright",)),
}
"""By head: the column of the raters, and the values that name the fault."""

INPUTS = {
    "blur": (),
    "drawn": (),
    "cover": (),
    "expression": ("expression.oddness", "expression.smile"),
    "busy": (
        "log background.edge_share",
        "background.softness",
        "background.spread_de",
        "background.text_share",
    ),
    "harsh": (
        "light.spread_ev",
        "light.within_ev",
        "light.shadow_edge_ev",
        "abs light.left_right_ev",
        "abs light.top_bottom_ev",
        "light.background_over_face_ev",
    ),
    "cast": ("colour.cast", "colour.eye_white_tint", "colour.background_tint", "colour.chroma"),
    "tight": ("framing.face_share", "framing.crown_room"),
    "loose": ("framing.face_share",),
    "eyes": ("eyes.least_contrast_stops",),
    "gaze": ("gaze.angle_deg", "abs pose.yaw_deg"),
    "turned": ("abs pose.yaw_deg", "abs pose.pitch_deg"),
    "several": (),
    "illegible": ("avatar.eye_gap_share",),
    "dark": ("exposure.white_ev",),
    "bright": ("exposure.white_ev", "exposure.burnt_share"),
    OVERALL: (),
}
"""By head: measurements of the same fault (`analyse.heads.read_input`)."""

NAMES = (*FAULTS, OVERALL)
ALL_INPUTS = tuple(dict.fromkeys(name for names in INPUTS.values() for name in names))


def answers(labels: list[Labelled], name: str) -> tuple[Array, Array]:
    """What each rater says: 1 where the fault is named, or for `overall` the rating as 0 to 1."""
    if name == OVERALL:
        a, b = ([(int(side["rating"]) - 1) / 4 for side in pair] for pair in _sides(labels))
    else:
        column, values = FAULTS[name]
        a, b = ([float(side[column] in values) for side in pair] for pair in _sides(labels))
    return np.array(a), np.array(b)


def _sides(labels: list[Labelled]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    return [label.a for label in labels], [label.b for label in labels]
