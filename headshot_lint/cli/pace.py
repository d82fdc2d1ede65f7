"""How a long run goes, on stderr, for people and for logs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from headshot_lint.cli.streams import say

if TYPE_CHECKING:
    from headshot_lint.batch.job import Tally

_FIRST_S, _EVERY_S = 10.0, 30.0


class Pace:
    """Says every half minute how many photos are done: how many there are, nobody knows yet."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._next = self._started + _FIRST_S

    def __call__(self, tally: Tally) -> None:
        """Take note of where the run is."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _EVERY_S
            pace = tally.scored / (now - self._started)
            kept = f", {tally.kept:,} kept" if tally.kept else ""
            errors = f", {tally.errors:,} errors" if tally.errors else ""
            say("note", f"{tally.scored:,} scored{kept}{errors}, {pace:.1f} a second")
