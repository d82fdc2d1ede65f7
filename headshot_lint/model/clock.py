"""Where the time of a run goes."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Literal

LapKind = Literal["step", "fact", "rule"]
LapKey = tuple[LapKind, str]


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
    """A lap while it runs: a class, since generators as contexts take twice as long to begin."""

    __slots__ = ("_clock", "_key", "_started")

    def __init__(self, clock: Clock, key: LapKey) -> None:
        self._clock, self._key = clock, key

    def __enter__(self) -> None:
        self._clock.begin()
        self._started = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self._clock.end(self._key, time.perf_counter() - self._started)


_IDLE = nullcontext()


class Clock:
    """Collects laps; a lap inside another is taken off the outer one.

    One clock is for one thread at a time; `add` takes the laps of another clock from any thread.

    Args:
        running: without it no time is taken, and laps cost next to nothing.
    """

    def __init__(self, *, running: bool = True) -> None:
        self.running = running
        self._laps: dict[LapKey, Lap] = {}
        self._inner_s: list[float] = [0.0]
        self._adding = threading.Lock()

    def lap(self, kind: LapKind, name: str) -> AbstractContextManager[None]:
        """Time what happens inside a `with` block, also when it raises."""
        return Running(self, (kind, name)) if self.running else _IDLE

    def begin(self) -> None:
        """Begin a lap within the one that runs."""
        self._inner_s.append(0.0)

    def end(self, key: LapKey, whole_s: float) -> None:
        """End the lap that began last."""
        own = Lap(whole_s - self._inner_s.pop(), 1)
        self._inner_s[-1] += whole_s
        self._laps[key] = self._laps[key].plus(own) if key in self._laps else own

    def add(self, other: Clock) -> None:
        """Take over the laps of another clock."""
        with self._adding:
            for key, lap in other._laps.items():
                self._laps[key] = self._laps.get(key, Lap()).plus(lap)

    @property
    def laps(self) -> Mapping[LapKey, Lap]:
        """Laps by kind and name, the longest first."""
        return dict(sorted(self._laps.items(), key=lambda item: (-item[1].seconds, item[0])))
