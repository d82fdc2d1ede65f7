"""Options that whoever knows ruff or ESLint tries are there, as docs/configuration.md promises."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from headshot_lint.cli.main import COMMANDS

DOCUMENT = (Path(__file__).parents[2] / "docs/configuration.md").read_text(encoding="utf-8")
TABLE = DOCUMENT.partition("\n## Coming from ruff or ESLint\n")[2].partition("\n## ")[0]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TABLE.splitlines()
    if line.startswith("|") and not line.startswith("|-")
][1:]
FLAG = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")

# Options of `ruff check` that mean something for photos; those that mend or read code do not.
OF_RUFF_CHECK = {
    "--output-format", "--output-file", "--watch", "--select", "--ignore", "--extend-select",
    "--preview", "--config", "--isolated", "--exclude", "--extend-exclude", "--force-exclude",
    "--respect-gitignore", "--no-respect-gitignore", "--no-cache", "--cache-dir", "--exit-zero",
    "--stdin-filename", "--show-files", "--show-settings", "--statistics", "--verbose", "--quiet",
    "--help", "-w", "-o", "-n", "-v", "-q", "-h",
}  # fmt: skip


def flags(name: str) -> set[str]:
    command: click.Command = import_module(f"headshot_lint.cli.{name}").command
    options = [param for param in command.params if isinstance(param, click.Option)]
    return {flag for option in options for flag in (*option.opts, *option.secondary_opts)}


ALL = {name: flags(name) | {"--help", "-h"} for name in COMMANDS}


def test_the_table_is_read() -> None:
    assert len(ROWS) > 25
    assert all(len(row) == 3 for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[2][:40] for row in ROWS])
def test_what_the_table_promises_exists(row: list[str]) -> None:
    ruff, _, ours = row
    # After "as" stands what others call it.
    promised = FLAG.findall(re.sub(r"as `--cache-strategy content`", "", ours))
    if re.match(r"(the same|as ruff)", ours):
        promised += FLAG.findall(ruff)
    for flag in promised:
        assert any(flag in known for known in ALL.values()), flag
    for command in re.findall(r"headshot-lint ([a-z]+)", ours):
        assert command in COMMANDS


@pytest.mark.parametrize("flag", sorted(OF_RUFF_CHECK))
def test_what_ruff_check_calls_so_is_called_so_here(flag: str) -> None:
    assert flag in ALL["check"]
