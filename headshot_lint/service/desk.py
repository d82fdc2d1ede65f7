"""Where photos wait for a worker, and where requests are turned away when too many do."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING

from headshot_lint.engine.linter import Linter
from headshot_lint.engine.settings import Settings, make_settings
from headshot_lint.model.errors import HeadshotLintError, Unreadable
from headshot_lint.photo import LoadLimits
from headshot_lint.service.caps import Caps
from headshot_lint.service.problems import Problem

if TYPE_CHECKING:
    from headshot_lint.analyse.view import LandmarkEngine
    from headshot_lint.engine.isolation import Isolation
    from headshot_lint.engine.report import Report

_SETTINGS_KEPT = 64
_FIRST_GUESS_S = 0.3


class Desk:
    """Judges photos in threads: models run outside of Python's lock.

    Args:
        settings: where a request says nothing else.
        landmarks: what finds landmarks.
        isolation: workers that decode and measure; the caller ends them.
    """

    def __init__(
        self,
        caps: Caps,
        settings: Settings,
        landmarks: LandmarkEngine = "auto",
        isolation: Isolation | None = None,
    ) -> None:
        self.caps = caps
        self._settings, self._landmarks, self._isolation = settings, landmarks, isolation
        self._threads = ThreadPoolExecutor(caps.workers, thread_name_prefix="headshot-serve")
        self._linters = lru_cache(_SETTINGS_KEPT)(self._linter)
        self._seconds = _FIRST_GUESS_S
        self.taken = 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Hold one of the places; it is taken before the upload is read.

        Raises:
            Problem: all are taken: the client should come back later.
        """
        if self.taken >= self.caps.workers + self.caps.waiting:
            wait_s = max(1, math.ceil(self._seconds * self.taken / self.caps.workers))
            raise Problem(
                HTTPStatus.TOO_MANY_REQUESTS,
                "busy",
                f"All workers are busy and {self.caps.waiting} requests wait. Try again later.",
                {"Retry-After": str(wait_s)},
                unread=True,
            )
        self.taken += 1
        try:
            yield
        finally:
            self.taken -= 1

    async def check(
        self, data: bytes, name: str, profile: str, select: str, ignore: str
    ) -> tuple[Report, float]:
        """Judge a photo; returns the report and the seconds that it took.

        Raises:
            Problem: the photo cannot be read, or a profile or rule does not exist.
        """
        judging = asyncio.get_running_loop().run_in_executor(
            self._threads, self._judge, data, name, profile, select, ignore
        )
        # A client that leaves frees no thread: its place stays taken until the photo is judged.
        report, seconds = await asyncio.shield(judging)
        self._seconds += 0.1 * (seconds - self._seconds)
        return report, seconds

    def _judge(
        self, data: bytes, name: str, profile: str, select: str, ignore: str
    ) -> tuple[Report, float]:
        started = time.perf_counter()
        try:
            linter = self._linters(profile, select, ignore)
        except HeadshotLintError as error:
            raise Problem.of_settings(error) from error
        try:
            photo = linter.measure(data, name=name)
        except Unreadable as refusal:
            raise Problem.of_photo(refusal) from refusal
        seconds = time.perf_counter() - started
        return linter.report([photo], seconds=seconds), seconds

    def _linter(self, profile: str, select: str, ignore: str) -> Linter:
        settings = make_settings(
            self._settings,
            profile or None,
            select=_split(select) or None,
            ignore=_split(ignore),
        )
        limits = LoadLimits(self.caps.max_bytes, self.caps.max_pixels)
        return Linter(settings, engine=self._landmarks, limits=limits, isolation=self._isolation)

    def warm(self) -> None:
        """Load rules and settings, so that the first request finds them."""
        self._linters("", "", "")

    def close(self) -> None:
        """Wait for the photos in hand."""
        self._threads.shutdown(wait=True, cancel_futures=True)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
