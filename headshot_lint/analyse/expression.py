"""What mouth and eyes do."""

from __future__ import annotations

from headshot_lint.analyse.boxes import landmark_box
from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.expression import expression_cues
from headshot_lint.measure.regions import OUTER_LIPS
from headshot_lint.model.facts import Expression


def measure_expression(shot: ShotView) -> Expression:
    """Measure the cues of an odd expression."""
    cues = expression_cues(shot.face.points, shot.mesh.blendshapes)
    mouth = landmark_box(shot, OUTER_LIPS, "mouth", margin=0.1)
    return Expression(**vars(cues), mouth=mouth)
