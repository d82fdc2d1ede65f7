"""Where the time of a run goes."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from types import TracebackType
from typing import Literal

LapKind = Literal["step", "fact", "rule"]


@dataclass(frozen=True)
class Lap:
    """Time spent under one name.

    Attributes:
        seconds: without the time of laps inside.
        calls: how often.
    """

    seconds: float = 0.0
    calls: int = 0

    def plus(self, other: Lap) -> Lap:
        """Both together."""
        return Lap(self.seconds + other.seconds, self.calls + other.calls)


class Running:
    """A lap under way; a class, as there are a hundred laps a photo and generators take longer."""

    __slots__ = ("_clock", "_key", "_started")

    def __init__(self, clock: Clock, key: tuple[LapKind, str]) -> None:
        self._clock = clock
        self._key = key

    def __enter__(self) -> None:
        self._clock._inner_s.append(0.0)  # noqa: SLF001 - the class is part of the clock
        self._started = time.perf_counter()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        whole_s = time.perf_counter() - self._started
        self._clock._finish(self._key, whole_s)  # noqa: SLF001 - as above


_IDLE = nullcontext()


class Clock:
    """Collects laps; a lap inside another is taken off the outer one.

    One clock is for one thread at a time; `add` takes the laps of another clock from any thread.

    Args:
        running: without it no time is taken, and laps cost next to nothing.
    """

    def __init__(self, *, running: bool = True) -> None:
        self.running = running
        self._laps: dict[tuple[LapKind, str], Lap] = {}
        self._inner_s: list[float] = [0.0]
        self._adding = threading.Lock()

    def lap(self, kind: LapKind, name: str) -> AbstractContextManager[None]:
        """Time what happens inside, also when it raises."""
        return Running(self, (kind, name)) if self.running else _IDLE

    def _finish(self, key: tuple[LapKind, str], whole_s: float) -> None:
        own_s = whole_s - self._inner_s.pop()
        self._inner_s[-1] += whole_s
        known = self._laps.get(key)
        self._laps[key] = Lap(own_s, 1) if known is None else known.plus(Lap(own_s, 1))

    def add(self, other: Clock) -> None:
        """Take over the laps of another clock."""
        with self._adding:
            for key, lap in other._laps.items():
                self._laps[key] = self._laps.get(key, Lap()).plus(lap)

    @property
    def laps(self) -> Mapping[tuple[LapKind, str], Lap]:
        """Laps by kind and name, the longest first."""
        return dict(sorted(self._laps.items(), key=lambda item: (-item[1].seconds, item[0])))
