"""Whether the subject is a photographed person."""

from __future__ import annotations

import cv2
import numpy as np

from headshot_lint.analyse.boxes import landmark_box
from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.expression import rise
from headshot_lint.measure.likeness import flat_share, palette_size
from headshot_lint.measure.regions import FACE_OVAL
from headshot_lint.model.facts import Likeness

TEXTURED_SHARE, FLAT_SHARE = 0.04, 0.24
RICH_PALETTE, POOR_PALETTE = 70, 20


def measure_likeness(shot: ShotView) -> Likeness:
    """Measure the signs against a photograph on the face alone.

    The ramps run from the edge of team photos that both raters pass to the middle of drawings.
    """
    face = shot.face.closeup
    grey = np.asarray(cv2.cvtColor(face.image, cv2.COLOR_RGB2GRAY), dtype=np.float32)
    colours = palette_size(face.image, face.lab_planes, face.oval)
    return Likeness(
        flat=rise(flat_share(grey, face.oval), TEXTURED_SHARE, FLAT_SHARE),
        palette=0.0 if colours is None else rise(colours, RICH_PALETTE, POOR_PALETTE),
        face=landmark_box(shot, FACE_OVAL, "face"),
    )
