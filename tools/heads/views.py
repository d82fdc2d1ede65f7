"""What the networks see of labelled photographs, as they are and with changes that are known.

A head learns from the photograph, from changes that must not matter (mirror, re-encoding at a
smaller size, black and white, skin of another tone), and from faults that ladders make
(fixtures/ladders).
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import cv2
import numpy as np
from degrade_optics import cartoon, grey, pencil
from labels import Labelled
from numpy.typing import NDArray
from PIL import Image
from skin_tones import retoned

from headshot_lint.analyse.heads import look
from headshot_lint.measure.arrays import RgbImage
from headshot_lint.model.verdict import Missing
from headshot_lint.photo import load
from headshot_lint.shot import Shot

sys.path.append(str(Path(__file__).parents[2] / "fixtures"))
from ladders import LADDERS, Scene, scene_of

Row = NDArray[np.float16]

PHOTOGRAPH, MIRROR, SMALLER, GREY, TONE = "photograph", "mirror", "smaller", "grey", "tone"
SMALLER_SHARE, SMALLER_QUALITY = 0.7, 88
LEAST_SEVERITY = 0.6
"""Severity from which a ladder's fault is plain enough to be called one."""

FAULTS_OF_LADDERS = {
    "defocus": "blur",
    "motion": "blur",
    "jpeg": "blur",
    "upscaled": "blur",
    "sunglasses": "eyes",
    "mask": "cover",
    "hand": "cover",
    "underexposed": "dark",
    "overexposed": "bright",
    "side-light": "harsh",
    "hard-sun": "harsh",
    "patchy-sun": "harsh",
    "cast-warm": "cast",
    "cast-cool": "cast",
    "cast-green": "cast",
    "clutter": "busy",
    "second-face": "several",
    "cartoon": "drawn",
    "pencil": "drawn",
}
"""The head that each ladder teaches; the last two are made by one step each."""

FAULTS_A_PHOTO = 2


@dataclass(frozen=True, eq=False)
class View:
    """One look at one photograph.

    Attributes:
        photo: row number of the photograph.
        kind: `PHOTOGRAPH`, `MIRROR`, `SMALLER`, `GREY`, `TONE` or the name of a ladder.
        row: what heads read, float16.
    """

    photo: int
    kind: str
    row: Row


def see_all(labels: list[Labelled], jobs: int) -> list[View]:
    """Look at all photographs that show a face."""
    with Pool(jobs) as pool:
        looks = pool.starmap(_see, enumerate(labels), chunksize=4)
    return [view for look in looks for view in look]


def _see(photo: int, label: Labelled) -> list[View]:
    shot = Shot(load(label.path), engine="onnx")
    try:
        first = _row(shot)
    except Missing:
        return []
    views = [View(photo, PHOTOGRAPH, first)]
    rng = np.random.default_rng(zlib.crc32(label.path.name.encode()))
    for kind, other in _changed(label, shot, rng):
        with suppress(Missing):
            views.append(View(photo, kind, _row(other)))
    return views


def _row(shot: Shot) -> Row:
    return look(shot).astype(np.float16)


def _changed(label: Labelled, shot: Shot, rng: np.random.Generator) -> Iterator[tuple[str, Shot]]:
    """Views besides the photograph itself, as shots."""
    yield MIRROR, other_way_round(shot)
    yield SMALLER, shoot(_smaller(shot.work))
    yield GREY, shoot(grey(shot.work))
    with suppress(Missing):
        yield from ((TONE, other) for other in retoned(shot))
    try:
        scene = scene_of(label.path)
    except Missing:
        return
    for kind in rng.permutation(list(FAULTS_OF_LADDERS))[:FAULTS_A_PHOTO]:
        yield str(kind), shoot(_with_fault(str(kind), scene, rng))


def other_way_round(shot: Shot) -> Shot:
    """Return the same shot, with the mirror image of what networks were shown of it."""
    other = Shot(shot.photo, engine="onnx")
    other._kept["mirrored"] = not shot.mirrored  # noqa: SLF001 - what shots keep is the point
    return other


def shoot(picture: RgbImage) -> Shot:
    """Return the shot of an array."""
    return Shot(load(Image.fromarray(np.ascontiguousarray(picture))), engine="onnx")


def _smaller(work: RgbImage) -> RgbImage:
    height, width = work.shape[:2]
    size = (max(48, round(width * SMALLER_SHARE)), max(48, round(height * SMALLER_SHARE)))
    small = cv2.resize(work, size, interpolation=cv2.INTER_AREA)
    quality = [cv2.IMWRITE_JPEG_QUALITY, SMALLER_QUALITY]
    _, coded = cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR), quality)
    decoded = np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), dtype=np.uint8)
    return np.ascontiguousarray(decoded[..., ::-1])


def _with_fault(kind: str, scene: Scene, rng: np.random.Generator) -> RgbImage:
    if kind == "cartoon":
        return cartoon(scene.flat(), levels=int(rng.integers(4, 8)))
    if kind == "pencil":
        return pencil(scene.flat(), fine=bool(rng.integers(2)))
    ladder = next(ladder for ladder in LADDERS if ladder.name == kind)
    severity = float(rng.uniform(LEAST_SEVERITY, 1.0))
    return np.asarray(ladder.apply(scene, severity, rng))[..., :3]


def save(path: Path, views: list[View]) -> None:
    """Keep views for another fit."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        path,
        photo=np.array([view.photo for view in views]),
        kind=np.array([view.kind for view in views]),
        rows=np.stack([view.row for view in views]),
    )


def read(path: Path) -> list[View]:
    """Return kept views."""
    with np.load(path, allow_pickle=False) as kept:
        photos, kinds, rows = kept["photo"], kept["kind"], kept["rows"]
    return [View(int(p), str(k), row) for p, k, row in zip(photos, kinds, rows, strict=True)]
