"""What a gate speaks of: requests, findings, attempts, outcomes, budgets."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from headshot_lint.gate.errors import GateError
from headshot_lint.model.errors import EXIT_FINDINGS, HeadshotLintError
from headshot_lint.model.verdict import Severity

if TYPE_CHECKING:
    from PIL.Image import Image

    from headshot_lint.engine.report import PhotoReport
    from headshot_lint.gate.pictures import Picture

Params: TypeAlias = Mapping[str, Any]
Action = Literal["regenerate", "fix", "ignore", "stop"]
Exhausted = Literal["raise", "best", "none"]
Status = Literal["passed", "fixed", "rejected", "aborted", "empty", "error"]
Stop = Literal["passed", "attempts", "seconds", "cost", "errors", "stalled", "stopped", "broken"]

STOPS: Mapping[Stop, str] = {
    "passed": "enough pictures passed",
    "attempts": "all attempts were used",
    "seconds": "the time was used up",
    "cost": "the money was used up",
    "errors": "the generator failed too often",
    "stalled": "further attempts promised nothing better",
    "stopped": "a rule said stop",
    "broken": "a rule of the linter broke, so that nothing can be said to pass",
}


@dataclass(frozen=True)
class Request:
    """What a generator is asked for; everything but the time left can be written down and replayed.

    Attributes:
        params: the generator's parameters after all remedies.
        seed: 32 bits; None where the generator takes none.
        index: which draw of the job this is, from 0; an error does not use one up.
        remaining_s: the time that is left for it, None where there is no limit.
    """

    params: Params
    seed: int | None
    index: int
    remaining_s: float | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Finding:
    """A failing rule; `add` and `avoid` are what to tell a generator."""

    code: str
    name: str = ""
    category: str = ""
    severity: Severity = Severity.ERROR
    message: str = ""
    add: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """What a check says of a picture.

    Attributes:
        score: 0-100.
        findings: failing rules, worst first.
        broken: codes of rules that raised instead of judging.
        report: what it was taken from, where a linter judged.
    """

    score: float
    findings: tuple[Finding, ...] = ()
    broken: tuple[str, ...] = ()
    report: PhotoReport | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Change:
    """A parameter that a remedy set; the value stands in the attempt's `params`."""

    rule: str
    remedy: str
    level: int


@dataclass
class Attempt:
    """One call of the generator and what came of it.

    Attributes:
        index: the draw, as in `Request`; attempts that ended in an error share it with the next.
        base: the seed of the whole job, from which `seed` follows.
        judgement: of the best picture of the call; None where there was none to judge.
        counted: codes of the findings that keep the picture from passing.
        picture: kept for the best attempt alone, which bounds the memory of a gate.
        picked: which picture of the call this is, of `pictures`.
        sha256: of size and pixels; of a repaired picture, after the repair.
        path: where the picture was saved, if it was; `file_sha256` is of that file.
        rank: what the gate's own `rank` made of it.
        error: the type and text of an error; the text may repeat the prompt and is never logged.
        resumed: read from a journal.
    """

    index: int
    seed: int | None
    params: dict[str, Any] = field(repr=False)
    status: Status
    base: int = field(default=0, repr=False)
    judgement: Judgement | None = field(default=None, repr=False)
    counted: tuple[str, ...] = ()
    changes: tuple[Change, ...] = field(default=(), repr=False)
    picture: Picture | None = field(default=None, repr=False)
    picked: int = field(default=0, repr=False)
    pictures: int = field(default=0, repr=False)
    path: str | None = None
    sha256: str | None = field(default=None, repr=False)
    file_sha256: str | None = field(default=None, repr=False)
    gen_s: float = field(default=0.0, repr=False)
    lint_s: float = field(default=0.0, repr=False)
    cost: float = 0.0
    rank: float | None = field(default=None, repr=False)
    error: str | None = field(default=None, repr=False)
    resumed: bool = field(default=False, repr=False)

    @property
    def ok(self) -> bool:
        """Whether its picture passed, as it came or repaired."""
        return self.status in ("passed", "fixed")

    @property
    def score(self) -> float | None:
        """The score of its picture."""
        return None if self.judgement is None else self.judgement.score

    @property
    def report(self) -> PhotoReport | None:
        """The linter's report on its picture."""
        return None if self.judgement is None else self.judgement.report

    @property
    def error_type(self) -> str | None:
        """The error's type alone, which is safe to log."""
        return None if self.error is None else self.error.partition(":")[0]


