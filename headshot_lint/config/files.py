"""Read configuration files, each with those that it extends."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

from headshot_lint.config.configuration import Configuration
from headshot_lint.config.locate import has_table
from headshot_lint.config.origins import PYPROJECT_TABLE, FileOrigin
from headshot_lint.config.tables import configuration_of, parse_table
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.origin import Origin


def read_config(file: Path, root: Path | None = None) -> Configuration:
    """Return what a configuration file says, over the files that it extends.

    Args:
        file: absolute path of a TOML file.
        root: the folder that its patterns are relative to, its own by default.

    Raises:
        HeadshotLintError: a file is missing, malformed, extends itself, or says what is unknown.
    """
    return _read(file, root or file.parent, ())


def over_extended(
    extend: str | None,
    own: Configuration,
    folder: Path,
    origin: Origin,
    chain: tuple[Path, ...] = (),
) -> Configuration:
    """Return a configuration over the one that it extends, if any."""
    if extend is None:
        return own
    file = Path(os.path.normpath(folder / Path(os.path.expandvars(extend)).expanduser()))
    place = origin.at("extend")
    if file in chain:
        raise HeadshotLintError(
            f"{place}: extend goes round in a circle: "
            + " -> ".join(str(step) for step in (*chain, file))
        )
    if not file.is_file():
        raise HeadshotLintError(
            f"{place}: there is no file {file}", hint="extend is relative to the file it stands in"
        )
    return own.over(_read(file, file.parent, chain))


def _read(file: Path, root: Path, chain: tuple[Path, ...]) -> Configuration:
    origin = FileOrigin.of(file)
    table = parse_table(_table(file), origin)
    own = configuration_of(table, origin, root)
    return over_extended(table.extend, own, file.parent, origin, (*chain, file))


def _table(file: Path) -> dict[str, Any]:
    """The file's table; of a pyproject.toml, that of headshot-lint."""
    try:
        data = file.read_bytes()
    except (OSError, ValueError) as error:  # of paths with a NUL or half a character
        said = getattr(error, "strerror", None) or error
        raise HeadshotLintError(f"{file} cannot be read: {said}") from error
    try:
        table: dict[str, Any] = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise HeadshotLintError(f"{file} is no valid TOML: {error}") from error
    if file.name != "pyproject.toml":
        return table
    if not has_table(file):
        raise HeadshotLintError(
            f"{file} has no table [tool.headshot-lint]", hint="name a file that has one"
        )
    ours = table[PYPROJECT_TABLE[0]][PYPROJECT_TABLE[1]]
    if not isinstance(ours, dict):
        raise HeadshotLintError(f"{file}: tool.headshot-lint is no table")
    return ours
