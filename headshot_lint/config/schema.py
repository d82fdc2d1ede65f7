"""What a configuration file may say."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from headshot_lint.engine.profile import RuleSetting, Shape
from headshot_lint.engine.select import Level
from headshot_lint.model.verdict import Category

FailOn = Literal["error", "warning", "hint", "never"]
Engine = Literal["auto", "mediapipe", "onnx"]


def kebab(name: str) -> str:
    """The key of a field: words joined by hyphens, as ruff writes them."""
    return name.replace("_", "-")


class _Table(BaseModel):
    # Fields are described in `Field`: docstrings below them would be read from the source, with
    # `inspect`, at every start of the program.
    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=kebab)


class Judging(_Table):
    """What may be said of all photos, and of some of them in an override."""

    profile: str | None = Field(
        default=None,
        description="What the photos are for: a profile, as `linkedin`, or its edition, as "
        "`corporate@1`.",
    )

    select: tuple[str, ...] | None = Field(
        default=None,
        description="The rules that judge, in place of the profile's choice: codes (`HL203`), "
        "prefixes (`HL2`), names (`uneven-light`), categories (`lighting`) or `ALL`. The most "
        "specific selector wins.",
    )

    extend_select: tuple[str, ...] = Field(
        default=(), description="Rules that judge besides those chosen already."
    )

    ignore: tuple[str, ...] = Field(default=(), description="Rules that do not judge.")

    severity: dict[str, Level] = Field(
        default={},
        description="Level by selector: `error`, `warning`, `hint` or `off`. A level on a single "
        "rule switches it on; a level on a group regrades those of its rules that are on.",
    )

    shape: Shape | None = Field(
        default=None,
        description="The outline in which the photo is shown, where it differs from the "
        "profile's: `circle` or `square`.",
    )

    rules: dict[str, RuleSetting] = Field(
        default={},
        description="One table a rule, by name or code: its options, and `severity` and `points`.",
    )


class Override(Judging):
    """What holds for some of the photos."""

    paths: tuple[str, ...] = Field(
        min_length=1,
        description="The photos meant: patterns of .gitignore, relative to the folder of the file.",
    )


TeamBy = Literal["folder", "all"]


class RosterColumns(_Table):
    """Which columns or keys of a roster hold what, where their names do not tell."""

    name: str | None = Field(default=None, description="The whole name.")

    given: str | None = Field(default=None, description="The given name, where it stands apart.")

    family: str | None = Field(default=None, description="The family name, where it stands apart.")

    photo: str | None = Field(default=None, description="The photo's file name or path.")

    handle: str | None = Field(default=None, description="A user name or an e-mail address.")


class Team(_Table):
    """The photos that are judged as a set as well, by the rules HL8."""

    by: TeamBy | None = Field(
        default=None,
        description="What makes a team: `folder`, the photos of each folder, or `all`, all "
        "photos that this file holds for.",
    )

    paths: tuple[str, ...] = Field(
        default=(),
        description="The photos that belong to a team: patterns of .gitignore, relative to the "
        "folder of the file; without any, all.",
    )

    roster: str | None = Field(
        default=None,
        description="A list of the names that photos are expected for: a CSV, YAML, JSON or text "
        "file, relative to the folder of the file.",
    )

    columns: RosterColumns = Field(
        default=RosterColumns(), description="Which columns of the roster hold what."
    )


class ConfigFile(Judging):
    """A configuration file: `.headshot-lint.toml`, `headshot-lint.toml`, or the table
    `[tool.headshot-lint]` of `pyproject.toml`.
    """  # noqa: D205 - the schema shows all of it

    required_version: str | None = Field(
        default=None,
        description="The versions of headshot-lint that may read this file, as `>=0.1,<0.2` or "
        "`0.1.0`.",
    )

    extend: str | None = Field(
        default=None,
        description="Another configuration file, relative to this one, that this one goes over. "
        "Nothing is merged without it.",
    )

    team: bool | Team | None = Field(
        default=None,
        description="Whether photos are judged as a set as well: `true`, or a table that says "
        "which.",
    )

    preview: bool | None = Field(
        default=None, description="Whether rules in preview may be chosen."
    )

    categories: dict[Category, Annotated[float, Field(ge=0)]] = Field(
        default={},
        description="Weights of the categories in the score, where they differ from the profile's.",
    )

    overrides: tuple[Override, ...] = Field(
        default=(),
        description="What holds for some of the photos; of several that match, the later goes "
        "over the earlier.",
    )

    exclude: tuple[str, ...] | None = Field(
        default=None,
        description="Patterns of .gitignore, relative to this file's folder, of what a search of "
        "folders passes over; they replace the defaults.",
    )

    extend_exclude: tuple[str, ...] = Field(
        default=(), description="Patterns besides those of `exclude`."
    )

    force_exclude: bool | None = Field(
        default=None,
        description="Whether exclusions hold for photos named one by one as well, as a commit "
        "hook needs it.",
    )

    respect_gitignore: bool | None = Field(
        default=None, description="Whether a search of folders passes over what .gitignore names."
    )

    fail_on: FailOn | None = Field(
        default=None, description="The least severity that makes the exit code 1."
    )

    min_score: Annotated[float, Field(ge=0, le=100)] | None = Field(
        default=None, description="The score below which a photo makes the exit code 1."
    )

    suppressions: Annotated[str, Field(min_length=1)] | None = Field(
        default=None, description="The file of waived findings, relative to this file."
    )

    fail_on_unused_suppressions: bool | None = Field(
        default=None,
        description="Whether an entry of that file which waives nothing makes the exit code 1.",
    )

    error_on_empty: bool | None = Field(
        default=None, description="Whether a run that finds no photo exits with 2."
    )

    output_format: str | None = Field(
        default=None, description="The format of the report, as `--output-format` takes it."
    )

    jobs: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="Photos judged in parallel."
    )

    cache: bool | None = Field(
        default=None,
        description="Whether what was measured of a photo is kept and recalled. Verdicts are not "
        "kept: rules judge the facts at every run.",
    )

    cache_dir: Annotated[str, Field(min_length=1)] | None = Field(
        default=None,
        description="The folder of the cache, relative to this file; `~` and variables are "
        "filled in.",
    )

    engine: Engine | None = Field(default=None, description="What finds the landmarks of a face.")

    isolate: bool | None = Field(
        default=None,
        description="Whether `check` and `serve` decode and measure photos in processes of their "
        "own, so that a file that hangs or kills its decoder is a finding (HL001) and the run goes "
        "on. Other commands do not.",
    )

    photo_timeout: Annotated[float, Field(gt=0)] | None = Field(
        default=None,
        description="Seconds that one photo may take there; turns `isolate` on.",
    )