@dataclass
class Outcome:
    """What a gate has to show for its budget.

    Attributes:
        key: of the job.
        seed: of the whole job: with it the same attempts can be rendered again.
        attempts: all of them, in order, of successes as well.
        best: the best attempt with a picture: one that passed, or else fewest counted findings,
            then highest score, then earliest.
        stop: why no further attempt was made.
        resumed: how many of the attempts were read from the journal.
        interrupted: attempts that a crash ended before they were written down.
        delivers: whether `image` hands the best picture out.
    """

    key: str
    seed: int
    attempts: list[Attempt]
    best: Attempt | None
    stop: Stop
    elapsed_s: float
    cost: float
    resumed: int = 0
    interrupted: int = 0
    delivers: bool = True

    @property
    def ok(self) -> bool:
        """Whether a picture passed."""
        return self.best is not None and self.best.ok

    @property
    def picture(self) -> Picture | None:
        """The picture to go on with: one that passed, or the best where that was asked for."""
        return self.best.picture if self.best is not None and self.delivers else None

    @property
    def image(self) -> Image | None:
        """That picture as a Pillow image."""
        return None if self.picture is None else self.picture.image()

    def account(self) -> str:
        """What happened, in one sentence."""
        tried = f"{len(self.attempts)} {'attempt' if len(self.attempts) == 1 else 'attempts'}"
        if self.ok and self.best is not None:
            return f"a picture passed with score {self.best.score:g} after {tried}"
        text = f"no picture passed in {tried}: {STOPS[self.stop]}"
        if self.best is not None and self.best.judgement is not None:
            named = [f for f in self.best.judgement.findings if f.code in self.best.counted]
            fails = ", ".join(f"{f.code} {f.name}".strip() for f in named) or "what you accept"
            return f"{text}; the best scored {self.best.score:g} and fails {fails}"
        errors = sorted({a.error_type for a in self.attempts if a.error_type})
        return f"{text}; there was none to judge" + (f" ({', '.join(errors)})" if errors else "")


class GateExhausted(HeadshotLintError):  # noqa: N818 - the end of a budget
    """No picture passed within the budget; `outcome` has every attempt and the best picture."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(
            outcome.account(), "look at outcome.attempts for each reason", EXIT_FINDINGS
        )
        self.outcome = outcome


@dataclass(frozen=True)
class Budget:
    """What a gate may spend on one job.

    Attributes:
        attempts: draws that may be rendered. Where a picture in three fails, 4 give 99 %.
        seconds: after which no attempt is begun; adapters get what is left as their time limit.
        cost: in the unit of the gate's `cost`; an attempt that would exceed it is not begun.
        errors: failures of the generator that are borne; one more ends the job.
        stall: attempts without a better picture after which the job ends.

    Raises:
        GateError: a limit is out of range.
    """

    attempts: int = 4
    seconds: float | None = None
    cost: float | None = None
    errors: int = 2
    stall: int | None = None

    def __post_init__(self) -> None:
        for name, value, low in (
            ("attempts", self.attempts, 1),
            ("seconds", self.seconds, 0),
            ("cost", self.cost, 0),
            ("errors", self.errors, 0),
            ("stall", self.stall, 1),
        ):
            if value is not None and not (math.isfinite(value) and value >= low):
                raise GateError(f"a budget of {name}={value!r} is none: the least is {low}")
