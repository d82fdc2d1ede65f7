"""Which configuration file holds for a folder: the nearest upwards, and no other."""

from __future__ import annotations

import tomllib
from pathlib import Path

import platformdirs

from headshot_lint.config.origins import PYPROJECT_TABLE
from headshot_lint.model.errors import HeadshotLintError

NAMES = (".headshot-lint.toml", "headshot-lint.toml", "pyproject.toml")
"""By precedence within one folder."""


def config_in(folder: Path) -> Path | None:
    """Return the configuration file of one folder, if it has one."""
    for name in NAMES:
        file = folder / name
        if file.is_file() and (name != "pyproject.toml" or has_table(file)):
            return file
    return None


def users_own() -> Path | None:
    """Return the user's own configuration file, if there is one."""
    own = user_config()
    return own if own.is_file() else None


def user_config() -> Path:
    """Where a user's own configuration is looked for."""
    return platformdirs.user_config_path("headshot-lint") / "headshot-lint.toml"


def has_table(file: Path) -> bool:
    """Whether a pyproject.toml has the table of headshot-lint."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise HeadshotLintError(f"{file} cannot be read: {error.strerror}") from error
    if PYPROJECT_TABLE[1].encode() not in data:
        return False  # spares the parse, and errors in files that are not ours
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise HeadshotLintError(f"{file} is no valid TOML: {error}") from error
    tool = table.get(PYPROJECT_TABLE[0])
    return isinstance(tool, dict) and PYPROJECT_TABLE[1] in tool
