"""No verdict on light, exposure or colour may follow from skin tone, and each must see exposure.

The skin of two public-domain portraits is given the reflectance of each of the ten Monk tones:
linear light is multiplied, channel by channel, by the tone's reflectance over that of the tone
nearest to the sitter, so that shading and highlights keep their ratios. Eyes, teeth, brows,
clothes and background stay as they are.
"""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any, cast

import cv2
import matplotlib.cbook
import numpy as np
import pytest
import skimage.data
from numpy.typing import NDArray
from PIL import Image

from headshot_lint.analyse.models import model_bytes
from headshot_lint.api import Facts, Missing, Rule, Status
from headshot_lint.measure.arrays import RgbImage
from headshot_lint.measure.colour import to_linear
from headshot_lint.measure.skin import face_mask, skin_mask
from headshot_lint.photo import Photo
from headshot_lint.shot import Shot
from headshot_lint_rules.backlit import Backlit
from headshot_lint_rules.black_and_white import BlackAndWhite
from headshot_lint_rules.colour_cast import ColourCast
from headshot_lint_rules.face_bright import FaceBright
from headshot_lint_rules.face_dark import FaceDark
from headshot_lint_rules.flat_contrast import FlatContrast
from headshot_lint_rules.hard_shadows import HardShadows
from headshot_lint_rules.shiny_skin import ShinySkin
from headshot_lint_rules.uneven_light import UnevenLight
from headshot_lint_rules.weak_impression import WeakImpression

pytestmark = pytest.mark.model

MONK_TONES = (
    "f6ede4", "f3e7db", "f7ead0", "eadaba", "d7bd96", "a07e56", "825c43", "604134", "3a312a",
    "292420",
)  # fmt: skip
"""Monk skin tone scale, 1 to 10, sRGB (skintone.google)."""

SITTERS_TONE = 3
RULES = (
    FaceDark,
    FaceBright,
    UnevenLight,
    HardShadows,
    Backlit,
    ColourCast,
    FlatContrast,
    ShinySkin,
    BlackAndWhite,
)
SHADOW_NOISE = 0.004
"""Read noise of a camera whose exposure is corrected in software, in linear light."""


def portrait(name: str) -> RgbImage:
    if name == "astronaut":
        return np.asarray(skimage.data.astronaut(), dtype=np.uint8)
    with matplotlib.cbook.get_sample_data("grace_hopper.jpg") as stream:
        picture = Image.open(stream).convert("RGB")
    return np.asarray(picture, dtype=np.uint8)


def shot_of(work: RgbImage) -> Shot:
    height, width = work.shape[:2]
    photo = SimpleNamespace(work=work, width=width, height=height, scale=1.0)
    return Shot(cast("Photo", photo), engine="onnx")


def to_srgb(linear: NDArray[np.float64]) -> RgbImage:
    light = np.clip(linear, 0.0, 1.0)
    code = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.round(code * 255.0).astype(np.uint8)


def reflectance(tone: int) -> NDArray[np.float64]:
    code = np.frombuffer(bytes.fromhex(MONK_TONES[tone - 1]), dtype=np.uint8)
    return to_linear(code.reshape(1, 1, 3))[0, 0].astype(np.float64)


@cache
def sitting(name: str) -> tuple[NDArray[np.float64], NDArray[np.float64], Shot]:
    """The portrait in linear light, a soft mask of its skin, and its shot."""
    work = portrait(name)
    shot = shot_of(work)
    inside = np.ones(work.shape[:2], dtype=bool)
    face = shot.face
    mask = skin_mask(face.points, face.inside) | (
        face_mask(face.points, face.inside) & skin_near_features(shot)
    )
    size = (work.shape[1], work.shape[0])
    back = cv2.warpAffine(mask.astype(np.float32), face.to_work, size, flags=cv2.INTER_LINEAR)
    soft = cv2.GaussianBlur(np.asarray(back, dtype=np.float64), (0, 0), 1.0)
    return to_linear(work).astype(np.float64), soft * inside, shot


def skin_near_features(shot: Shot) -> NDArray[np.bool_]:
    """Lids and the rims of the features, which the skin mask of the measures leaves out."""
    from headshot_lint.measure.regions import (
        INNER_LIPS,
        LEFT_BROW,
        LEFT_EYE,
        RIGHT_BROW,
        RIGHT_EYE,
        polygon_mask,
    )

    face = shot.face
    bare = np.ones(face.inside.shape, dtype=bool)
    for outline in (LEFT_EYE, RIGHT_EYE, LEFT_BROW, RIGHT_BROW, INNER_LIPS):
        bare &= ~polygon_mask(bare.shape, face.points[list(outline)])
    return bare


@cache
def retoned(name: str, tone: int, stops: float = 0.0) -> Shot:
    """The portrait with another skin, at another exposure; landmarks are those of the original."""
    linear, skin, original = sitting(name)
    ratio = reflectance(tone) / reflectance(SITTERS_TONE)
    light = linear * (1.0 + skin[..., None] * (ratio - 1.0)) * 2.0**stops
    if stops:
        light = light + np.random.default_rng(5).normal(0.0, SHADOW_NOISE, light.shape) / 2
    shot = shot_of(to_srgb(light))
    # The subject of this test is photometry: detection has its own test.
    for name_ in ("mesh", "faces", "subject", "person"):
        shot._kept[name_] = getattr(original, name_)
    return shot


def status(rule: type[Rule[Any]], shot: Shot) -> str:
    try:
        return rule().check(cast("Facts", shot)).status
    except Missing as absence:
        return absence.reason


def test_the_models_are_there() -> None:
    assert model_bytes("canonical.npz")


@pytest.mark.parametrize("name", ["astronaut", "hopper"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_no_status_changes_over_ten_tones(rule: type[Rule[Any]], name: str) -> None:
    found = {tone: status(rule, retoned(name, tone)) for tone in range(1, 11)}
    assert len(set(found.values())) == 1, found


@pytest.mark.parametrize("name", ["astronaut", "hopper"])
@pytest.mark.parametrize("tone", range(1, 11))
def test_exposure_changes_the_status_at_every_tone(name: str, tone: int) -> None:
    assert status(FaceDark, retoned(name, tone)) is Status.PASS
    assert status(FaceDark, retoned(name, tone, -3.0)) is Status.FAIL
    assert status(FaceBright, retoned(name, tone)) is Status.PASS
    assert status(FaceBright, retoned(name, tone, 3.0)) is Status.FAIL


@pytest.mark.parametrize("name", ["astronaut", "hopper"])
@pytest.mark.parametrize("tone", [1, 5, 10])
def test_values_follow_exposure_without_turning_back(name: str, tone: int) -> None:
    stops = (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)
    facts = [retoned(name, tone, stop).exposure for stop in stops]
    levels = [fact.white_ev or 0.0 for fact in facts]
    burnt = [fact.burnt_share for fact in facts]
    assert levels == sorted(levels)
    assert burnt == sorted(burnt)


@pytest.mark.parametrize("name", ["astronaut", "hopper"])
def test_the_learned_impression_does_not_follow_skin_tone(name: str) -> None:
    linear, skin, _ = sitting(name)
    shots = []
    for tone in range(1, 11):
        ratio = reflectance(tone) / reflectance(SITTERS_TONE)
        shots.append(shot_of(to_srgb(linear * (1.0 + skin[..., None] * (ratio - 1.0)))))
    overall = [shot.impression.overall for shot in shots]
    assert np.ptp(overall[:8]) < 6.0
    assert np.ptp(overall) < 12.0
    assert len({status(WeakImpression, shot) for shot in shots}) == 1
