from __future__ import annotations

from pathlib import Path

import pytest

from headshot_lint.engine import profile as profiles
from headshot_lint.engine.profile import load_profile, make_options, profile_names
from headshot_lint.engine.registry import find_rule, load_rules
from headshot_lint.model.errors import HeadshotLintError

CATALOGUE = {
    "corporate", "linkedin", "slack", "teams", "github", "gravatar", "google-workspace", "x",
    "company-page", "press", "speaker-bio", "conference-programme", "email-signature", "dating",
    "acting-8x10", "render",
}  # fmt: skip


@pytest.fixture(params=sorted(CATALOGUE))
def name(request: pytest.FixtureRequest) -> str:
    value: str = request.param
    return value


def test_every_profile_of_the_catalogue_is_shipped() -> None:
    assert set(profile_names()) >= CATALOGUE
    assert profile_names()[0] == "corporate"


def test_every_limit_has_a_source_and_a_date(name: str) -> None:
    profile = load_profile(name)
    assert set(profile.plans) == set(load_rules())
    for plan in profile.active:
        assert plan.source, f"{plan.rule.code} has no source in {name}"
        assert plan.checked is not None, f"{plan.rule.code} has no date in {name}"


def test_the_default_profile_states_what_the_rules_default_to() -> None:
    for code, plan in load_profile("corporate").plans.items():
        rule = load_rules()[code]
        assert plan.rule.options == rule.Options(), f"{code}: corporate.toml and the rule differ"
        assert plan.severity == rule.severity
        assert plan.points == rule.points


def test_editions_are_named_and_checked() -> None:
    assert load_profile("corporate@1").label == "corporate@1"
    with pytest.raises(HeadshotLintError, match="edition"):
        load_profile("corporate@99")


def test_unknown_profile_names_the_nearest() -> None:
    with pytest.raises(HeadshotLintError) as failure:
        load_profile("linkdin")
    assert "linkedin" in failure.value.hint


def test_unknown_option_names_the_nearest() -> None:
    with pytest.raises(HeadshotLintError) as failure:
        make_options(find_rule("HL107"), {"limmit": 3.0}, "here")
    assert "limit" in failure.value.hint


@pytest.mark.parametrize("value", ["much", -4.0, 400.0], ids=["text", "below", "above"])
def test_value_of_the_wrong_type_or_range_is_refused(value: object) -> None:
    with pytest.raises(HeadshotLintError, match="HL107 option 'limit'"):
        make_options(find_rule("head-tilted"), {"limit": value}, "here")


def test_own_profiles_are_found_beside_the_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "profiles"
    own.mkdir()
    (own / "studio.toml").write_text(
        'name = "studio"\ntitle = "Studio"\ndescription = "Ours."\nextends = "corporate"\n'
        "[rules.head-tilted]\nlimit = 9.0\n"
    )
    (own / "corporate.toml").write_text("not a profile")
    monkeypatch.setattr(profiles, "own_profile_folder", lambda: own)
    for kept in (profiles._files, profiles._read, load_profile):
        kept.cache_clear()
    try:
        assert load_profile("studio").plans["HL107"].rule.options.limit == 9.0
        assert load_profile("corporate").title.startswith("Company")
    finally:
        for kept in (profiles._files, profiles._read, load_profile):
            kept.cache_clear()
