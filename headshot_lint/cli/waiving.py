"""What `check` does with waived findings: the options, the file, and what is said of it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from headshot_lint.cli.report_file import ReportFile
from headshot_lint.cli.streams import say
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.origin import DEFAULT

if TYPE_CHECKING:
    from headshot_lint.config.run_settings import RunSettings
    from headshot_lint.engine.report import Report, StaleSuppression
    from headshot_lint.suppress.changes import Change
    from headshot_lint.suppress.file import SuppressionsFile
    from headshot_lint.suppress.matching import Matching

_NAMED = 3
_BASELINE = "baseline"

_STATES = {
    "unused": ("no longer needed", "--prune-suppressions removes what is not needed"),
    "expired": (
        "expired",
        "mend the photo, or renew the entry: --add-suppressions --reason TEXT --expires DATE",
    ),
    "changed": (
        "void, for the photo was changed",
        "look at it again: --add-suppressions waives what it shows now",
    ),
    "moved": (
        "taken over by a photo that was moved",
        "--prune-suppressions writes the new path",
    ),
}


@dataclass(frozen=True)
class Waiving:
    """What the command line asks for.

    Attributes:
        ignored: no finding is waived.
        add: findings are waived from now on, with `reason` and until `expires`.
        prune: entries that waive nothing are removed.
    """

    ignored: bool = False
    add: bool = False
    prune: bool = False
    reason: str | None = None
    expires: date | None = None
    author: str | None = None

    def __post_init__(self) -> None:
        """Refuse options that contradict each other."""
        if self.ignored and (self.add or self.prune):
            raise HeadshotLintError("--ignore-suppressions excludes adding and pruning them")
        for name in ("reason", "expires", "author"):
            if getattr(self, name) is not None and not self.add:
                raise HeadshotLintError(
                    f"--{name} says something of suppressions that are added",
                    hint="give --add-suppressions as well",
                )
        if self.reason is not None and not self.reason.strip():
            raise HeadshotLintError("--reason is empty", hint="say why the findings are waived")
        if self.expires is not None and self.expires < _today():
            raise HeadshotLintError(
                f"--expires {self.expires} is over", hint="name the last day on which they hold"
            )

    def open(self, run: RunSettings) -> Waivers:
        """Read the file before anything is judged, and try it where it is to be written.

        Raises:
            HeadshotLintError: the file is wrong, or cannot be written.
        """
        from headshot_lint.suppress.file import SuppressionsFile, read_suppressions

        path = Path(run.suppressions.value)
        if self.ignored:
            return Waivers(self, SuppressionsFile(path), None)
        named = run.suppressions.origin != DEFAULT
        file = read_suppressions(path, must_exist=named and not self.add)
        target = ReportFile(str(path)) if self.add or self.prune else None
        return Waivers(self, file, target)


@dataclass(frozen=True)
class Waivers:
    """A suppressions file in use."""

    wish: Waiving
    file: SuppressionsFile
    target: ReportFile | None

    def apply(self, report: Report, *, quiet: bool) -> Report:
        """Return the report with waived findings marked; change the file if that was asked for.

        Raises:
            HeadshotLintError: the file could not be written.
        """
        if self.wish.ignored:
            return report
        from headshot_lint.suppress.matching import Matching

        file = self._changed(Matching(self.file, report, _today()), quiet=quiet)
        marked = Matching(file, report, _today()).applied()
        if not quiet:
            _tell_stale(marked.suppressions)
        return marked

    def _changed(self, matching: Matching, *, quiet: bool) -> SuppressionsFile:
        from headshot_lint.suppress.changes import add, prune

        file = self.file
        if self.wish.prune:
            change = prune(matching)
            self._tell(change, f"{_count(change.removed)} removed", quiet=quiet)
            file = replace(file, entries=change.entries)
            matching = replace(matching, file=file)
        if self.wish.add:
            reason = self.wish.reason or _BASELINE
            change = add(matching, reason, self.wish.expires, self.wish.author)
            self._tell(change, f"{_count(change.added)} added", quiet=quiet)
            if not quiet:
                _tell_unwaivable(matching)
            file = replace(file, entries=change.entries)
        self._write(file)
        return file

    def _write(self, file: SuppressionsFile) -> None:
        """Write the entries, unless they are as before: then the file stays untouched."""
        if self.target is None or file.entries == self.file.entries:
            return
        try:
            self.target.write(file.with_entries(file.entries))
        except OSError as error:
            raise HeadshotLintError(
                f"{file.path} could not be written: {error.strerror or error}",
                hint="it is as it was; free the place and run again",
            ) from error

    def _tell(self, change: Change, done: str, *, quiet: bool) -> None:
        if quiet:
            return
        moved = f", {change.moved} moved" if change.moved else ""
        say("note", f"{done}{moved}: {self.file.path}")
        if change.left_out:
            named = [f"{found.photo} {found.code}" for found in change.left_out]
            say("warning", f"without a file there is nothing to waive: {_listed(named)}")


def waiving_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options on waived findings, which it gets as one argument, `waiving`."""

    @functools.wraps(command)
    def gathered(  # noqa: PLR0913 - click fills one parameter an option
        *args: object,
        ignore_suppressions: bool,
        add_suppressions: bool,
        prune_suppressions: bool,
        reason: str | None,
        expires: datetime | None,
        author: str | None,
        **kwargs: object,
    ) -> int:
        waiving = Waiving(
            ignore_suppressions,
            add_suppressions,
            prune_suppressions,
            reason,
            expires.date() if expires else None,
            author,
        )
        return command(*args, waiving=waiving, **kwargs)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered


