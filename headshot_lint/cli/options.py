"""Groups of options that commands share; those that configuration files know have their keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from headshot_lint.cli.complete import complete_profile, complete_selector
from headshot_lint.model.errors import HeadshotLintError

Command = TypeVar("Command", bound=Callable[..., Any])
Decorator = Callable[[Command], Command]

LEVELS = ("error", "warning", "hint", "off")


def _group(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def _split(
    _ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...] | None:
    """Several values in one, separated by commas; None where the option was not given."""
    parts = [part.strip() for value in values for part in value.split(",")]
    return tuple(parts) if values else None


def _levels(
    _ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]
) -> dict[str, str] | None:
    levels = {}
    for value in values:
        for part in value.split(","):
            selector, separator, level = (piece.strip() for piece in part.partition("="))
            if not separator or level.lower() not in LEVELS:
                raise HeadshotLintError(
                    f"--severity {part!r} names no level"
                    if not separator
                    else f"--severity {part!r}: there is no level {level!r}",
                    hint=f"write RULE=LEVEL, with a level of {', '.join(LEVELS)}",
                )
            levels[selector] = level.lower()
    return levels or None


def _several(name: str, metavar: str, text: str, **more: Any) -> Callable[[Any], Any]:
    return click.option(name, multiple=True, metavar=metavar, callback=_split, help=text, **more)


def _selectors(name: str, text: str) -> Callable[[Any], Any]:
    return _several(name, "RULES", text, shell_complete=complete_selector)


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Photos judged in parallel.  [env: HEADSHOT_LINT_JOBS; default: all cores]",
)

engine_option = click.option(
    "--engine",
    type=click.Choice(["auto", "mediapipe", "onnx"]),
    help="What finds the landmarks of a face.  [env: HEADSHOT_LINT_ENGINE; default: auto]",
)

profile_option = click.option(
    "--profile",
    metavar="NAME",
    shell_complete=complete_profile,
    help="What the photos are for.  [env: HEADSHOT_LINT_PROFILE; default: corporate]",
)

rule_options = _group(
    profile_option,
    _selectors(
        "--select",
        "The rules that judge: codes (HL203), prefixes (HL2), names, categories or ALL, separated "
        "by commas. The most specific wins.",
    ),
    _selectors("--extend-select", "Rules that judge besides those of profile and configuration."),
    _selectors("--ignore", "Rules that do not judge."),
    click.option(
        "--severity",
        multiple=True,
        metavar="RULE=LEVEL",
        callback=_levels,
        help="Level of a rule or group: error, warning, hint or off. May be repeated.",
    ),
    click.option(
        "--preview/--no-preview",
        default=None,
        help="Let rules in preview be chosen.  [env: HEADSHOT_LINT_PREVIEW]",
    ),
)

config_options = _group(
    click.option(
        "--config",
        multiple=True,
        metavar="FILE|KEY=VALUE",
        help="A configuration file in place of those that would be found, or one setting in TOML, "
        "as 'rules.head-tilted.limit=9'. May be repeated.  [env: HEADSHOT_LINT_CONFIG, a file]",
    ),
    click.option("--isolated", is_flag=True, help="Read no configuration file."),
)

team_options = _group(
    click.option(
        "--team/--no-team",
        default=None,
        help="Judge the photos of each folder as a set as well: crop, background, colour, size, "
        "duplicates.",
    ),
    click.option(
        "--roster",
        metavar="FILE",
        help="The names that photos are expected for, as CSV, YAML, JSON or text; implies --team.",
    ),
)

file_options = _group(
    click.option(
        "--files-from",
        metavar="FILE",
        help="Read further paths from a file, or from standard input (-): one a line, or separated "
        "by NUL.",
    ),
    click.option(
        "--stdin-filename", metavar="PATH", help="What to call the photo from standard input."
    ),
    _several("--exclude", "PATTERNS", "What a search of folders passes over, as in .gitignore."),
    _several("--extend-exclude", "PATTERNS", "Patterns besides those of --exclude."),
    click.option(
        "--force-exclude/--no-force-exclude",
        default=None,
        help="Let exclusions hold for photos named one by one as well.",
    ),
    click.option(
        "--respect-gitignore/--no-respect-gitignore",
        default=None,
        help="Pass over what .gitignore names.  [default: respect-gitignore]",
    ),
    click.option(
        "--error-on-empty/--no-error-on-empty",
        default=None,
        help="Exit with 2 where there is no photo to judge.",
    ),
)

isolate_option = click.option(
    "--isolate/--no-isolate",
    default=None,
    help="Decode and measure in processes of their own: a file that hangs or kills its decoder "
    "is a finding, and the run goes on.  [env: HEADSHOT_LINT_ISOLATE; default: no-isolate]",
)

photo_timeout_option = click.option(
    "--photo-timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Time that one photo may take; turns --isolate on.  "
    "[env: HEADSHOT_LINT_PHOTO_TIMEOUT; default: 60 with --isolate]",
)

judging_options = _group(
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "hint", "never"]),
        help="Least severity that makes the exit code 1.  [env: HEADSHOT_LINT_FAIL_ON; "
        "default: error]",
    ),
    click.option(
        "--min-score",
        type=click.FloatRange(0, 100),
        metavar="N",
        help="Score below which a photo makes the exit code 1.  [env: HEADSHOT_LINT_MIN_SCORE]",
    ),
    jobs_option,
    engine_option,
    isolate_option,
    photo_timeout_option,
)

cache_dir_option = click.option(
    "--cache-dir",
    metavar="DIR",
    help="Where the facts of photos are kept.  [env: HEADSHOT_LINT_CACHE_DIR; default: the user's "
    "cache folder]",
)

cache_options = _group(
    click.option(
        "--cache/--no-cache",
        " /-n",
        default=None,
        help="Keep what was measured of photos, and recall it.  [env: HEADSHOT_LINT_CACHE; "
        "default: cache]",
    ),
    cache_dir_option,
)

loudness_options = _group(
    click.option("-q", "--quiet", is_flag=True, help="Print the report and errors, nothing else."),
    click.option(
        "-v",
        "--verbose",
        is_flag=True,
        help="Say on stderr which configuration holds, and where the time goes.",
    ),
)


def given(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options that were given, by key of the configuration schema."""
    said = {name.replace("_", "-"): value for name, value in options.items() if value is not None}
    if "roster" in said:
        if said.get("team") is False:
            raise HeadshotLintError("--roster and --no-team exclude each other")
        said["team"] = {"roster": said.pop("roster")}
    return said
