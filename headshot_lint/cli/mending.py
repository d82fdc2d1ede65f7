"""Photos mended from the command line: carried out, written, told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from headshot_lint.cli.streams import say
from headshot_lint.cli.targets import Targets
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.reporters.printable import printable

if TYPE_CHECKING:
    from headshot_lint.config.resolve import Resolver
    from headshot_lint.mend.mended import Left, Mended

unsafe_option = click.option(
    "--unsafe-fixes",
    metavar="NAMES",
    default="",
    help="Fixes to carry out besides, which change how the picture looks: exposure, white-balance, "
    "noise, background-blur, background-plain, separated by commas.",
)
in_place_option = click.option(
    "--in-place", is_flag=True, help="Replace the originals, each in one step."
)
diff_option = click.option(
    "--diff", is_flag=True, help="Say what would be mended, with scores, and write nothing."
)


@dataclass(frozen=True)
class Ways:
    """How photos are mended.

    Attributes:
        unsafe: names of unsafe fixes that are asked for.
        in_place: the originals are replaced.
        diff: nothing is written.
        targets: where new files go.
    """

    unsafe: tuple[str, ...]
    in_place: bool
    diff: bool
    targets: Targets


@dataclass(frozen=True)
class Outcome:
    """What came of one photo.

    Attributes:
        target: the file that holds the mended photo, or would; None where nothing was to be done.
        trouble: why it could not be written.
    """

    photo: str
    mended: Mended
    target: Path | None = None
    trouble: str = ""

    @property
    def written(self) -> bool:
        """Whether the mended photo is there."""
        return self.target is not None and not self.trouble


def names_of(text: str) -> tuple[str, ...]:
    """The names in a list separated by commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def mend_all(resolver: Resolver, photos: Sequence[str], ways: Ways) -> Iterator[Outcome]:
    """Mend photos, several at a time, and yield what came of each, in order.

    Raises:
        HeadshotLintError: a name of an unsafe fix is none, or a photo is no file.
    """
    from headshot_lint.mend.mender import Mender
    from headshot_lint.mend.naming import Naming

    run = resolver.run()
    naming = Naming(in_place=ways.in_place)
    menders = {
        photo: Mender(resolver.settings(photo).resolved, ways.unsafe, naming, run.engine.value)
        for photo in photos
    }

    def mend(photo: str) -> Mended:
        return menders[photo].mend(_bytes_of(photo), photo)

    jobs = min(run.jobs.value or os.cpu_count() or 1, max(len(photos), 1))
    for photo, mended in zip(photos, _in_turn(mend, photos, jobs), strict=True):
        yield _write(photo, mended, ways)


def _in_turn(mend: Callable[[str], Mended], photos: Sequence[str], jobs: int) -> Iterator[Mended]:
    if jobs == 1:
        yield from map(mend, photos)
        return
    with ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="headshot-lint") as pool:
        yield from pool.map(mend, photos)


def _bytes_of(photo: str) -> bytes:
    from headshot_lint.model.errors import NO_PHOTO, Unreadable
    from headshot_lint.photo import LoadLimits
    from headshot_lint.photo.source import read_bytes

    try:
        return read_bytes(photo, LoadLimits())
    except Unreadable as refusal:
        if refusal.fault in NO_PHOTO:
            raise HeadshotLintError(f"{photo!r} {refusal.reason}", refusal.hint) from refusal
        return b""


def _write(photo: str, mended: Mended, ways: Ways) -> Outcome:
    from headshot_lint.mend.writing import write_whole

    if not mended.changed:
        return Outcome(photo, mended)
    name = Path(mended.name)
    target = Path(photo) if ways.in_place else (ways.targets.folder or name.parent) / name.name
    if ways.diff:
        return Outcome(photo, mended, target)
    try:
        if not ways.in_place:
            ways.targets.require_free(target, mended.data)
        write_whole(target, mended.data)
    except HeadshotLintError as error:
        say("error", error.message, hint=error.hint)
        return Outcome(photo, mended, target, error.message)
    return Outcome(photo, mended, target)


def told(outcome: Outcome, *, diff: bool) -> str:
    """What came of a photo, in lines for people."""
    mended, name = outcome.mended, printable(outcome.photo)
    if mended.after is None or mended.before is None:
        return f"✗ {name}: cannot be read\n"
    score = f"score {mended.before.score:g} → {mended.after.score:g}"
    if outcome.target is None:
        head = f"· {name}: nothing to mend · score {mended.after.score:g}"
    elif outcome.trouble:
        head = f"✗ {name}: not written"
    else:
        verb = "would become" if diff else "→"
        head = f"✓ {name} {verb} {printable(str(outcome.target))} · {score}"
    return "\n".join([head, *_details(mended)]) + "\n"


def _details(mended: Mended) -> Iterator[str]:
    for step in mended.steps:
        rules = ", ".join(f"{code} {name}" for code, name in step.mended)
        about = f" ({rules})" if rules else ""
        yield f"    + {step.fix}: {step.does}{about} · {step.before:g} → {step.after:g}"
    for one in mended.declined:
        yield f"    - {one.fix or 'all fixes'}: not kept. {printable(one.reason)}"
    for note in mended.notes:
        yield f"    {printable(note)}"
    for left in mended.left:
        yield f"    {_REMEDIES[left.remedy]} {left.code} {left.name}: {printable(_advice(left))}"


_REMEDIES = {"reshoot": "reshoot", "unsafe-fix": "look at", "declined": "left   "}


def _advice(left: Left) -> str:
    if left.remedy == "unsafe-fix":
        return f"{left.message} → {left.advice} Or try --unsafe-fixes {left.fix}."
    return f"{left.message} → {left.advice}" if left.advice else left.message


def plain(outcomes: Iterable[Outcome]) -> dict[str, object]:
    """The same for programs."""
    return {"schema": 1, "photos": [_plain(outcome) for outcome in outcomes]}


def _plain(outcome: Outcome) -> dict[str, Any]:
    mended = outcome.mended
    before, after = mended.before, mended.after
    return {
        "path": outcome.photo,
        "changed": mended.changed,
        "target": None if outcome.target is None else str(outcome.target),
        "trouble": outcome.trouble or None,
        "score_before": None if before is None else before.score,
        "score_after": None if after is None else after.score,
        "categories_before": {} if before is None else dict(before.categories),
        "categories_after": {} if after is None else dict(after.categories),
        "steps": [
            {
                "fix": step.fix,
                "does": step.does,
                "mended": [code for code, _ in step.mended],
                "score_before": step.before,
                "score_after": step.after,
            }
            for step in mended.steps
        ],
        "declined": [{"fix": one.fix, "reason": one.reason} for one in mended.declined],
        "left": [vars(left) for left in mended.left],
        "notes": list(mended.notes),
    }
