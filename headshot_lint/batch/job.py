"""A run from sources to Parquet: what is known is passed over, what is done is kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from headshot_lint.batch.item import Item
from headshot_lint.batch.parts import Parts, digest

if TYPE_CHECKING:
    from headshot_lint.batch.rows import Row

VERDICTS = ("pass", "warn", "fail")


class Engine(Protocol):
    """What carries the scorer."""

    def run(
        self, items: Iterator[Item], stopped: Callable[[], bool]
    ) -> Iterator[tuple[Item, Row | None]]:
        """Yield each photo with its row, or with None where its content is the one known."""
        ...


@dataclass
class Tally:
    """Counts of a run.

    Attributes:
        scored: photos with a new row, errors among them.
        kept: photos whose row was there and holds.
        errors: new rows without a verdict.
        broken: new rows for which a rule broke.
        stopped: the run was ended before its sources were.
    """

    scored: int = 0
    kept: int = 0
    errors: int = 0
    broken: int = 0
    verdicts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(VERDICTS, 0))
    rows: int = 0
    stopped: bool = False
    seconds: float = 0.0

    def count(self, row: Row | None) -> None:
        """Take one photo into account."""
        if row is None:
            self.kept += 1
            return
        self.scored += 1
        self.broken += bool(row.get("broken"))
        if row.get("error") is not None:
            self.errors += 1
        else:
            self.verdicts[row["verdict"]] += 1


@dataclass
class Job:
    """Scores photos into an output.

    Args:
        parts: the output.
        judged_by: see `BatchScorer`.
        part_rows, part_s: rows, or seconds, after which a part is written; what is in memory is
            lost where the process is killed, and scored again by the next run.
        stopped: whether the run is to end; asked before every photo.
        progress: called after each photo.
    """

    parts: Parts
    judged_by: str
    part_rows: int = 500
    part_s: float = 30.0
    stopped: Callable[[], bool] = lambda: False
    progress: Callable[[Tally], None] = lambda _tally: None
    tally: Tally = field(default_factory=Tally)
    _rows: list[Row] = field(default_factory=list)
    _written_at: float = 0.0

    def run(self, items: Iterable[Item], engine: Engine) -> Tally:
        """Score what is not known yet.

        However it ends, by an exception too, rows that are there are written.

        Raises:
            HeadshotLintError: a source or the output cannot be used.
        """
        started = self._written_at = time.monotonic()
        with closing(self.parts):
            self.parts.open(self.judged_by)
            try:
                for _, row in engine.run(self._wanted(items), self.stopped):
                    self._add(row)
            finally:
                self.parts.write(self._rows)
                self._rows = []
            self.tally.stopped = self.stopped()
            self.parts.settle(done=not self.tally.stopped)
        self.tally.rows = len(self.parts)
        self.tally.seconds = round(time.monotonic() - started, 3)
        return self.tally

    def _add(self, row: Row | None) -> None:
        if row is not None:
            self._rows.append(row)
        self.tally.count(row)
        waited = time.monotonic() - self._written_at
        if len(self._rows) >= self.part_rows or (self._rows and waited >= self.part_s):
            self.parts.write(self._rows)
            self._rows, self._written_at = [], time.monotonic()
        self.progress(self.tally)

    def _wanted(self, items: Iterable[Item]) -> Iterator[Item]:
        """Photos to be looked at, each once, with what is known of them."""
        seen: set[bytes] = set()
        for item in items:
            key = digest(item.path)
            if key in seen:
                continue
            seen.add(key)
            known = self.parts.known(item.path)
            if known is None:
                yield item
            elif known.etag is not None and known.etag == item.etag:
                self._add(None)  # the store vouches for it: it need not be read
            else:
                yield replace(item, known_sha256=known.sha256)
