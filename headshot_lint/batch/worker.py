"""What a worker process does: it scores what it is given until its driver is gone."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from headshot_lint.batch.scorer import BatchScorer

READY = "ready"


def work(connection: Connection, scorer: BatchScorer) -> None:
    """Answer each item with its row, or with None where nothing changed.

    Ctrl-C reaches all processes of a terminal: the driver decides what it means. Where the driver
    dies, the connection breaks, and the worker ends.
    """
    import cv2

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)  # the other cores have workers of their own
    try:
        connection.send(READY)
        while True:
            connection.send(scorer.score(connection.recv()))
    except (EOFError, OSError):
        return
