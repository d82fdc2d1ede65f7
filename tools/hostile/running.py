"""Running the corpus in a process of its own, which may hang or die without an end to the run."""

from __future__ import annotations

import ctypes
import gc
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from hostile.corpus import SEED, Case, by_hand, case

LIMIT_S = 600.0
"""Wall time after which a file counts as a hang: long, for the machine may be busy with others."""

CPU_LIMIT_S = 30.0
"""Processor time that loading and judging one file may take."""

_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


Depth = Literal["load", "file rules", "all rules"]


@dataclass(frozen=True)
class Outcome:
    """What came of one file.

    Attributes:
        label: of the case.
        result: `read`, `refused: ...`, `hang` or `crash`.
        complaints: what is wrong with it, nothing if it is right.
        cpu_s: processor time for loading and judging.
        peak_mb: most memory of the process meanwhile, resident.
        growth_mb: of that, beyond what it had before.
    """

    label: str
    result: str
    complaints: tuple[str, ...] = ()
    cpu_s: float = 0.0
    peak_mb: float = 0.0
    growth_mb: float = 0.0


@dataclass(frozen=True)
class Order:
    """What to run.

    Attributes:
        size: damaged files.
        seed: of them.
        every: each how-manieth goes through all rules, too; fifty times as many through those on
            files.
        hand_made: whether the files built by hand come first.
    """

    size: int
    seed: int = SEED
    every: int = 400
    hand_made: bool = True

    @property
    def number(self) -> int:
        """How many files there are."""
        return self.size + (len(tuple(by_hand())) if self.hand_made else 0)

    def cases(self, start: int) -> Iterator[tuple[Depth, Case]]:
        """Yield the cases from one on, each with what is done with it."""
        made = list(by_hand()) if self.hand_made else []
        for at in range(start, self.number):
            if at < len(made):
                costly = made[at].expected == "refused" or "largest" in made[at].name
                yield "file rules" if costly else "all rules", made[at]
            else:
                yield self._depth(at), case(at - len(made), self.seed)

    def _depth(self, at: int) -> Depth:
        if at % self.every == 0:
            return "all rules"
        return "file rules" if at % max(self.every // 50, 1) == 0 else "load"


def run(order: Order, limit_s: float = LIMIT_S) -> Iterator[Outcome]:
    """Yield what came of every file; a file that hangs or kills the process is one outcome more."""
    context = get_context("spawn")
    at = 0
    while at < order.number:
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(theirs, order, at), daemon=True)
        process.start()
        theirs.close()
        for outcome in _listen(ours, order, at, limit_s):
            at += 1
            yield outcome
        process.kill()
        process.join()


def _listen(ours: Connection, order: Order, at: int, limit_s: float) -> Iterator[Outcome]:
    while at < order.number:
        try:
            if not ours.poll(limit_s):
                yield _lost(order, at, "hang")
                return
            outcome: Outcome = ours.recv()
        except (EOFError, OSError):
            yield _lost(order, at, "crash")
            return
        at += 1
        yield outcome


def _lost(order: Order, at: int, how: str) -> Outcome:
    _, lost = next(order.cases(at))
    return Outcome(lost.label, how, (f"{how} at number {at}",))


def _work(conn: Connection, order: Order, start: int) -> None:
    from headshot_lint.engine.linter import Linter
    from hostile.verdict import complaints, file_rules

    linters = {"all rules": Linter(), "file rules": file_rules(), "load": None}
    before = 0.0
    for at, (depth, each) in enumerate(order.cases(start)):
        data = each.make()
        if each.label.startswith("by hand") or at % 100 == 0:
            before = _reset_peak()
        began = time.process_time()
        try:
            result, found = complaints(each, data, linters[depth])
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            result, found = "exception", [repr(error)]
        spent, peak = time.process_time() - began, _memory_mb("VmHWM")
        if spent > CPU_LIMIT_S:
            found.append(f"took {spent:.0f} seconds of processor time")
        conn.send(Outcome(each.label, result, tuple(found), spent, peak, peak - before))


def _reset_peak() -> float:
    """Forget the peak of memory so far, where the system can; return what is in use."""
    gc.collect()
    with suppress(OSError, AttributeError):  # what was freed goes back, where the C library can
        ctypes.CDLL(None).malloc_trim(0)
    try:
        _RESET.write_text("5")
    except OSError:
        return 0.0
    return _memory_mb("VmRSS")


def _memory_mb(name: str) -> float:
    try:
        lines = _STATUS.read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name)), 0.0)
