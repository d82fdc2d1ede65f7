"""Where the time of a run goes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
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


class Clock:
    """Collects laps; a lap inside another is taken off the outer one.

    One clock is for one thread at a time; `add` takes the laps of another clock from any thread.
    """

    def __init__(self) -> None:
        self._laps: dict[tuple[LapKind, str], Lap] = {}
        self._inner_s: list[float] = [0.0]
        self._adding = threading.Lock()

    @contextmanager
    def lap(self, kind: LapKind, name: str) -> Iterator[None]:
        """Time what happens inside, also when it raises."""
        started = time.perf_counter()
        self._inner_s.append(0.0)
        try:
            yield
        finally:
            whole_s = time.perf_counter() - started
            own_s = whole_s - self._inner_s.pop()
            self._inner_s[-1] += whole_s
            key = (kind, name)
            self._laps[key] = self._laps.get(key, Lap()).plus(Lap(own_s, 1))

    def add(self, other: Clock) -> None:
        """Take over the laps of another clock."""
        with self._adding:
            for key, lap in other._laps.items():
                self._laps[key] = self._laps.get(key, Lap()).plus(lap)

    @property
    def laps(self) -> Mapping[tuple[LapKind, str], Lap]:
        """Laps by kind and name, the longest first."""
        return dict(sorted(self._laps.items(), key=lambda item: (-item[1].seconds, item[0])))
