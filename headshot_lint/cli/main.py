"""Entry point: a group whose commands are imported when they are called, and the exit codes."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module

import click

from headshot_lint import __version__
from headshot_lint.cli.streams import say
from headshot_lint.model.errors import EXIT_USAGE, HeadshotLintError

# Each command lives in the module of its name; the lines stand here so that `--help` imports none.
COMMANDS = {
    "check": "Judge photos and folders of photos.",
    "annotate": "Draw what was found into one photo.",
    "rank": "Put shots of one sitting in order, with what sets them apart.",
    "best": "Name the best of many shots.",
    "fix": "Mend what needs no new photo.",
    "crop": "Make the best crop of photos for a profile.",
    "batch": "Score many photos into Parquet.",
    "serve": "Judge photos that are sent by HTTP.",
    "mcp": "Offer the check to assistants, as a tool.",
    "gate": "Run a program that renders until a picture passes.",
    "rule": "Explain one rule: why, how it is measured, limits.",
    "rules": "List every rule.",
    "profiles": "List the profiles, or one profile's limits and sources.",
    "cache": "Show or clear the cache of facts.",
    "version": "Print the version; with --verbose, libraries and model hashes.",
    "dev": "For whoever writes rules: start a new one.",
    "completion": "Print the completion script of a shell.",
}


INTERRUPTED = 130  # 128 + SIGINT, as shells report it


class Commands(click.Group):
    """Loads `headshot_lint.cli.<name>.command` on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"headshot_lint.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Point whoever leaves out `check` to it."""
        if args and args[0] not in COMMANDS and os.path.exists(args[0]):  # noqa: PTH110 - no pathlib
            ctx.fail(
                f"There is no command of this name. Did you mean: headshot-lint check {args[0]}"
            )
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="headshot-lint")
def cli() -> None:
    """Judge headshots: what is wrong, by how much, and what to do.

    Exit code: 0 nothing at or above the fail level, 1 findings, 2 usage, configuration, a missing
    path, a crash or a rule that broke.
    """


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code."""
    try:
        # A command returns its exit code; `--help` and `--version` return click's.
        return int(cli.main(list(arguments), prog_name="headshot-lint", standalone_mode=False) or 0)
    except HeadshotLintError as error:
        say("error", error.message, hint=error.hint)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except (KeyboardInterrupt, click.Abort):
        say("error", "interrupted")
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - an uncaught exception would exit with 1, which means findings
        traceback.print_exc()
        say("error", "headshot-lint crashed", hint="this is a bug: please report it with the above")
        return EXIT_USAGE


def main() -> None:
    """Run as a program."""
    # A report is a great many small objects without cycles: looking for some at every 700 objects,
    # as is the default, takes a tenth of a run whose facts are known.
    gc.set_threshold(100_000, 20, 50)
    sys.exit(run(sys.argv[1:]))