_OPTIONS = (
    click.option(
        "--suppressions",
        metavar="FILE",
        help="The file of waived findings.  [env: HEADSHOT_LINT_SUPPRESSIONS; default: "
        ".headshot-lint-suppressions.toml beside the configuration file]",
    ),
    click.option(
        "--add-suppressions",
        is_flag=True,
        help="Waive all findings from now on: write them to the file of --suppressions.",
    ),
    click.option("--reason", metavar="TEXT", help="Why they are waived.  [default: baseline]"),
    click.option(
        "--expires",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        help="The last day on which they are, as 2027-01-31.",
    ),
    click.option("--author", metavar="NAME", help="Who waives them."),
    click.option(
        "--prune-suppressions",
        is_flag=True,
        help="Remove entries that waive nothing; those of moved photos follow them.",
    ),
    click.option("--ignore-suppressions", is_flag=True, help="Waive nothing."),
    click.option(
        "--fail-on-unused-suppressions/--no-fail-on-unused-suppressions",
        default=None,
        help="Exit with 1 where an entry waives nothing: unused, expired, or of a changed photo.",
    ),
)


def _tell_unwaivable(matching: Matching) -> None:
    """Say which findings stay: a waiver holds for the content of a photo, and they have none."""
    named = [f"{found.code} {found.message}" for found in matching.unwaivable]
    if named:
        say(
            "warning",
            f"without a photo there is nothing to waive: {_listed(named)}",
            hint="`allow_missing = true` in [rules.roster-mismatch] lets names be without",
        )


def _tell_stale(stale: tuple[StaleSuppression, ...]) -> None:
    """Say which entries waive nothing, one warning a reason."""
    for state, (words, hint) in _STATES.items():
        named = [
            f"{entry.photo} {entry.code}"
            + (f" (now {', '.join(entry.moved_to)})" if state == "moved" else "")
            + (f" ({entry.expires})" if state == "expired" else "")
            for entry in stale
            if entry.state == state
        ]
        if named:
            verb = "is" if len(named) == 1 else "are"
            message = f"{_count(len(named))} {verb} {words}: {_listed(named)}"
            say("note" if state == "moved" else "warning", message, hint=hint)


def _listed(named: list[str]) -> str:
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    return ", ".join(named[:_NAMED]) + more


def _count(number: int) -> str:
    return f"{number:,} suppression{'' if number == 1 else 's'}"


def _today() -> date:
    """The day in UTC, so that a waiver ends everywhere at once."""
    return datetime.now(UTC).date()
