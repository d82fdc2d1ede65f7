"""The local engine: worker processes that are replaced when they die, and photos that kill them."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from headshot_lint.batch.rows import error_row
from headshot_lint.batch.worker import READY, work
from headshot_lint.model.errors import HeadshotLintError

if TYPE_CHECKING:
    from headshot_lint.batch.item import Item
    from headshot_lint.batch.rows import Row
    from headshot_lint.batch.scorer import BatchScorer

Answer = tuple["Item", "Row | None"]

_IN_HAND = 2
"""Photos that a worker has at a time: one that it judges, one so that it need not wait."""
_TRIES = 2
"""Workers that a photo may kill: the first may have died of something else."""
_STARTS = 3
"""Workers in a row that may die before they are ready."""
_TICK_S = 0.5
_LAST_WORDS_S = 2.0
"""Time for a worker whose connection broke to say why."""


class WorkerDiedError(Exception):
    """A photo ended the process that judged it, twice."""


class Worker:
    """One worker process, as its driver sees it."""

    def __init__(self, scorer: BatchScorer) -> None:
        # A forked process would inherit locks of threads that it lacks.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, scorer), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.given: deque[Item] = deque()
        self.since = time.monotonic()

    def give(self, item: Item) -> None:
        """Hand a photo over; of a worker that is dead this is found when it is waited for."""
        if not self.given:
            self.since = time.monotonic()
        self.given.append(item)
        try:
            self.connection.send(item)
        except OSError:
            self.end()

    def take(self) -> Answer:
        """The answer to the photo that was given first."""
        row = self.connection.recv()
        self.since = time.monotonic()
        return self.given.popleft(), row

    def end(self) -> None:
        """End it now, whatever it does."""
        self.process.kill()
        self.process.join()


class Crew:
    """Worker processes that score photos, each two at a time, in any order.

    Args:
        jobs: how many processes.
        timeout_s: time after which a photo is given up, and its process with it.
    """

    def __init__(self, scorer: BatchScorer, *, jobs: int, timeout_s: float = 300.0) -> None:
        self._scorer, self._jobs, self._timeout_s = scorer, jobs, timeout_s
        self._workers: list[Worker] = []
        self._again: deque[Item] = deque()
        self._killed: Counter[str] = Counter()
        self._failed_starts = 0

    def run(self, items: Iterator[Item], stopped: Callable[[], bool]) -> Iterator[Answer]:
        """Yield each photo with its row as it is done.

        Args:
            items: taken one by one, as workers get free.
            stopped: asked before each; once it says yes, what is in hand is finished.

        Raises:
            HeadshotLintError: no worker can be started.
        """
        try:
            while self._feed(items, stopped):
                yield from self._collect()
        finally:
            for worker in self._workers:
                worker.end()
            self._workers.clear()

    def _feed(self, items: Iterator[Item], stopped: Callable[[], bool]) -> bool:
        """Give every worker something to do; returns whether any has."""
        for round_ in range(1, _IN_HAND + 1):
            for number in range(self._jobs):
                item = None if stopped() else self._next(items)
                if item is None:
                    return any(worker.given for worker in self._workers)
                if number == len(self._workers):
                    self._workers.append(Worker(self._scorer))
                if len(self._workers[number].given) < round_:
                    self._workers[number].give(item)
                else:
                    self._again.appendleft(item)
        return True

    def _next(self, items: Iterator[Item]) -> Item | None:
        return self._again.popleft() if self._again else next(items, None)

    def _collect(self) -> Iterator[Answer]:
        """Take what is there, wait a little where nothing is."""
        by_connection = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(by_connection), timeout=_TICK_S):
            worker = by_connection[connection]  # type: ignore[index]  # only connections are waited for
            try:
                if worker.ready:
                    yield worker.take()
                else:
                    worker.ready = worker.connection.recv() == READY
                    worker.since, self._failed_starts = time.monotonic(), 0
            except (EOFError, OSError):
                worker.process.join(_LAST_WORDS_S)
                yield from self._bury(worker, "the process that judged it died")
        late = time.monotonic() - self._timeout_s
        for worker in [w for w in self._workers if w.given and w.since < late]:
            worker.end()
            yield from self._bury(worker, f"not judged within {self._timeout_s:g} s")

    def _bury(self, worker: Worker, reason: str) -> Iterator[Answer]:
        """Put a dead worker's photos back; one that has killed two is given up."""
        worker.end()
        self._workers.remove(worker)
        held = worker.given
        if worker.ready and held:
            suspect = held[0]
            self._killed[suspect.path] += 1
            if self._killed[suspect.path] >= _TRIES:
                held.popleft()
                row = error_row(suspect, WorkerDiedError(f"{reason}, {_TRIES} times"))
                yield suspect, self._scorer.signed(row)
        elif not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= _STARTS:
                raise HeadshotLintError(
                    f"worker processes end as they start (exit code {worker.process.exitcode})",
                    hint="is there memory enough? Each takes some 400 MB: see --jobs",
                )
        self._again.extendleft(reversed(held))
