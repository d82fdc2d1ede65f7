from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headshot_lint import lint
from headshot_lint.engine import linter, settings, unheeded
from headshot_lint.engine import profile as profiles
from headshot_lint.engine.judge import check_rule, judge_photo
from headshot_lint.engine.profile import load_profile
from headshot_lint.engine.registry import load_rules
from headshot_lint.engine.select import Layer
from headshot_lint.engine.settings import Settings, make_settings
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.facts import FileFacts
from headshot_lint.model.origin import CALL
from headshot_lint.model.verdict import Severity, Status, Verdict

NOISE = np.random.default_rng(0).integers(90, 110, (300, 300, 3), dtype=np.uint8)


def plan_of(code: str, **said: Any) -> profiles.RulePlan:
    return make_settings(**said).resolved.plans[code]


def test_nothing_said_is_the_profile() -> None:
    base, made = load_profile("linkedin"), make_settings(profile="linkedin").resolved
    assert made.label == base.label
    for code, plan in base.plans.items():
        assert made.plans[code].rule.options == plan.rule.options
        assert made.plans[code].severity == plan.severity
        assert not made.plans[code].pinned


def test_select_ignore_and_severity_reach_the_plans() -> None:
    made = make_settings(
        select=["HL1", "HL303"], ignore=["head-tilted"], severity={"no-face": "hint"}
    ).resolved
    active = {plan.rule.code for plan in made.active}
    assert {"HL101", "HL303"} <= active
    assert not active & {"HL107", "HL201"}
    assert made.plans["HL101"].severity is Severity.HINT
    assert made.plans["HL303"].severity is Severity.WARNING  # off by default: no level of its own
    assert made.plans["HL101"].origin("severity") is CALL
    assert str(load_profile().plans["HL101"].origin("severity")) == "profile corporate@1"


def test_origins_name_the_profile_that_a_value_comes_from() -> None:
    plan = load_profile("linkedin").plans["HL002"]
    assert str(plan.origin("limit")) == "profile linkedin@1"
    assert str(plan.origin("eye_gap_px")) == "profile corporate@1"


def test_a_severity_that_is_asked_for_is_not_raised_by_the_finding() -> None:
    grave = Verdict(status=Status.FAIL, message="", score=0, severity=Severity.ERROR)

    class Facts:
        file = FileFacts("JPEG")

        def __getattr__(self, name: str) -> object:
            return object()

    def severity(plan: profiles.RulePlan) -> str:
        rule = type("Grave", (type(plan.rule),), {"check": lambda *_: grave})
        profile = replace(load_profile(), plans={"HL203": replace(plan, rule=rule())})
        (result,) = judge_photo("x", Facts(), "", profile).results  # type: ignore[arg-type]
        return result.severity

    assert severity(plan_of("HL203")) == "error"
    assert severity(plan_of("HL203", severity={"lighting": "warning"})) == "warning"


@pytest.mark.parametrize(
    ("code", "limit", "ends"),
    [
        ("HL107", 9.0, (4.0, 30.0)),  # in order as it is
        ("HL004", 500_000, (62_500, 40e6)),  # best follows in proportion
        ("HL107", 40.0, (4.0, 100.0)),  # worst follows in proportion
        ("HL406", 60.0, (105.0, -30.0)),  # falls, and an end is negative: by the same step
    ],
)
def test_one_line_sets_a_limit(code: str, limit: float, ends: tuple[float, float]) -> None:
    options = plan_of(code, options={code: {"limit": limit}}).rule.options
    assert options.limit == limit
    assert (options.best, options.worst) == pytest.approx(ends)
    assert options.ramp.score(limit) == 50


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"HL107": {"limit": 50.0, "worst": 30.0}}, "limit must lie between best and worst"),
        ({"HL107": {"limit": "much"}}, "HL107 option 'limit'"),
        ({"HL107": {"limmit": 3}}, "has no option 'limmit'"),
        ({"HL003": {"narrowest": 2.0}}, "narrowest"),
        ({"head-tiltd": {}}, "there is no rule 'head-tiltd'"),
    ],
)
def test_options_that_do_not_hold_together_are_told(
    options: Mapping[str, Mapping[str, object]], message: str
) -> None:
    with pytest.raises(HeadshotLintError, match=message):
        _ = make_settings(options=options).resolved


