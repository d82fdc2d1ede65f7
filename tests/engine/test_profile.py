from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from headshot_lint.engine import profile as profiles
from headshot_lint.engine.profile import load_profile, make_options, profile_names
from headshot_lint.engine.registry import find_rule, load_rules
from headshot_lint.model.errors import HeadshotLintError

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from freeze_profile import freeze

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
        assert plan.severity == (None if rule.preview else rule.severity)
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


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a user's own profiles."""
    folder = tmp_path / "profiles"
    folder.mkdir()
    monkeypatch.setattr(profiles, "own_profile_folder", lambda: folder)
    for kept in (profiles._files, profiles._read, load_profile):
        kept.cache_clear()
    yield folder
    for kept in (profiles._files, profiles._read, load_profile):
        kept.cache_clear()


HEAD = 'name = "studio"\ntitle = "Studio"\ndescription = "Ours."\n'


def test_own_profiles_are_found_beside_the_shipped(own: Path) -> None:
    (own / "studio.toml").write_text(
        HEAD + 'extends = "corporate"\n[rules.head-tilted]\nlimit = 9.0\n'
    )
    (own / "corporate.toml").write_text("not a profile")
    assert load_profile("studio").plans["HL107"].rule.options.limit == 9.0
    assert load_profile("corporate").title.startswith("Company")


def test_an_earlier_edition_is_kept_as_it_was(own: Path) -> None:
    (own / "studio@1.toml").write_text(
        HEAD + "frozen = true\n[rules.head-tilted]\nseverity = 'error'\nlimit = 9.0\n"
    )
    (own / "studio.toml").write_text(HEAD + "edition = 2\n[rules.head-tilted]\nlimit = 8.0\n")
    (own / "mine.toml").write_text(HEAD.replace("studio", "mine") + 'extends = "studio@1"\n')
    assert load_profile("studio").label == "studio@2"
    first = load_profile("studio@1")
    assert first.label == "studio@1"
    # What came to be a rule since then is off.
    assert [plan.rule.code for plan in first.active] == ["HL107"]
    assert load_profile("mine").plans["HL107"].rule.options.limit == 9.0
    assert "studio@1" not in profile_names()
    with pytest.raises(HeadshotLintError) as failure:
        load_profile("studio@3")
    assert failure.value.hint == "this release carries studio@1, studio@2"


@pytest.mark.parametrize("name", ["corporate", "slack"])
def test_a_frozen_profile_judges_as_the_one_it_was_made_of(own: Path, name: str) -> None:
    text = freeze(load_profile(name)).replace(f'name = "{name}"', 'name = "copy"')
    (own / "copy.toml").write_text(text, encoding="utf-8")
    profiles._files.cache_clear()
    copy, made_of = load_profile("copy"), load_profile(name)
    assert profiles._read("copy").frozen
    for code, plan in made_of.plans.items():
        assert copy.plans[code].rule.options == plan.rule.options
        assert copy.plans[code].severity == plan.severity
        assert (copy.plans[code].points, copy.plans[code].source) == (plan.points, plan.source)
    assert (copy.shape, copy.display_px) == (made_of.shape, made_of.display_px)
    assert copy.categories == made_of.categories
