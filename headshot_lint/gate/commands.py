"""What the core asks for, and what it is told before: plain data, no behaviour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from headshot_lint.gate.events import Event
from headshot_lint.gate.remedies import Takes
from headshot_lint.gate.rulebook import Rulebook
from headshot_lint.gate.seeds import Seeds
from headshot_lint.gate.words import Attempt, Budget, Finding, Params, Request


@dataclass(frozen=True)
class Render:
    """Call the generator; the answer is a list of pictures."""

    request: Request


@dataclass(frozen=True)
class Judge:
    """Check a picture; the answer is a `Judgement`."""

    picture: Any


@dataclass(frozen=True)
class Mend:
    """Fix what a picture's findings say; the answer is the repaired picture."""

    picture: Any
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Rank:
    """Ask the gate's own `rank` for an attempt with its picture; the answer is a number."""

    attempt: Attempt


@dataclass(frozen=True)
class Begin:
    """Write down that an attempt begins."""

    request: Request


@dataclass(frozen=True)
class Keep:
    """Save an attempt's picture as far as asked for, then write the attempt down."""

    attempt: Attempt
    is_best: bool


@dataclass(frozen=True)
class Pause:
    """Leave the generator alone for a while."""

    seconds: float


@dataclass(frozen=True)
class Tell:
    """Tell the observers."""

    event: Event


Command: TypeAlias = Render | Judge | Mend | Rank | Begin | Keep | Pause | Tell


@dataclass(frozen=True)
class Reply:
    """What came of a command: a value or an error, and the time in seconds on any steady clock."""

    at_s: float
    value: Any = None
    error: Exception | None = None


@dataclass(frozen=True)
class Policy:
    """By what a gate decides; see `Gate` for each."""

    budget: Budget
    rulebook: Rulebook
    seeds: Seeds
    best_of: int
    cost: float | Callable[[Attempt], float]
    pause_s: float
    retry_on: tuple[type[Exception], ...]
    accept: Callable[[Any], bool] | None
    rank: Callable[[Attempt], float] | None


@dataclass(frozen=True)
class Course:
    """One job.

    Attributes:
        history: attempts that were made before a crash, from the journal.
        interrupted: attempts that the crash ended. They count as errors, so that a generator that
            takes its process down with it is not called for ever, and cost what attempts cost.
    """

    key: str
    params: Params
    seed: int
    takes: Takes
    history: Sequence[Attempt] = ()
    interrupted: int = 0
