from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="the evaluation needs the dependency group `evaluate`")
sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from evaluation.agreement import Share
from evaluation.judged import Judged
from fair.groups import AttributesError, attribute_groups, ita_class, tone_groups
from fair.look import Looked, lit_skin_ita_deg
from fair.rates import alarms_section, calibration_section, chance, largest_difference
from invariance import shown
from labels import Labelled

from headshot_lint.engine.report import PhotoReport
from headshot_lint.measure.lighting import REGIONS
from headshot_lint.measure.patch import FacePatch
from headshot_lint.model.verdict import Missing


def looked(name: str, ita_deg: float, *, fails: bool = False, passed: bool = True) -> Looked:
    row = {"people": "1", "verdict": "pass" if passed else "fail", "rating": "4"}
    label = Labelled(Path(name), "one", "pixels", row, row)
    report = PhotoReport.model_validate(
        {
            "path": name,
            "sha256": name,
            **dict.fromkeys(("width", "height", "bytes", "format", "smallest_legible_px")),
            "verdict": "fail" if fails else "pass",
            "score": 40.0 if fails else 90.0,
            "kind": "headshot",
            "categories": {},
            "results": [],
        }
    )
    return Looked(Judged(label, report), ita_deg, 60.0)


def crowd() -> list[Looked]:
    """Ten dark, fifteen brown, thirty light, five very light; one in five fails."""
    angles = [-60.0] * 10 + [0.0] * 15 + [50.0] * 30 + [70.0] * 5 + [math.nan] * 3
    return [looked(f"{i}", angle, fails=i % 5 == 0) for i, angle in enumerate(angles)]


def face(level: int, shade: int) -> FacePatch:
    """Landmarks in a ring round each region; one side of the picture lies in shade."""
    points = np.zeros((478, 3), dtype=np.float32)
    places = {"right cheek": (110, 200), "left cheek": (210, 200), "forehead": (160, 110)}
    for name, (x, y) in places.items():
        for turn, index in enumerate(REGIONS[name]):
            angle = 2 * np.pi * turn / len(REGIONS[name])
            points[index, :2] = x + 20 * np.cos(angle), y + 20 * np.sin(angle)
    image = np.full((384, 320, 3), (level, round(level * 0.75), round(level * 0.6)), np.uint8)
    image[:, 175:] = (image[:, 175:] * (shade / level)).astype(np.uint8)
    inside = np.ones((384, 320), dtype=bool)
    return FacePatch(image, points, np.eye(2, 3), 1.0, inside)


def test_classes_start_at_their_lower_ends() -> None:
    assert [ita_class(angle) for angle in (-90, -30, 10, 28, 41, 55, 90)] == [0, 1, 2, 3, 4, 5, 5]


def test_classes_are_merged_until_a_group_is_large_enough() -> None:
    groups = tone_groups(crowd())
    assert [len(group.passed) for group in groups] == [25, 35]
    assert groups[0].name == "dark to brown (-90 to 10 deg)"
    assert groups[-1].name.endswith("(10 to 90 deg)")


def test_photographs_that_raters_fail_make_no_group_large() -> None:
    more = [looked(f"x{i}", -60.0, passed=False) for i in range(50)]
    assert [len(group.passed) for group in tone_groups([*crowd(), *more])] == [25, 35]


def test_deeper_skin_has_a_smaller_angle_and_shade_plays_no_part() -> None:
    light, deep = lit_skin_ita_deg(face(230, 230)), lit_skin_ita_deg(face(90, 90))
    assert light > 41
    assert deep < 10
    assert lit_skin_ita_deg(face(230, 120)) == pytest.approx(light, abs=1.0)


def test_hidden_skin_has_no_angle() -> None:
    hidden = face(200, 200)
    nowhere = FacePatch(
        hidden.image, hidden.points, hidden.to_work, 1.0, np.zeros((384, 320), dtype=bool)
    )
    with pytest.raises(Missing, match="beyond the photo"):
        lit_skin_ita_deg(nowhere)


def test_a_difference_by_chance_is_common_and_a_real_one_is_not() -> None:
    even = [np.array([1.0, 0.0] * 20), np.array([1.0, 0.0] * 20)]
    apart = [np.ones(40), np.zeros(40)]
    assert largest_difference(apart) == 1.0
    assert chance(apart) < 0.01
    assert chance(even) == 1.0


def test_alarms_count_passed_photographs_only() -> None:
    groups = tone_groups([*crowd(), *(looked(f"x{i}", 50.0, passed=False) for i in range(9))])
    row = alarms_section("alarms", "Alarms", "", groups).rows[0]
    assert row[1] == Share(5, 25)
    assert row[2] == Share(7, 35)
    assert row[3] == pytest.approx(0.0)


def test_calibration_is_what_the_rating_does_not_explain() -> None:
    harsh = [looked(f"{i}", -60.0, fails=True) for i in range(20)]
    kind = [looked(f"k{i}", 60.0) for i in range(20)]
    varied = [
        Looked(Judged(Labelled(Path("v"), "one", "fit", low, low), one.judged.report), 60.0, 60.0)
        for one in (looked("v", 60.0),)
        for low in ({"people": "1", "verdict": "fail", "rating": "1"},)
    ]
    rows = calibration_section("c", "C", tone_groups([*harsh, *kind, *varied])).rows
    assert rows[0][4].value < 0 < rows[1][4].value  # type: ignore[union-attr]


def test_attributes_are_read_by_hash(tmp_path: Path) -> None:
    file = tmp_path / "worn.csv"
    file.write_text("sha256,glasses\n0,yes\n1,no\n2,no\n", encoding="utf-8")
    yes, no = attribute_groups(crowd(), file)["glasses"]
    assert (len(yes.members), len(no.members)) == (1, 2)


@pytest.mark.parametrize("text", ["", "name,glasses\na,yes\n", "sha256\n0\n"])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "worn.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(AttributesError, match="column sha256"):
        attribute_groups(crowd(), file)
    with pytest.raises(AttributesError, match="cannot be read"):
        attribute_groups(crowd(), tmp_path / "absent.csv")


def test_a_verdict_without_the_file_ignores_its_rules() -> None:
    assert shown(looked("a", 0.0).judged.report) == "pass"
