"""Where the time of a run went, as a table."""

from __future__ import annotations

from headshot_lint.cli.table import table
from headshot_lint.model.clock import Clock

_SHOWN_S = 0.0005
"""Less than half a millisecond rounds to nothing."""


def timings(clock: Clock, seconds: float) -> str:
    """Return the time of each analyser and rule, the longest first.

    Times add up over photos that are judged in parallel, so their sum may exceed the run's.
    """
    rows = [
        (f"{lap.seconds:9.3f} s", f"{lap.calls:5d} x", kind, name)
        for (kind, name), lap in clock.laps.items()
        if lap.seconds >= _SHOWN_S
    ]
    total = sum(lap.seconds for lap in clock.laps.values())
    head = f"time: {seconds:.3f} s for the run, {total:.3f} s of work\n"
    return head + (table(rows, indent=2) if rows else "")
