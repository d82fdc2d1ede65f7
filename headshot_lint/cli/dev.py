"""`headshot-lint dev`: for whoever writes rules."""

from __future__ import annotations

from pathlib import Path

import click

from headshot_lint.cli.streams import put
from headshot_lint.model.errors import HeadshotLintError


@click.group("dev")
def command() -> None:
    """For whoever writes rules."""


@command.command("new-rule")
@click.argument("code")
@click.argument("name")
@click.option(
    "--pack",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Start the rule in a pack of your own, a package beside headshot-lint; the folder and the "
    "package are made where they are not there.",
)
def new_rule(code: str, name: str, pack: Path | None) -> int:
    """Start a rule: its module, its folder of pictures and its test.

    CODE is as HL114: the letters of the pack, a digit for the category and two more; the digit 8 is
    that of rules which compare the photos of a team. NAME says what is wrong in the photo, as
    head-tilted. Nothing that is there is written over. The tests then say
    what is left to fill in.
    """
    from headshot_lint.cli.scaffold import files_here, files_of_pack
    from headshot_lint.cli.scaffold import new_rule as checked

    rule = checked(code, name, of_a_pack=pack is not None)
    wanted = files_here(rule, Path.cwd()) if pack is None else files_of_pack(rule, pack.resolve())
    _write(wanted)
    put(_report(wanted, pack))
    return 0


def _write(wanted: dict[Path, str]) -> None:
    """Write all files or, where one is there, none."""
    there = [path for path in wanted if path.exists()]
    if there:
        raise HeadshotLintError(
            f"{_shown(there[0])} is there already", hint="nothing was written; take another name"
        )
    for path, text in wanted.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise HeadshotLintError(
                f"{_shown(path)} cannot be written: {error.strerror or error}"
            ) from error


def _report(wanted: dict[Path, str], pack: Path | None) -> str:
    written = "".join(f"written: {_shown(path)}\n" for path in wanted)
    return written + (_NEXT_HERE if pack is None else _NEXT_IN_A_PACK.format(pack=_shown(pack)))


def _shown(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


_NEXT_HERE = """
Next:
1. Write the sentences of the docstring and what `check` measures.
2. Put pictures beside case.toml, made by a recipe in tools/fixture_recipes_*.py, and say in it what
   is to be seen.
3. Run pytest tests/test_contract.py tests/test_fixtures.py, which says what is left;
   UPDATE_SNAPSHOTS=1 pytest tests/test_rule_examples.py, which keeps what the rule says for its
   page; and make generate test lint.
"""

_NEXT_IN_A_PACK = """
Next:
1. pip install -e {pack} --group {pack}/pyproject.toml:test
2. Write the sentences of the docstring and what `check` measures.
3. Put pictures beside case.toml, and say in it what is to be seen.
4. Run pytest in {pack}, which says what is left.
"""
