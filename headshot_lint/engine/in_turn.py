"""Judge photos in threads where that pays, and keep their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Semaphore

from headshot_lint.engine.linter import Opened
from headshot_lint.engine.report import PhotoReport

_READ_AHEAD = 2
"""Photos a thread that are read and wait: enough that none is idle, few enough for the memory."""


def in_turn(photos: Iterable[Opened], jobs: int) -> Iterator[PhotoReport]:
    """Judge photos, and yield their reports in order; up to `jobs` are measured at a time.

    Models run outside of Python's lock, and threads share them; rules run within it. So photos of
    which nothing has to be measured are judged in the thread of the caller.
    """
    if jobs == 1:
        yield from (photo.judge() for photo in photos)
        return
    room = Semaphore(_READ_AHEAD * jobs)
    waiting: deque[Future[PhotoReport]] = deque()
    with ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="headshot-lint") as pool:
        for photo in photos:
            if photo.known:
                waiting.append(_done(photo))
            else:
                room.acquire()
                waiting.append(pool.submit(photo.judge))
                waiting[-1].add_done_callback(lambda _: room.release())
            while waiting and waiting[0].done():
                yield waiting.popleft().result()
        yield from (report.result() for report in waiting)


def _done(photo: Opened) -> Future[PhotoReport]:
    done: Future[PhotoReport] = Future()
    done.set_result(photo.judge())
    return done
