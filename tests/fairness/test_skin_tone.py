"""No verdict on light, exposure or colour may follow from skin tone, and each must see exposure.

The skin of three public-domain portraits is given the reflectance of each of the ten Monk tones
(`tools/skin_tones.py`). Eyes, teeth, brows, clothes and background stay as they are. The same over
thirty sitters, and over the groups of real photographs, is in docs/fairness.md.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any, cast

import matplotlib.cbook
import numpy as np
import pytest
import skimage.data
from PIL import Image

from headshot_lint.analyse.model_files import model_bytes
from headshot_lint.api import Facts, Member, Missing, Rule, Status
from headshot_lint.engine.team import TeamShot
from headshot_lint.measure.arrays import RgbImage
from headshot_lint.photo import load
from headshot_lint.shot import Shot
from headshot_lint_rules.backlit import Backlit
from headshot_lint_rules.black_and_white import BlackAndWhite
from headshot_lint_rules.colour_cast import ColourCast
from headshot_lint_rules.face_bright import FaceBright
from headshot_lint_rules.face_dark import FaceDark
from headshot_lint_rules.flat_contrast import FlatContrast
from headshot_lint_rules.hard_shadows import HardShadows
from headshot_lint_rules.shiny_skin import ShinySkin
from headshot_lint_rules.team_colour import TeamColour
from headshot_lint_rules.uneven_light import UnevenLight
from headshot_lint_rules.weak_impression import WeakImpression

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from skin_tones import MONK_TONES, SHEEN, Sitting, nearest_tone, reflectance

pytestmark = pytest.mark.model

SITTERS = ("astronaut", "hopper")
MATT = 0.0
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
SIDE_LIGHT_EV = 7.0
"""Fall of the light over the width of the picture, from the lit cheek on: uneven on any skin."""
LIT_CHEEK = 0.7


def portrait(name: str) -> RgbImage:
    if name == "astronaut":
        return np.asarray(skimage.data.astronaut(), dtype=np.uint8)
    with matplotlib.cbook.get_sample_data("grace_hopper.jpg") as stream:
        picture = np.asarray(Image.open(stream).convert("RGB"), dtype=np.uint8)
    if name == "hopper":
        return picture
    code = picture / 255.0
    across = np.linspace(0.0, 1.0, picture.shape[1]) - LIT_CHEEK
    ramp = 2.0 ** (SIDE_LIGHT_EV * np.minimum(across, 0.0))
    return np.asarray(np.round(255.0 * code * ramp[:, None] ** (1 / 2.2)), dtype=np.uint8)


@cache
def sitting(name: str, sheen: float) -> Sitting:
    return Sitting(Shot(load(portrait(name)), engine="onnx"), sheen=sheen)


@cache
def retoned(name: str, tone: int, stops: float = 0.0, sheen: float = MATT) -> Shot:
    return sitting(name, sheen).shot_of(tone, stops)


def status(rule: type[Rule[Any]], shot: Shot) -> str:
    try:
        return rule().check(cast("Facts", shot)).status
    except Missing as absence:
        return absence.reason


def test_the_models_are_there() -> None:
    assert model_bytes("canonical.npz")


def test_a_tone_is_found_again() -> None:
    for tone in (4, 5, 6, 7, 8, 9, 10):
        light = reflectance(tone).astype(np.float32) @ np.array([0.2126, 0.7152, 0.0722])
        assert nearest_tone(0.5 * float(light), MATT) == tone
        assert nearest_tone(0.5 * float(light) + SHEEN) == tone
    assert nearest_tone(0.42, MATT) in (1, 2, 3)


def test_only_skin_changes_and_it_changes_as_asked() -> None:
    one = sitting("astronaut", MATT)
    before, after = one.shot_of(one.tone).face, one.shot_of(9).face
    cheek = before.points[50, :2].astype(int)
    ratio = reflectance(9) / reflectance(one.tone)
    found = after.linear[cheek[1], cheek[0]] / before.linear[cheek[1], cheek[0]]
    assert found == pytest.approx(ratio, rel=0.25)
    glossy = sitting("astronaut", SHEEN).shot_of(9).face.linear[cheek[1], cheek[0]]
    assert glossy - after.linear[cheek[1], cheek[0]] == pytest.approx(SHEEN, abs=SHEEN / 2)
    iris = before.points[468, :2].astype(int)
    assert after.image[iris[1], iris[0]] == pytest.approx(before.image[iris[1], iris[0]], abs=3)


def test_side_light_is_uneven_at_every_tone() -> None:
    found = [status(UnevenLight, retoned("hopper in side light", tone)) for tone in MONK_TONES]
    assert found == [Status.FAIL] * len(MONK_TONES)


@pytest.mark.parametrize("rule", [HardShadows, Backlit, ColourCast, BlackAndWhite])
def test_side_light_changes_nothing_else_by_tone(rule: type[Rule[Any]]) -> None:
    found = {tone: status(rule, retoned("hopper in side light", tone)) for tone in MONK_TONES}
    assert len(set(found.values())) == 1, found


@pytest.mark.parametrize("sheen", [MATT, SHEEN], ids=["matt", "sheen"])
@pytest.mark.parametrize("name", SITTERS)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_no_status_changes_over_ten_tones(rule: type[Rule[Any]], name: str, sheen: float) -> None:
    found = {tone: status(rule, retoned(name, tone, 0.0, sheen)) for tone in MONK_TONES}
    assert len(set(found.values())) == 1, found


@pytest.mark.parametrize("wall", ["", "light-wall-"], ids=["grey", "light"])
@pytest.mark.parametrize("sitter", ["collins-1", "hopper-1"])
def test_nobody_stands_out_of_a_team_by_tone(wall: str, sitter: str) -> None:
    folder = Path(__file__).parents[2] / "fixtures/HL803-team-colour"
    names = ("collins-1", "collins-2", "collins-3", "hopper-1", "hopper-2")
    team = {name: Shot(load(folder / f"{wall}{name}.jpg"), engine="onnx") for name in names}
    seated = Sitting(team[sitter])
    for tone in MONK_TONES:
        shots = team | {sitter: seated.shot_of(tone)}
        members = tuple(Member(name, cast("Facts", shot)) for name, shot in shots.items())
        found = TeamColour().check(TeamShot(members))
        assert [v.verdict.status for v in found] == [Status.PASS], tone


@pytest.mark.parametrize("name", SITTERS)
@pytest.mark.parametrize("tone", MONK_TONES)
def test_exposure_changes_the_status_at_every_tone(name: str, tone: int) -> None:
    assert status(FaceDark, retoned(name, tone)) is Status.PASS
    assert status(FaceDark, retoned(name, tone, -3.0)) is Status.FAIL
    assert status(FaceBright, retoned(name, tone)) is Status.PASS
    assert status(FaceBright, retoned(name, tone, 3.0)) is Status.FAIL


@pytest.mark.parametrize("name", SITTERS)
@pytest.mark.parametrize("tone", [1, 5, 10])
def test_values_follow_exposure_without_turning_back(name: str, tone: int) -> None:
    stops = (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0)
    facts = [retoned(name, tone, stop).exposure for stop in stops]
    levels = [fact.level_ev for fact in facts]
    burnt = [fact.burnt_share for fact in facts]
    assert levels == sorted(levels)
    assert burnt == sorted(burnt)


@cache
def pictured(name: str, tone: int) -> Shot:
    """As `retoned`, but looked at from the start, detection included."""
    return Shot(load(sitting(name, SHEEN).picture(tone)), engine="onnx")


@pytest.mark.parametrize("name", SITTERS)
def test_the_learned_impression_does_not_follow_skin_tone(name: str) -> None:
    overall = [pictured(name, tone).impression.overall for tone in MONK_TONES]
    assert np.ptp(overall[:8]) < 6.0
    assert np.ptp(overall) < 8.0


NEAR_LIMIT = "the impression moves by 5 of 100, and this sitter lies that near its limit (a hint)"


@pytest.mark.parametrize(
    "name",
    ["astronaut", pytest.param("hopper", marks=pytest.mark.xfail(strict=True, reason=NEAR_LIMIT))],
)
def test_the_hint_of_a_weak_impression_stays_over_ten_tones(name: str) -> None:
    assert len({status(WeakImpression, pictured(name, tone)) for tone in MONK_TONES}) == 1
