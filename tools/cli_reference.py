"""docs/cli.md: every command, argument and option, as click knows them.

Read are the declarations and not the help text, whose form changes between click's releases.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click
from shipped import ROOT

from headshot_lint.cli.main import COMMANDS, cli
from headshot_lint.model.errors import EXIT_FINDINGS, EXIT_USAGE

CLI = ROOT / "docs/cli.md"

_HEAD = f"""<!-- Written by tools/generate.py. -->

# Command line

`headshot-lint COMMAND --help` prints the same.

| command | what it does |
|---|---|
%s

| exit code | meaning |
|---|---|
| 0 | nothing at or above the fail level (`--fail-on`, by default `error`) |
| {EXIT_FINDINGS} | findings at or above it |
| {EXIT_USAGE} | wrong usage or configuration, a missing path, a crash, or a rule that broke |

Options that configuration files know are explained in [Configuration](configuration.md), formats in
[Output formats](formats.md).
"""


def cli_reference() -> str:
    """The whole page."""
    rows = [f"| [`{name}`](#headshot-lint-{name}) | {text} |" for name, text in COMMANDS.items()]
    parts = [_HEAD % "\n".join(rows)]
    root = click.Context(cli, info_name="headshot-lint")
    for name in COMMANDS:
        command = cli.get_command(root, name)
        if command is not None:
            parts += _sections(command, click.Context(command, parent=root, info_name=name), 2)
    return "\n".join(parts)


def _sections(command: click.Command, context: click.Context, depth: int) -> Iterator[str]:
    usage = " ".join([context.command_path, *_usage(command)])
    yield f"{'#' * depth} {context.command_path}\n\n```text\n{usage}\n```\n"
    yield _paragraphs(command.help or "") + "\n"
    options = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
    if options:
        rows = [f"| {_names(option)} | {_meaning(option)} |" for option in options]
        yield "\n".join(["| option | meaning |", "|---|---|", *rows]) + "\n"
    if isinstance(command, click.Group):
        for name, sub in command.commands.items():
            inner = click.Context(sub, parent=context, info_name=name)
            yield from _sections(sub, inner, depth + 1)


def _usage(command: click.Command) -> Iterator[str]:
    if any(isinstance(param, click.Option) for param in command.params):
        yield "[OPTIONS]"
    for param in command.params:
        if isinstance(param, click.Argument):
            choices = param.type.choices if isinstance(param.type, click.Choice) else ()
            name = "|".join(map(str, choices)) or (param.metavar or str(param.name).upper())
            name += "..." if param.nargs < 0 else ""
            yield name if param.required else f"[{name}]"
    if isinstance(command, click.Group):
        yield "COMMAND"


def _paragraphs(text: str) -> str:
    """The help text, filled, but for the lines that click's mark keeps as they are."""
    parts = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(
        f"```text\n{part.strip()[1:].strip()}\n```"
        if part.strip().startswith("\b")
        else " ".join(part.split())
        for part in parts
    )


def _names(option: click.Option) -> str:
    """The spellings and the value, as `-o`, `--output-file PATH`."""
    names = [name for name in (*option.opts, *option.secondary_opts) if name.strip()]
    value = _value(option)
    return ", ".join(f"`{name}`" for name in names) + (f" `{value}`" if value else "")


def _value(option: click.Option) -> str:
    """What the option takes; nothing where it is a flag."""
    if option.is_flag or option.count:
        return ""
    return option.metavar or ("" if isinstance(option.type, click.Choice) else "TEXT")


def _meaning(option: click.Option) -> str:
    parts = [" ".join((option.help or "").split())]
    if isinstance(option.type, click.Choice):
        parts.append("One of " + ", ".join(f"`{choice}`" for choice in option.type.choices) + ".")
    if option.show_default and option.default is not None and not option.is_flag:
        parts.append(f"[default: {option.default}]")
    return " ".join(part for part in parts if part).replace("|", r"\|")
