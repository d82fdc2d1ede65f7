"""Faces beside the subject's, searched for at a smaller scale than the subject."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from headshot_lint.analyse.detector import INPUT_PX, Detection, detect, overlap
from headshot_lint.analyse.faces import describe_face
from headshot_lint.analyse.second_look import is_face
from headshot_lint.analyse.view import ShotView
from headshot_lint.model.facts import Bystanders

TILE_SHARE = 0.6
"""Side of a tile by the picture's: two by two, a fifth of the picture in common."""

TILED_FROM_PX = 400
"""Short side from which tiles are searched: in smaller pictures the faces that only a tile shows
(4-6 % of the frame wide) have too few pixels to be told from foliage."""

SAME_FACE = 0.2


def measure_bystanders(shot: ShotView) -> Bystanders:
    """Find faces other than the subject's, in the whole picture and in 2 x 2 tiles.

    Raises:
        Missing: where there is no subject.
    """
    box, scale = shot.subject.box, shot.photo.scale
    edges = np.array([box.x, box.y, box.x + box.width, box.y + box.height]) * scale
    known = [edges]
    others = []
    for face in (*shot.scan.faces, *_in_tiles(shot)):
        if _is_known(face.box, known) or not is_face(shot.quad, face, mirrored=shot.mirrored):
            continue
        known.append(face.box)
        others.append(face)
    area = float((edges[2:] - edges[:2]).prod())
    others.sort(key=lambda face: face.area, reverse=True)
    return Bystanders(faces=tuple(describe_face(face, area, scale) for face in others))


def _in_tiles(shot: ShotView) -> Iterator[Detection]:
    if min(shot.work.shape[:2]) < TILED_FROM_PX:
        return
    step = 2 if max(shot.work.shape[:2]) * TILE_SHARE >= 2 * INPUT_PX else 1
    small = shot.half if step == 2 else shot.work
    height, width = small.shape[:2]
    tile_height, tile_width = int(height * TILE_SHARE), int(width * TILE_SHARE)
    for top, left in product((0, height - tile_height), (0, width - tile_width)):
        shift = np.array([left, top], dtype=np.float64)
        tile = small[top : top + tile_height, left : left + tile_width]
        for face in detect(tile, mirrored=shot.mirrored):
            yield Detection(
                box=(face.box + np.tile(shift, 2)) * step,
                keypoints=(face.keypoints + shift) * step,
                score=face.score,
            )


def _is_known(box: NDArray[np.float64], known: list[NDArray[np.float64]]) -> bool:
    """Whether a box overlaps a known face, or lies in one: a tile may show part of a face."""
    middle = (box[:2] + box[2:]) / 2
    inside = any(bool(np.all((middle > k[:2]) & (middle < k[2:]))) for k in known)
    return inside or bool((overlap(box, np.array(known)) > SAME_FACE).any())