def test_shape_reaches_the_profile_and_the_rules() -> None:
    made = Settings("slack", shape="circle").resolved
    assert made.shape == "circle"
    assert made.plans["HL501"].rule.options.shape == "circle"


@pytest.fixture
def in_preview(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A rule that profiles do not mention, in preview."""
    rules = dict(load_rules())
    code = "ZZ901"
    members = {"code": code, "name": "new-rule", "preview": True, "options": None}
    rules[code] = type("NewRule", (rules["HL107"],), members)
    for module in (profiles, settings, unheeded):
        monkeypatch.setattr(module, "load_rules", lambda: rules)
    load_profile.cache_clear()
    yield code
    load_profile.cache_clear()


def test_preview_rules_are_off_whatever_selects_them(in_preview: str) -> None:
    for said in (
        {},
        {"select": ["ALL"]},
        {"select": ["new-rule"]},
        {"severity": {"ZZ901": "hint"}},
    ):
        assert plan_of(in_preview, **said).severity is None


def test_preview_allows_them(in_preview: str) -> None:
    assert plan_of(in_preview, preview=True).severity is Severity.WARNING
    assert plan_of(in_preview, preview=True, select=["face"]).severity is Severity.WARNING
    assert plan_of(in_preview, preview=True, select=["HL1"]).severity is None


@pytest.mark.usefixtures("in_preview")
def test_what_has_no_effect_is_said() -> None:
    said = unheeded.unheeded(make_settings(select=["HL1", "new-rule"]))
    assert len(said) == 1
    assert "ZZ901 new-rule is in preview" in said[0]
    said = unheeded.unheeded(make_settings(options={"coloured-background": {"limit": 20.0}}))
    assert len(said) == 1
    assert "HL303 coloured-background is off in profile corporate" in said[0]
    # Switched off on purpose, or on: nothing to say.
    for choice in ({"ignore": ["HL303"]}, {"select": ["HL303"]}):
        layer = make_settings(options={"HL303": {"limit": 20.0}}, **choice)  # type: ignore[arg-type]
        assert not unheeded.unheeded(layer)


# What is not selected costs nothing


def test_facts_are_worked_out_for_selected_rules_only(monkeypatch: pytest.MonkeyPatch) -> None:
    from headshot_lint.shot import Shot

    read: list[str] = []

    class Watched(Shot):
        def __getattribute__(self, name: str) -> object:
            if not name.startswith("_") and name not in {"file", "photo", "engine", "clock"}:
                read.append(name)
            return super().__getattribute__(name)

    monkeypatch.setattr(linter, "Shot", Watched)
    photo = lint(NOISE, select=["HL003"]).photo
    assert read == []
    assert [result.code for result in photo.results] == ["HL003"]
    assert (photo.kind, photo.smallest_legible_px) == ("unknown", None)


def test_an_unreadable_photo_never_passes(tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(b"no picture")
    photo = lint(tmp_path / "x.jpg", select=["HL003"], ignore=["unreadable"]).photo
    assert photo.verdict == "fail"
    assert [result.code for result in photo.failures()] == ["HL001"]


def test_the_library_takes_settings_and_goes_over_them() -> None:
    base = Settings("linkedin", layers=(Layer(select=("HL003",)),))
    photo = lint(NOISE, settings=base, options={"HL003": {"narrowest": 1.1, "widest": 1.2}}).photo
    assert photo.profile == "linkedin@1"
    assert photo.results[0].status is Status.FAIL
    assert check_rule(base.resolved.plans["HL003"], _shot()).status is Status.PASS


def _shot() -> Any:
    class Facts:
        file = FileFacts("JPEG", width=300, height=300)

    return Facts()
