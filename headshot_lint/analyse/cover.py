"""What hides parts of the face."""

from __future__ import annotations

from headshot_lint.analyse.boxes import landmark_box
from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.expression import rise
from headshot_lint.measure.occlusion import doubt_decades, side_difference
from headshot_lint.measure.regions import (
    CHIN,
    LEFT_CHEEK,
    LEFT_JAW,
    LEFT_LOWER_CHEEK,
    NOSE_TIP,
    OUTER_LIPS,
    RIGHT_CHEEK,
    RIGHT_JAW,
    RIGHT_LOWER_CHEEK,
    hull_mask,
)
from headshot_lint.model.facts import Cover

SURE_DECADES, DOUBTFUL_DECADES = 7.5, 5.0
LIKE_SIDES, UNLIKE_SIDES = 12.0, 30.0


def measure_cover(shot: ShotView) -> Cover:
    """Measure the signs of something over the face.

    The ramps run from the ordinary (97th percentile of team photos that both raters pass) to what
    covered faces reach.
    """
    face = shot.face.closeup
    shape = face.image.shape
    right = hull_mask(shape, face.points[list(RIGHT_CHEEK + RIGHT_LOWER_CHEEK + RIGHT_JAW)])
    left = hull_mask(shape, face.points[list(LEFT_CHEEK + LEFT_LOWER_CHEEK + LEFT_JAW)])
    difference = side_difference(face.lab_planes, right & face.inside, left & face.inside) or 0.0
    lower = (NOSE_TIP, *OUTER_LIPS, *RIGHT_JAW, *LEFT_JAW, *CHIN)
    return Cover(
        doubt=rise(doubt_decades(shot.mesh.presence), SURE_DECADES, DOUBTFUL_DECADES),
        foreign=rise(difference, LIKE_SIDES, UNLIKE_SIDES),
        lower_face=landmark_box(shot, lower, "lower face"),
    )
