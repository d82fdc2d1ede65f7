"""What options and environment variables say, in the words of the file schema."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from headshot_lint.config.configuration import Configuration
from headshot_lint.config.files import over_extended
from headshot_lint.config.origins import CommandLine, Environment
from headshot_lint.config.resolve import Said
from headshot_lint.config.tables import configuration_of, parse_table
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.origin import Origin

PREFIX = "HEADSHOT_LINT_"
CONFIG_VARIABLE = f"{PREFIX}CONFIG"
VARIABLES = {
    f"{PREFIX}PROFILE": "profile",
    f"{PREFIX}FAIL_ON": "fail-on",
    f"{PREFIX}MIN_SCORE": "min-score",
    f"{PREFIX}OUTPUT_FORMAT": "output-format",
    f"{PREFIX}JOBS": "jobs",
    f"{PREFIX}ENGINE": "engine",
    f"{PREFIX}SUPPRESSIONS": "suppressions",
    f"{PREFIX}CACHE": "cache",
    f"{PREFIX}CACHE_DIR": "cache-dir",
    f"{PREFIX}PREVIEW": "preview",
    f"{PREFIX}ISOLATE": "isolate",
    f"{PREFIX}PHOTO_TIMEOUT": "photo-timeout",
}
"""Environment variables and the keys that they give; an empty one gives nothing."""


def said(
    options: Mapping[str, Any],
    config: Sequence[str] = (),
    *,
    isolated: bool = False,
    environ: Mapping[str, str] = os.environ,
    cwd: Path | None = None,
) -> Said:
    """Return what options and variables say.

    Args:
        options: what options give, by key of the file schema.
        config: values of `--config`, each a file or `KEY=VALUE` in TOML.
        isolated: no configuration file may be read.
        environ: environment variables.
        cwd: the current folder, which patterns are relative to.

    Raises:
        HeadshotLintError: something is unknown or wrong; the message names option or variable.
    """
    cwd = cwd or Path.cwd()
    files = [text for text in config if _is_file(text)]
    if not files and not isolated and environ.get(CONFIG_VARIABLE):
        files = [environ[CONFIG_VARIABLE]]
        _require(files[0], CONFIG_VARIABLE)
    _check_files(files, isolated=isolated)
    command_line = Configuration()
    for text in config:
        if text not in files:
            command_line = _inline(text, cwd).over(command_line)
    own = CommandLine()
    command_line = configuration_of(parse_table(options, own), own, cwd).over(command_line)
    return Said(
        file=Path(os.path.abspath(files[0])) if files else None,  # noqa: PTH100 - links stay links
        isolated=isolated,
        environment=_environment(environ, cwd),
        command_line=command_line,
    )


def _environment(environ: Mapping[str, str], cwd: Path) -> Configuration:
    given = {key: environ[name] for name, key in VARIABLES.items() if environ.get(name)}
    origin = Environment()
    return configuration_of(parse_table(given, origin), origin, cwd)


def _is_file(text: str) -> bool:
    """Whether a value of --config is a file; a path with `=` that exists is one."""
    return os.path.isfile(text) or "=" not in text  # noqa: PTH113 - may be no valid path


def _check_files(files: Sequence[str], *, isolated: bool) -> None:
    if len(files) > 1:
        raise HeadshotLintError(
            f"--config names {len(files)} files: {', '.join(files)}",
            hint="name one; it may `extend` the other",
        )
    if files and isolated:
        raise HeadshotLintError(
            "--isolated reads no configuration file, and --config names one",
            hint="leave out one of them",
        )
    for file in files:
        _require(file, "--config")


def _require(file: str, place: str) -> None:
    if not Path(file).is_file():
        raise HeadshotLintError(
            f"{place}: there is no file {file!r} (looked in {Path.cwd()})",
            hint="a setting is written KEY=VALUE in TOML: --config 'profile=\"linkedin\"'",
        )


def _inline(text: str, cwd: Path) -> Configuration:
    origin = Origin(f"--config {text}")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        key, _, value = text.partition("=")
        raise HeadshotLintError(
            f"--config {text}: no file of this name, and no valid TOML: {error}",
            hint=f"text stands in quotes: --config '{key.strip()}=\"{value.strip()}\"'",
        ) from error
    parsed = parse_table(table, origin)
    return over_extended(parsed.extend, configuration_of(parsed, origin, cwd), cwd, origin)
