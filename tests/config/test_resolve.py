"""Discovery, extend, overrides, and where each value comes from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from headshot_lint.config import locate
from headshot_lint.config.resolve import Resolver, settings_for
from headshot_lint.config.said import said
from headshot_lint.model.errors import HeadshotLintError

Write = Callable[..., Path]
OURS = "[tool.headshot-lint]\n"


def resolver(*config: str, environ: dict[str, str] | None = None, **options: object) -> Resolver:
    isolated = bool(options.pop("isolated", False))
    return Resolver(said(options, config, isolated=isolated, environ=environ or {}))


def profile_of(path: str, *config: str, **options: object) -> str:
    return resolver(*config, **options).settings(path).profile


def refusal(*config: str, path: str = "ada.jpg", **options: object) -> HeadshotLintError:
    with pytest.raises(HeadshotLintError) as failure:
        _ = resolver(*config, **options).settings(path).resolved
    assert failure.value.exit_code == 2
    return failure.value


# Discovery


def test_without_a_file_the_default_profile_holds(project: Path) -> None:
    assert resolver().config_file(project) is None
    assert profile_of("ada.jpg") == "corporate"


def test_names_in_one_folder_by_precedence(project: Path, write: Write) -> None:
    for name, text in (
        ("pyproject.toml", OURS + 'profile = "slack"'),
        ("headshot-lint.toml", 'profile = "teams"'),
        (".headshot-lint.toml", 'profile = "linkedin"'),
    ):
        file = write(name, text)
        assert resolver().config_file(project) == file
    assert profile_of("ada.jpg") == "linkedin"


def test_the_nearest_file_upwards_wins_and_nothing_is_merged(write: Write) -> None:
    write("headshot-lint.toml", 'profile = "linkedin"\nignore = ["HL2"]\nfail-on = "hint"')
    write("team/headshot-lint.toml", 'shape = "square"')
    near = resolver().settings("team/more/ada.jpg")
    assert (near.profile, near.shape, near.layers) == ("corporate", "square", ())
    assert profile_of("ada.jpg") == "linkedin"


def test_a_pyproject_without_our_table_is_passed_over(write: Write) -> None:
    write("headshot-lint.toml", 'profile = "linkedin"')
    write("team/pyproject.toml", "[tool.ruff]\nline-length = 100\n# headshot-lint is elsewhere")
    assert profile_of("team/ada.jpg") == "linkedin"


def test_a_broken_pyproject_of_others_is_not_our_business(write: Write) -> None:
    write("headshot-lint.toml", 'profile = "linkedin"')
    write("team/pyproject.toml", "[[[")
    assert profile_of("team/ada.jpg") == "linkedin"


def test_an_empty_table_of_ours_counts(write: Write) -> None:
    write("headshot-lint.toml", 'profile = "linkedin"')
    write("team/pyproject.toml", OURS)
    assert profile_of("team/ada.jpg") == "corporate"


def test_the_users_own_file_is_the_last_resort(
    project: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = project.parent / "own.toml"
    own.write_text('profile = "github"')
    monkeypatch.setattr(locate, "user_config", lambda: own)
    assert profile_of("ada.jpg") == "github"
    assert profile_of("ada.jpg", isolated=True) == "corporate"
    write("headshot-lint.toml", "")
    assert profile_of("ada.jpg") == "corporate"


def test_the_run_goes_by_the_file_of_the_current_folder(write: Write) -> None:
    write("headshot-lint.toml", 'fail-on = "warning"\nmin-score = 80')
    write("team/headshot-lint.toml", 'fail-on = "never"')
    run = resolver().run()
    assert (run.fail_on.value, run.min_score.value) == ("warning", 80)


def test_a_named_file_holds_for_all_and_its_patterns_count_from_here(
    project: Path, write: Write
) -> None:
    write("team/headshot-lint.toml", 'profile = "slack"')
    write("etc/house.toml", 'profile = "linkedin"\nexclude = ["/drafts"]')
    assert profile_of("team/ada.jpg", "etc/house.toml") == "linkedin"
    (exclude,) = resolver("etc/house.toml").files(project).exclude
    assert exclude.match(str(project / "drafts" / "ada.jpg"))


# Extend


def test_extend_goes_over_another_file(write: Write) -> None:
    write("base/house.toml", 'profile = "linkedin"\nshape = "square"\nignore = ["HL2"]')
    write("headshot-lint.toml", 'extend = "base/house.toml"\nshape = "circle"\nignore = ["HL1"]')
    settings = resolver().settings("ada.jpg")
    assert (settings.profile, settings.shape) == ("linkedin", "circle")
    off = {c for c, choice in settings.chosen.items() if not choice.on}
    assert {"HL201", "HL107"} <= off


def test_options_merge_key_by_key_through_extend(write: Write) -> None:
    write("base.toml", "[rules.head-tilted]\nbest = 2\nlimit = 9")
    write("headshot-lint.toml", 'extend = "base.toml"\n[rules.HL107]\nlimit = 8')
    plan = resolver().settings("ada.jpg").resolved.plans["HL107"]
    assert (plan.rule.options.best, plan.rule.options.limit) == (2, 8)
    assert str(plan.origin("best")) == "base.toml:2"
    assert str(plan.origin("limit")) == "headshot-lint.toml:3"


def test_extend_reads_a_pyproject_and_home_and_variables(
    write: Write, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("etc/pyproject.toml", OURS + 'profile = "slack"')
    monkeypatch.setenv("HOUSE", "etc")
    monkeypatch.setenv("HOME", str(project))
    monkeypatch.setenv("USERPROFILE", str(project))
    write("headshot-lint.toml", 'extend = "$HOUSE/pyproject.toml"')
    assert profile_of("ada.jpg") == "slack"
    write("headshot-lint.toml", 'extend = "~/etc/pyproject.toml"')
    assert profile_of("ada.jpg") == "slack"


def test_extend_in_a_circle_is_told(write: Write) -> None:
    write("a.toml", 'extend = "b.toml"')
    write("b.toml", 'extend = "a.toml"')
    write("headshot-lint.toml", 'extend = "a.toml"')
    assert "b.toml:1: extend goes round in a circle" in refusal().message


def test_extend_of_nothing_is_told(write: Write) -> None:
    write("headshot-lint.toml", '\nextend = "gone.toml"')
    assert "headshot-lint.toml:2: there is no file" in refusal().message


# Overrides


def test_an_override_holds_for_its_photos(write: Write) -> None:
    write(
        "headshot-lint.toml",
        """
        profile = "corporate"
        [[overrides]]
        paths = ["team/founders/**"]
        profile = "press"
        ignore = ["HL7"]
        rules.head-tilted.limit = 20
        severity.HL408 = "hint"
        [[overrides]]
        paths = ["*.png"]
        profile = "slack"
        """,
    )
    where = resolver()
    founder = where.settings("team/founders/old/ada.jpg")
    assert founder.profile == "press"
    plans = founder.resolved.plans
    assert plans["HL702"].severity is None
    assert plans["HL107"].rule.options.limit == 20
    assert plans["HL408"].severity == "hint"
    assert where.settings("team/ada.jpg").profile == "corporate"
    assert where.settings("team/founders/ada.png").profile == "slack"  # the later one


def test_photos_with_equal_settings_share_them(write: Write) -> None:
    write("headshot-lint.toml", '[[overrides]]\npaths = ["a*"]\nprofile = "slack"')
    where = resolver()
    assert where.settings("a1.jpg") is where.settings("x/a2.jpg")
    assert where.settings("b.jpg") is not where.settings("a1.jpg")


def test_patterns_match_below_the_files_folder_only(tmp_path: Path, write: Write) -> None:
    file = write("headshot-lint.toml", '[[overrides]]\npaths = ["project/"]\nprofile = "slack"')
    assert file.parent.name == "project"
    assert profile_of("ada.jpg") == "corporate"
    assert profile_of(str(tmp_path / "ada.jpg")) == "corporate"


# Precedence and provenance


def test_call_over_environment_over_override_over_file(write: Write) -> None:
    write(
        "headshot-lint.toml",
        'profile = "slack"\n[[overrides]]\npaths = ["*.jpg"]\nprofile = "teams"',
    )
    environ = {"HEADSHOT_LINT_PROFILE": "github"}
    assert resolver().settings("ada.png").profile == "slack"
    assert resolver().settings("ada.jpg").profile == "teams"
    by_variable = resolver(environ=environ).settings("ada.jpg")
    assert by_variable.profile == "github"
    assert str(by_variable.origin("profile")) == "HEADSHOT_LINT_PROFILE"
    inline = resolver('profile="x"', environ=environ).settings("ada.jpg")
    assert inline.profile == "x"
    assert str(inline.origin("profile")) == '--config profile="x"'
    option = resolver('profile="x"', environ=environ, profile="press").settings("ada.jpg")
    assert (option.profile, str(option.origin("profile"))) == ("press", "--profile")


def test_an_empty_variable_says_nothing(project: Path) -> None:
    assert resolver(environ={"HEADSHOT_LINT_PROFILE": ""}).settings("a").profile == "corporate"
    assert project


def test_variables_are_read_as_their_type(project: Path) -> None:
    environ = {"HEADSHOT_LINT_MIN_SCORE": "80", "HEADSHOT_LINT_PREVIEW": "1"}
    where = resolver(environ=environ)
    assert where.run().min_score.value == 80
    assert where.settings().preview
    with pytest.raises(HeadshotLintError, match=r"HEADSHOT_LINT_JOBS: jobs: .* not 'many'"):
        resolver(environ={"HEADSHOT_LINT_JOBS": "many"})
    assert project


def test_a_variable_names_a_file(write: Write) -> None:
    write("etc/house.toml", 'profile = "slack"')
    environ = {"HEADSHOT_LINT_CONFIG": "etc/house.toml"}
    assert resolver(environ=environ).settings("a").profile == "slack"
    assert resolver(environ=environ, isolated=True).settings("a").profile == "corporate"
    with pytest.raises(HeadshotLintError, match="HEADSHOT_LINT_CONFIG: there is no file 'gone'"):
        resolver(environ={"HEADSHOT_LINT_CONFIG": "gone"})


def test_selection_of_the_call_goes_over_that_of_the_file(write: Write) -> None:
    write("headshot-lint.toml", 'select = ["HL1"]\nignore = ["HL107"]')
    chosen = resolver(**{"extend-select": ("HL203",), "ignore": ("HL10",)}).settings("a").chosen
    assert {code for code, choice in chosen.items() if choice.on} >= {"HL112", "HL203"}
    assert str(chosen["HL101"].origin) == "--ignore"
    assert str(chosen["HL112"].origin) == "headshot-lint.toml:1"
    assert str(chosen["HL702"].origin) == "headshot-lint.toml:1"


def test_settings_for_a_photo_in_the_library(write: Write) -> None:
    write("team/headshot-lint.toml", 'profile = "slack"')
    write("house.toml", 'profile = "github"')
    assert settings_for("team/ada.jpg").profile == "slack"
    assert settings_for(Path("team/ada.jpg"), config="house.toml").profile == "github"


# Mistakes, each with place, key and the nearest name

MISTAKES = {
    'selct = ["HL2"]': ("unknown key 'selct'", "select"),
    'extend_select = ["HL2"]': ("unknown key 'extend_select'", "extend-select"),
    'per-file-ignores = {"a" = ["HL2"]}': ("unknown key 'per-file-ignores'", "[[overrides]]"),
    'select = [\n"HL1",\n"HL9x"]': ("there is no rule, prefix, name or category 'HL9x'", "HL"),
    'ignore = ["head-tiltd"]': ("'head-tiltd'", "head-tilted"),
    'severity = {lightning = "hint"}': ("'lightning'", "lighting"),
    'severity = {HL2 = "info"}': ("severity.HL2: Input should be 'error'", ""),
    "[rules.head-tiltd]\nlimit = 2": ("there is no rule 'head-tiltd'", "head-tilted"),
    "[rules.HL107]\nlimmit = 2": ("HL107 head-tilted has no option 'limmit'", "limit"),
    '[rules.HL107]\nlimit = "much"': ("HL107 option 'limit'", ""),
    "[rules.HL107]\nlimit = 400": ("HL107 option 'limit'", ""),
    "[rules.HL107]\n[rules.head-tilted]": ("which has a table already", ""),
    'severity.HL107 = "hint"\n[rules.head-tilted]\nseverity = "error"': ("given twice", "keep one"),
    'profile = "linkdin"': ("there is no profile 'linkdin'", "linkedin"),
    'profile = "corporate@9"': ("has no edition '9'", "corporate@"),
    "[categories]\nfaces = 2": ("unknown key 'categories.faces'", "'face'"),
    '[[overrides]]\nprofile = "slack"': ("overrides.0.paths: Field required", ""),
    '[[overrides]]\npaths = ["a"]\nexclude = ["b"]': ("unknown key 'overrides.0.exclude'", ""),
    "min-score = 101": ("min-score: Input should be less than or equal to 100", ""),
    'required-version = "new"': ("no version and no range", ""),
    'required-version = ">=99"\nselct = 1': ("headshot-lint >=99 is required, and this is", "pip"),
    "jobs = 0": ("jobs: Input should be greater than or equal to 1", ""),
    "profile = 3": ("profile: Input should be a valid string, not 3", ""),
}


@pytest.mark.parametrize(("text", "told"), MISTAKES.items(), ids=list(MISTAKES))
def test_a_mistake_is_told_with_place_and_nearest_name(
    write: Write, text: str, told: tuple[str, str]
) -> None:
    write("headshot-lint.toml", "\n" + text)
    error = refusal()
    message, hint = told
    assert message in error.message
    assert hint in error.hint
    assert error.message.startswith("headshot-lint.toml:")
    line = int(error.message.split(":")[1])
    assert 2 <= line <= 2 + text.count("\n")


def test_broken_toml_is_told(write: Write) -> None:
    write("headshot-lint.toml", "select = [")
    assert "headshot-lint.toml is no valid TOML" in refusal().message
    write("headshot-lint.toml").write_bytes(b'profile = "\xff"')
    assert "headshot-lint.toml is no valid TOML" in refusal().message


def test_a_byte_order_mark_is_no_mistake(write: Write) -> None:
    write("headshot-lint.toml").write_bytes(b'\xef\xbb\xbfprofile = "slack"')
    assert profile_of("a") == "slack"


@pytest.mark.parametrize("wanted", ["0.1.0", ">=0.1", ">=0.1,<99"])
def test_a_version_that_fits_is_no_mistake(write: Write, wanted: str) -> None:
    write("headshot-lint.toml", f'required-version = "{wanted}"')
    assert profile_of("a") == "corporate"


@pytest.mark.parametrize(
    ("config", "options", "told"),
    [
        (("gone.toml",), {}, "--config: there is no file 'gone.toml'"),
        (("a.toml", "b.toml"), {}, "names 2 files"),
        (("a.toml",), {"isolated": True}, "--isolated reads no configuration file"),
        (("profile=slack",), {}, "no valid TOML"),
        (('selct="x"',), {}, "unknown key 'selct'"),
        ((), {"select": ("HL9",)}, "--select: there is no rule"),
        ((), {"severity": {"HL9": "hint"}}, "--severity: there is no rule"),
    ],
)
def test_mistakes_of_the_call_name_the_option(
    write: Write, config: tuple[str, ...], options: dict[str, object], told: str
) -> None:
    write("a.toml")
    write("b.toml")
    assert told in refusal(*config, **options).message
