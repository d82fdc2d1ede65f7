"""A tiny grey copy of the picture, and where the eyes are in it."""

from __future__ import annotations

from headshot_lint.analyse.view import ShotView
from headshot_lint.measure.mesh import LEFT_EYE_CORNERS, RIGHT_EYE_CORNERS
from headshot_lint.measure.picture_match import shrunk_luma
from headshot_lint.model.facts.fingerprint import Fingerprint
from headshot_lint.model.verdict import Missing


def take_fingerprint(shot: ShotView) -> Fingerprint:
    """Shrink the picture; without a face its eyes are None."""
    luma = shrunk_luma(shot.work)
    height, width = luma.shape
    return Fingerprint(
        width=width, height=height, luma=luma.tobytes().hex(), eyes=_eyes(shot, width, height)
    )


def _eyes(shot: ShotView, width: int, height: int) -> tuple[float, float, float, float] | None:
    try:
        mesh = shot.mesh
    except Missing:
        return None
    scale = (width / shot.work.shape[1], height / shot.work.shape[0])
    # Edges of the frame lie half a pixel outside of pixel centres, in both sizes.
    x1, y1, x2, y2 = (
        round((float(eye[axis]) + 0.5) * scale[axis] - 0.5, 3)
        for eye in (mesh.mean(*RIGHT_EYE_CORNERS), mesh.mean(*LEFT_EYE_CORNERS))
        for axis in (0, 1)
    )
    return x1, y1, x2, y2
