"""`check --fix`: photos are mended before they are judged."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from headshot_lint.cli.mending import (
    Ways,
    diff_option,
    in_place_option,
    mend_all,
    names_of,
    told,
    unsafe_option,
)
from headshot_lint.cli.streams import say
from headshot_lint.cli.targets import Targets, require_files
from headshot_lint.model.errors import HeadshotLintError

if TYPE_CHECKING:
    from headshot_lint.cli.task import Task


@dataclass(frozen=True)
class Fixing:
    """What the command line asks of `check` about fixes.

    Attributes:
        fix: photos are mended, and what was mended is judged in their place.
        diff: it is only said what would be mended.
        unsafe: names of unsafe fixes, separated by commas.
        folder: where mended photos go; None for beside their originals.
    """

    fix: bool = False
    diff: bool = False
    unsafe: str = ""
    in_place: bool = False
    folder: str | None = None

    @property
    def asked(self) -> bool:
        """Whether anything is to be mended, or said about it."""
        return self.fix or self.diff

    def require_sense(self, *, watch: bool) -> None:
        """Refuse options that exclude each other.

        Raises:
            HeadshotLintError: some do.
        """
        if (self.unsafe or self.in_place or self.folder) and not self.asked:
            raise HeadshotLintError(
                "--unsafe-fixes, --in-place and --fix-dir say how to mend",
                hint="add --fix, or --diff to see what it would do",
            )
        if self.in_place and self.folder:
            raise HeadshotLintError("--in-place and --fix-dir exclude each other")
        if watch and self.asked:
            raise HeadshotLintError("--watch and --fix exclude each other")

    def mend(self, task: Task) -> Task:
        """Mend the photos of a run, say so on stderr, and return the run on what they became.

        Raises:
            HeadshotLintError: one of the files could not be written.
        """
        photos = task.photos.paths
        require_files(photos, "check --fix")
        if task.resolver.run().isolate.value and not task.quiet:
            say(
                "warning",
                "photos are mended in this process, where --isolate protects nothing",
                hint="judge photos by strangers without --fix, and mend those that pass HL001",
            )
        targets = Targets.of(self.folder, overwrite=False, photos=photos)
        ways = Ways(names_of(self.unsafe), self.in_place, not self.fix, targets)
        became: dict[str, str] = {}
        trouble = ""
        for outcome in mend_all(task.resolver, photos, ways):
            if outcome.target is not None and not task.quiet:
                click.echo(told(outcome, diff=not self.fix), err=True, nl=False)
            trouble = trouble or outcome.trouble
            if outcome.written and self.fix:
                became[outcome.photo] = str(outcome.target)
        if trouble:
            raise HeadshotLintError(f"not all photos could be mended: {trouble}")
        paths = tuple(sorted({became.get(photo, photo) for photo in photos}))
        return replace(task, photos=replace(task.photos, paths=paths))


_OPTIONS = (
    click.option(
        "--fix",
        is_flag=True,
        help="Mend photos first, and judge what they became: see `headshot-lint fix`.",
    ),
    diff_option,
    unsafe_option,
    in_place_option,
    click.option(
        "--fix-dir",
        metavar="DIR",
        help="The folder for mended photos.  [default: beside each photo]",
    ),
)


def fixing_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of this module, which it gets as one argument, `fixing`."""

    @functools.wraps(command)
    def gathered(
        *args: object,
        fix: bool,
        diff: bool,
        unsafe_fixes: str,
        in_place: bool,
        fix_dir: str | None,
        **kwargs: object,
    ) -> int:
        fixing = Fixing(fix, diff, unsafe_fixes, in_place, fix_dir)
        return command(*args, fixing=fixing, **kwargs)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered
