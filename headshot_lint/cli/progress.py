"""A progress bar on stderr, for people only."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WORTH_SHOWING = 3


@contextmanager
def progress_bar(
    total: int, doing: str = "Judging photos"
) -> Iterator[Callable[[object], None] | None]:
    """Yield what to call after each photo; None where nobody watches or little is to do."""
    dumb = os.environ.get("TERM") == "dumb"
    if total < _WORTH_SHOWING or dumb or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=total)
        yield lambda _photo: bar.advance(task)
