"""Legibility at avatar sizes: reduce for real, then let the landmark network read the face."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from headshot_lint.analyse.mesh_onnx import CropFrame, find_points, frame_of_points
from headshot_lint.analyse.mirror import mirror_points
from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.arrays import Points, RgbImage, SoftMask
from headshot_lint.measure.avatar import (
    CentreSquare,
    cut_centre_square,
    display_sizes,
    landmark_error,
    show,
    smallest_legible,
    widen,
)
from headshot_lint.measure.avatar_contrast import feature_contrast_ev, figure_ground_de
from headshot_lint.measure.warp import from_quad
from headshot_lint.model.facts.avatar import Avatar, AvatarReading, AvatarShape
from headshot_lint.model.verdict import Missing

LEGIBLE_ERROR = 0.10
"""Landmark error up to which a face counts as found: the failure threshold of the landmark
benchmarks (300-W, WFLW: failure rate at 10 % of the inter-ocular distance)."""

TYPICAL_EYE_GAP_PX = 4.4
"""Eye gap at which many faces just become legible (median over 659 rated photos: 5.2): only the
place where the search begins, a little below the median because going up costs less."""

PHASES = ((0.0, 0.06, 8.0), (0.5, -0.06, -8.0))
"""Per test: shift against the pixel grid (display pixels), then displacement (crop sides) and turn
(degrees) of the crop. A crop centred on the known face would let the network answer from its prior
even on a grey field; misplaced, only what can be seen leads back to the landmarks (a grey field
scores 0.4)."""

CONTRAST_PX = 48


def measure_avatar(shot: ShotView) -> Avatar:
    """Return the smallest legible sizes in a circle and in a square, and the contrasts at 48 px.

    Raises:
        Missing: where the subject has no landmarks.
    """
    square = _as_shown(cut_centre_square(shot.quad, shot.mesh.points), mirrored=shot.mirrored)
    sizes = display_sizes(square.side_px)
    guess_px = TYPICAL_EYE_GAP_PX / max(square.eye_gap_share, 1e-3)
    circle_px, in_circle = _search(square, sizes, AvatarShape.CIRCLE, guess_px)
    if square.face_in_circle:
        square_px = circle_px
        in_square = tuple(replace(test, shape=AvatarShape.SQUARE) for test in in_circle)
    else:
        # A square hides nothing that a circle shows: what is left is to look below the circle.
        below = tuple(px for px in sizes if circle_px is None or px < circle_px)
        square_px, in_square = _search(square, below, AvatarShape.SQUARE, circle_px or guess_px)
        square_px = square_px or circle_px
    quad, points = show(square, min(CONTRAST_PX, square.side_px), circle=False)
    shown = from_quad(quad)
    return Avatar(
        circle_px=circle_px,
        square_px=square_px,
        largest_px=sizes[-1],
        eye_gap_share=square.eye_gap_share,
        readings=in_circle + in_square,
        feature_contrast_ev=feature_contrast_ev(shown, points),
        figure_ground_de=_figure_ground_de(shot, shown, points),
    )


def _as_shown(square: CentreSquare, *, mirrored: bool) -> CentreSquare:
    """Return the square as networks are shown it."""
    if not mirrored:
        return square
    points = mirror_points(square.points)
    points[:, 0] += square.side_px - 1
    return CentreSquare(np.ascontiguousarray(square.image[:, ::-1]), points)


def _search(
    square: CentreSquare, sizes: tuple[int, ...], shape: AvatarShape, guess_px: float
) -> tuple[int | None, tuple[AvatarReading, ...]]:
    """Return the smallest legible size and the tests made on the way, by size."""
    readings: dict[int, AvatarReading] = {}

    def legible(size: int) -> bool:
        error = _reread_error(square, size, circle=shape is AvatarShape.CIRCLE)
        readings[size] = AvatarReading(shape, size, error, legible=error <= LEGIBLE_ERROR)
        return readings[size].legible

    smallest = smallest_legible(sizes, legible, guess_px)
    return smallest, tuple(readings[size] for size in sorted(readings))


def _reread_error(square: CentreSquare, display_px: int, *, circle: bool) -> float:
    """Return the landmark error at one size: mean over the phases.

    When one phase alone exceeds what the mean allows, the rest cannot change the verdict: they are
    left out, and the error is the mean of those made.
    """
    total, made = 0.0, 0
    for shift, displacement, turn_deg in PHASES:
        shown, points = widen(*show(square, display_px, circle=circle, shift=shift))
        frame = frame_of_points(points)
        frame = CropFrame(
            x=frame.x + displacement * frame.side,
            y=frame.y + displacement * frame.side,
            side=frame.side,
            roll_deg=frame.roll_deg + turn_deg,
        )
        found, _ = find_points(shown, frame)
        total += landmark_error(found, points)
        made += 1
        if total > LEGIBLE_ERROR * len(PHASES):
            break
    return total / made


def _figure_ground_de(shot: ShotView, shown: RgbImage, points: Points) -> float | None:
    """Return the contrast of the head against what lies around it; None without a mask."""
    try:
        person: SoftMask = shot.person[:, ::-1] if shot.mirrored else shot.person
    except Missing:
        return None
    return figure_ground_de(shown, points, person)
