"""Photos are judged in threads where they are measured, and their reports keep the order."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import cast

import pytest

from headshot_lint.engine.in_turn import in_turn
from headshot_lint.engine.linter import Opened
from headshot_lint.engine.report import PhotoReport


def opened(number: int, seconds: float, told: Callable[[int], None], *, known: bool) -> Opened:
    def judge() -> PhotoReport:
        time.sleep(seconds)
        told(number)
        return cast("PhotoReport", number)

    return Opened(known, judge)


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_reports_come_in_the_order_of_the_photos(jobs: int) -> None:
    seconds = (0.05, 0.0, 0.02, 0.0, 0.01, 0.0, 0.03, 0.0)
    photos = [opened(i, s, lambda _: None, known=i % 3 == 1) for i, s in enumerate(seconds)]
    assert list(in_turn(photos, jobs)) == list(range(len(seconds)))


def test_what_is_known_needs_no_thread_and_what_is_not_gets_one() -> None:
    where: dict[int, int] = {}

    def told(number: int) -> None:
        where[number] = threading.get_ident()

    list(in_turn([opened(i, 0.0, told, known=i < 2) for i in range(4)], jobs=2))
    here = threading.get_ident()
    assert [where[i] == here for i in range(4)] == [True, True, False, False]


def test_few_photos_are_read_before_their_turn() -> None:
    judged: list[int] = []
    ahead: list[int] = []

    def photos() -> Iterator[Opened]:
        for i in range(30):
            ahead.append(i - len(judged))
            yield opened(i, 0.002, judged.append, known=False)

    assert len(list(in_turn(photos(), jobs=2))) == 30
    assert max(ahead) <= 5  # two a thread, and the one that is read now


def test_a_failure_ends_the_run() -> None:
    def broken() -> PhotoReport:
        raise RuntimeError("a bug")

    photos = [Opened(known, broken) for known in (False, True)]
    for photo in photos:
        with pytest.raises(RuntimeError, match="a bug"):
            list(in_turn([photo], jobs=2))
