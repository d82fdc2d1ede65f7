"""What observers of a gate are told: no prompt, parameter or path, no text of errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from headshot_lint.gate.words import Attempt, Outcome, Status, Stop


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


def attempt_ended(key: str, attempt: Attempt) -> AttemptEnded:
    """The event of an attempt."""
    return AttemptEnded(
        key=key,
        index=attempt.index,
        seed=attempt.seed,
        status=attempt.status,
        score=attempt.score,
        failed=attempt.counted,
        remedies=tuple(f"{c.rule} {c.remedy} {c.level}" for c in attempt.changes),
        gen_s=attempt.gen_s,
        lint_s=attempt.lint_s,
        cost=attempt.cost,
        error_type=attempt.error_type,
    )


def gate_ended(outcome: Outcome) -> GateEnded:
    """The event of a job."""
    return GateEnded(
        key=outcome.key,
        ok=outcome.ok,
        stop=outcome.stop,
        attempts=len(outcome.attempts),
        resumed=outcome.resumed,
        elapsed_s=outcome.elapsed_s,
        cost=outcome.cost,
    )
