"""Every rule against pictures that show its fault, and pictures that nearly do."""

from __future__ import annotations

import dataclasses
import math
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.config.roster_file import read_roster
from headshot_lint.engine.judge import check_rule
from headshot_lint.engine.profile import load_profile
from headshot_lint.engine.registry import load_rules
from headshot_lint.engine.team import TeamShot, check_set
from headshot_lint.model.team import Member
from headshot_lint.model.verdict import Status
from headshot_lint.photo import Unreadable, load
from headshot_lint.shot import Shot

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
ENGINES: tuple[LandmarkEngine, ...] = ("mediapipe", "onnx")
UNREADABLE = "HL001"
PICTURES_ALONE = ("HL0",)  # judged before any face is looked for


@dataclass(frozen=True)
class Case:
    """One picture and what its rule must say of it."""

    rule: str
    folder: Path
    file: str
    status: str
    because: str
    band: tuple[float, float]
    profile: str = "corporate"
    options: dict[str, Any] = field(default_factory=dict)
    known_limit: str = ""

    @property
    def path(self) -> Path:
        return self.folder / self.file

    def __str__(self) -> str:
        return f"{self.folder.name}/{self.file}"


def read_cases() -> list[Case]:
    cases = []
    for path in sorted(FIXTURES.glob("HL*/case.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        for entry in table.get("case", ()):
            low, high = entry.pop("band", (-math.inf, math.inf))
            cases.append(Case(rule=table["rule"], folder=path.parent, band=(low, high), **entry))
    return cases


@dataclass(frozen=True)
class SetCase:
    """Pictures that are judged as a set, and which of them the rule must name."""

    rule: str
    folder: Path
    name: str
    photos: tuple[str, ...]
    status: str
    because: str
    told: tuple[tuple[str, ...], ...] = ()
    roster: str | None = None

    def __str__(self) -> str:
        return f"{self.folder.name}/{self.name}"


def read_sets() -> list[SetCase]:
    cases = []
    for path in sorted(FIXTURES.glob("HL*/case.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        for entry in table.get("set", ()):
            told = tuple(tuple(photos) for photos in entry.pop("told", ()))
            photos = tuple(entry.pop("photos"))
            cases.append(SetCase(table["rule"], path.parent, photos=photos, told=told, **entry))
    return cases


CASES = read_cases()
SETS = read_sets()
READABLE = [case for case in CASES if case.rule != UNREADABLE]


def marked(case: Case) -> object:
    """A case that the rule is known to miss is expected to fail, until the rule learns it."""
    marks = [pytest.mark.xfail(reason=case.known_limit)] if case.known_limit else []
    return pytest.param(case, id=str(case), marks=marks)


@cache
def shoot(path: Path, engine: LandmarkEngine) -> Shot:
    return Shot(load(path), engine=engine)


@pytest.mark.model
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", [marked(case) for case in READABLE])
def test_rule_judges_picture(case: Case, engine: LandmarkEngine) -> None:
    if engine == "mediapipe":
        pytest.importorskip("mediapipe")
    if engine != "onnx" and case.rule.startswith(PICTURES_ALONE):
        pytest.skip("the engine does not matter here")
    plan = load_profile(case.profile).plans[case.rule]
    options = {name: value for name, value in case.options.items() if name != "severity"}
    rule = type(plan.rule)(plan.rule.options.changed(options))
    verdict = check_rule(dataclasses.replace(plan, rule=rule), shoot(case.path, engine))
    said = verdict.reason or verdict.message
    assert verdict.status == case.status, f"{said} ({verdict.value}); {case.because}"
    if isinstance(verdict.value, int | float):
        low, high = case.band
        assert low <= verdict.value <= high, said


@pytest.mark.model
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", SETS, ids=str)
def test_rule_judges_set(case: SetCase, engine: LandmarkEngine) -> None:
    if engine == "mediapipe":
        pytest.importorskip("mediapipe")
    shots = [Member(name, shoot(case.folder / name, engine)) for name in case.photos]
    roster = None
    if case.roster is not None:
        roster = read_roster(case.folder / case.roster, case.roster)
    plan = load_profile("corporate").plans[case.rule]
    found = check_set(plan, TeamShot(tuple(shots), roster))
    told = {photos: v for v, photos in ((f.verdict, f.photos) for f in found)}
    failing = {photos for photos, verdict in told.items() if verdict.status is Status.FAIL}
    assert failing == set(case.told), f"{told}; {case.because}"
    assert bool(failing) == (case.status == Status.FAIL)
    named = {path for found_photos in told for path in found_photos}
    assert named == set(case.photos), "every photo is named"


@pytest.mark.parametrize("case", [case for case in CASES if case.rule == UNREADABLE], ids=str)
def test_unreadable_files_are_refused(case: Case) -> None:
    if case.status == Status.FAIL:
        with pytest.raises(Unreadable):
            load(case.path)
    else:
        assert load(case.path).width > 0


def test_every_picture_rule_has_a_good_and_a_bad_picture() -> None:
    for code in load_rules():
        names = {case.file.partition("-")[0] for case in CASES if case.rule == code}
        names |= {case.name.partition("-")[0] for case in SETS if case.rule == code}
        assert names >= {"good", "bad"}, code


def test_every_picture_is_a_case() -> None:
    there = {path for path in FIXTURES.glob("HL*/*") if path.name != "case.toml"}
    of_sets = {case.folder / name for case in SETS for name in (*case.photos, case.roster) if name}
    assert there == {case.path for case in CASES} | of_sets


def test_folders_carry_the_rules_names() -> None:
    for code, rule in load_rules().items():
        assert (FIXTURES / f"{code}-{rule.name}" / "case.toml").exists(), code


def test_the_folder_stays_small() -> None:
    assert sum(path.stat().st_size for path in FIXTURES.rglob("*.*")) < 4_000_000
