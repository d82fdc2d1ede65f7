"""`headshot-lint completion`: the script that teaches a shell to complete."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from headshot_lint.cli.streams import put

PROGRAM = "headshot-lint"
VARIABLE = "_HEADSHOT_LINT_COMPLETE"
"""The variable by which the script asks; click derives it from the program's name."""


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print the completion script of a shell.

    \b
    bash: headshot-lint completion bash >> ~/.bashrc
    zsh:  headshot-lint completion zsh >> ~/.zshrc
    fish: headshot-lint completion fish > ~/.config/fish/completions/headshot-lint.fish
    """  # noqa: D301 - click's mark for lines that it must not fill
    from headshot_lint.cli.main import cli

    script = get_completion_class(shell)
    if script is None:  # pragma: no cover - click knows all three
        raise ValueError(f"click has no completion for {shell}")
    # `source()` would also warn of an old bash; the script of click works from 4.4 on.
    comp = script(cli, {}, PROGRAM, VARIABLE)
    put(comp.source_template % comp.source_vars())
    return 0
