"""What observers of a gate are told: no prompt, parameter or path, no text of errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from headshot_lint.gate.words import Status, Stop


@dataclass(frozen=True)
class AttemptStarted:
    """A generator is about to be called."""

    key: str
    index: int
    seed: int | None


@dataclass(frozen=True)
class AttemptEnded:
    """What came of it."""

    key: str
    index: int
    seed: int | None
    status: Status
    score: float | None
    failed: tuple[str, ...]
    remedies: tuple[str, ...]
    gen_s: float
    lint_s: float
    cost: float
    error_type: str | None


@dataclass(frozen=True)
class GateEnded:
    """The job is over."""

    key: str
    ok: bool
    stop: Stop
    attempts: int
    resumed: int
    elapsed_s: float
    cost: float


Event: TypeAlias = AttemptStarted | AttemptEnded | GateEnded
