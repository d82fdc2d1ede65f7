"""Labelled photographs with the linter's report and the tone of the skin as the photo shows it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from evaluation.judged import Judged
from labels import Labelled

from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.engine.judge import judge_photo
from headshot_lint.engine.profile import Profile
from headshot_lint.measure.lighting import REGIONS
from headshot_lint.measure.patch import FacePatch
from headshot_lint.measure.regions import hull_mask
from headshot_lint.measure.skin import skin_like
from headshot_lint.model.verdict import Missing
from headshot_lint.photo import Unreadable, load
from headshot_lint.shot import Shot

TONE_REGIONS = ("right cheek", "left cheek", "forehead")
LIT = (50.0, 95.0)
"""Percentiles of luminance between which skin counts as lit: neither shade nor shine."""
MIN_PX = 60


@dataclass(frozen=True)
class Looked:
    """A labelled photograph that was looked at.

    Attributes:
        ita_deg: individual typology angle of the lit skin; NaN where no skin could be read.
        eye_gap_px: in pixels of the working image; 0 without landmarks.
        mono: whether a rater calls the photograph black and white.
    """

    judged: Judged
    ita_deg: float
    eye_gap_px: float

    @property
    def label(self) -> Labelled:
        """What the raters said."""
        return self.judged.label

    @property
    def fails(self) -> bool:
        """Whether the linter's verdict is fail."""
        return self.judged.report.verdict == "fail"

    @property
    def passed_by_both(self) -> bool:
        """Whether both raters pass it."""
        return self.label.both("verdict", "pass")


def look_at(
    labels: Sequence[Labelled], profile: Profile, engine: LandmarkEngine, jobs: int
) -> list[Looked]:
    """Judge photographs and read the tone of their skin, `jobs` at a time."""

    def look(label: Labelled) -> Looked | None:
        return _look(label, profile, engine)

    with ThreadPoolExecutor(max_workers=jobs) as pool:
        return [looked for looked in pool.map(look, labels) if looked is not None]


def _look(label: Labelled, profile: Profile, engine: LandmarkEngine) -> Looked | None:
    try:
        photo = load(label.path)
    except Unreadable:
        return None
    shot = Shot(photo, engine=engine)
    report = judge_photo(Path(label.path).name, shot, photo.sha256, profile)
    angle, gap = math.nan, 0.0
    try:
        gap = shot.mesh.eye_gap_px
        # Of a tinted or colourless picture the angle says nothing about the skin.
        if not label.either("colour", "mono", "cast"):
            angle = lit_skin_ita_deg(shot.face)
    except Missing:
        pass
    return Looked(Judged(label, report), angle, gap)


def lit_skin_ita_deg(face: FacePatch) -> float:
    """Individual typology angle of the lit part of cheeks and forehead, -90 to 90 degrees.

    `atan2(L* - 50, b*)` (Chardon et al. 1991) of the mean of the skin between the 50th and the
    95th percentile of luminance: the shaded side of the face plays no part.

    Raises:
        Missing: too little skin shows.
    """
    region = np.zeros_like(face.inside)
    for name in TONE_REGIONS:
        region |= hull_mask(region.shape, face.points[list(REGIONS[name])])
    region &= face.inside
    if region.sum() < MIN_PX:
        raise Missing("cheeks and forehead are hidden or beyond the photo")
    skin = region & skin_like(face.linear, region)
    if skin.sum() < MIN_PX:
        raise Missing("too little skin shows")
    low, high = np.percentile(face.luminance[skin], LIT)
    lit = skin & (face.luminance >= low) & (face.luminance <= high)
    lightness, _, yellow = face.lab[lit].mean(axis=0)
    return float(np.degrees(np.arctan2(lightness - 50.0, yellow)))
