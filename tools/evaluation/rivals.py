"""What a user would pick instead: single numbers in use elsewhere, larger is better.

OFIQ is the reference implementation of ISO/IEC 29794-5 (github.com/BSI-OFIQ/OFIQ-Project); its
formulas run here on this project's landmarks and region, so native values are alike, not equal.
`face-quality` is the package of that name on PyPI, 0.1.1; its gates run on this project's detector.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.arrays import RgbImage
from headshot_lint.measure.mesh import CHIN, Mesh
from headshot_lint.measure.patch import FacePatch
from headshot_lint.measure.regions import hull_mask
from headshot_lint.model.verdict import Missing
from headshot_lint.photo import Unreadable, load
from headshot_lint.shot import Shot

Measures = dict[str, float]

LID_PAIRS = (
    ((159, 145), (160, 144), (158, 153)),
    ((386, 374), (387, 373), (385, 380)),
)
JAW = (234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288)
JAW_END_AND_BROWS = (361, 323, 454, 46, 52, 53, 63, 65, 66, 70, 105, 107, 276, 282, 283, 293, 296)
DARKEST, BRIGHTEST = 70.0, 190.0
SHARPEST_BLUR = 100.0

FROM_FILE = ("pixels",)
FROM_PICTURE = ("mean brightness 70-190", "Laplacian variance, whole picture")
FROM_FACE = ("detector confidence", "Laplacian variance, face", "face-quality gates")
FROM_MESH = (
    "OFIQ LuminanceMean",
    "OFIQ DynamicRange",
    "OFIQ HeadSize",
    "OFIQ EyesOpen",
    "OFIQ InterEyeDistance",
    "OFIQ, mean of these five",
    "Sharpness-like, fixed face scale",
)
RIVALS = (*FROM_FILE, *FROM_PICTURE, *FROM_FACE, *FROM_MESH)


def measure_all(paths: Iterable[Path], jobs: int) -> dict[str, Measures]:
    """Measure photographs, by file name."""
    listed = list(paths)
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        found = list(pool.map(measure, listed))
    return {path.name: measures for path, measures in zip(listed, found, strict=True)}


def measure(path: Path) -> Measures:
    """Every rival's number for one photo; NaN where it found nothing to measure."""
    unknown = dict.fromkeys(RIVALS, math.nan)
    try:
        photo = load(path)
    except Unreadable:
        return unknown
    shot = Shot(photo)
    pixels = {"pixels": float(photo.width * photo.height)}
    return (
        unknown | pixels | _picture(shot.work) | _or_nothing(_face, shot) | _or_nothing(_mesh, shot)
    )


def _or_nothing(measures: Callable[[Shot], Measures], shot: Shot) -> Measures:
    try:
        return measures(shot)
    except Missing:
        return {}


def _picture(work: RgbImage) -> Measures:
    grey = cv2.cvtColor(work, cv2.COLOR_RGB2GRAY)
    return {
        "mean brightness 70-190": float(DARKEST <= grey.mean() <= BRIGHTEST),
        "Laplacian variance, whole picture": _laplacian_variance(work),
        "face-quality gates": 0.0,
    }


def _face(shot: Shot) -> Measures:
    box = shot.subject.box
    crop = shot.photo.crop(box.x, box.y, box.width, box.height)
    picture = _picture(shot.work)
    gates = (
        shot.faces.count == 1,
        bool(picture["mean brightness 70-190"]),
        picture["Laplacian variance, whole picture"] >= SHARPEST_BLUR,
    )
    return {
        "detector confidence": shot.subject.score,
        "Laplacian variance, face": _laplacian_variance(crop),
        "face-quality gates": float(all(gates)),
    }


def _laplacian_variance(image: RgbImage) -> float:
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    return float(cv2.Laplacian(grey, cv2.CV_64F).var())


def _mesh(shot: Shot) -> Measures:
    mesh, face = shot.mesh, shot.face
    levels = _levels(face)
    eye_to_chin = float(np.linalg.norm(mesh.eye_mid[:2] - mesh.points[CHIN, :2]))
    lids = min(_lid_gap(mesh, eye) for eye in LID_PAIRS) / eye_to_chin
    eye_gap = mesh.eye_gap_px / shot.photo.scale
    height_share = eye_to_chin / shot.work.shape[0]
    scalars = {
        "OFIQ LuminanceMean": luminance_mean(float(levels.mean()) / 255),
        "OFIQ DynamicRange": 12.5 * _entropy(levels),
        "OFIQ HeadSize": 200 * (1 - _sigmoid(abs(height_share - 0.45) / 0.05)),
        "OFIQ EyesOpen": 100 * _sigmoid((lids - 0.02) / 0.01),
        "OFIQ InterEyeDistance": 100 * _sigmoid((eye_gap - 70) / 20),
    }
    whole = {"OFIQ, mean of these five": float(np.mean(list(scalars.values())))}
    return scalars | whole | {"Sharpness-like, fixed face scale": _sharpness(face)}


def luminance_mean(mean: float) -> float:
    """OFIQ's scalar for a mean linear luminance of 0-1, 0-100."""
    return 100 * _sigmoid((mean - 0.2) / 0.05) * (1 - _sigmoid((mean - 0.8) / 0.05))


def _levels(face: FacePatch) -> NDArray[np.uint8]:
    """Linear luminance, 0-255, in the hull of jaw and brows: OFIQ's region has no forehead."""
    region = hull_mask(face.luminance.shape, face.points[[*JAW, *JAW_END_AND_BROWS], :2])
    shown = (region > 0) & face.inside
    levels: NDArray[np.uint8] = np.floor(255 * face.luminance[shown] + 0.5).astype(np.uint8)
    if not levels.size:
        raise Missing("the face lies beyond the frame")
    return levels


def _entropy(levels: NDArray[np.uint8]) -> float:
    share = np.bincount(levels, minlength=256) / levels.size
    share = share[share > 0]
    return float(-(share * np.log2(share)).sum())


def _lid_gap(mesh: Mesh, eye: tuple[tuple[int, int], ...]) -> float:
    gaps = [np.linalg.norm(mesh.points[up, :2] - mesh.points[low, :2]) for up, low in eye]
    return float(max(gaps))


def _sharpness(face: FacePatch) -> float:
    """Mean absolute Laplacian after a Gauss-3 blur: one of the features behind OFIQ's forest."""
    grey = cv2.cvtColor(face.image, cv2.COLOR_RGB2GRAY)
    return float(np.abs(cv2.Laplacian(cv2.GaussianBlur(grey, (3, 3), 0), cv2.CV_64F)).mean())


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, x))))


def read_measures(path: Path) -> dict[str, Measures]:
    """Read saved measures."""
    saved: dict[str, dict[str, float | None]] = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: {rival: math.nan if value is None else value for rival, value in one.items()}
        for name, one in saved.items()
    }


def write_measures(path: Path, measures: dict[str, Measures]) -> None:
    """Save measures, so that a later evaluation need not take them again."""
    plain = {
        name: {rival: None if math.isnan(value) else value for rival, value in one.items()}
        for name, one in sorted(measures.items())
    }
    path.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")
