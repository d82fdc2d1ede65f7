"""The gate as a state machine: it decides, and does nothing itself.

`steps` is a generator of commands. Whoever drives it (`Gate.run`, `arun`, `attempts`) carries each
one out, in whatever way suits, and sends back what came of it and at what time. So there is one
course of events for synchronous, asynchronous and hand-driven gates, and it can be tested without
a clock, a file or a picture.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from headshot_lint.gate.commands import (
    Begin,
    Command,
    Course,
    Judge,
    Keep,
    Mend,
    Pause,
    Policy,
    Rank,
    Render,
    Reply,
    Tell,
)
from headshot_lint.gate.errors import AbortAttempt, GateError, GeneratorError
from headshot_lint.gate.events import AttemptStarted, attempt_ended, gate_ended
from headshot_lint.gate.remedies import remedied
from headshot_lint.gate.seeds import seed_of
from headshot_lint.gate.words import Attempt, Change, Finding, Judgement, Outcome, Request, Stop

MOST_PAUSE_S = 60.0
"""A service that asks for a longer rest than the doubling pauses gets it; its own word counts."""


@dataclass
class _State:
    policy: Policy
    course: Course
    started_s: float
    now_s: float
    spent_before_s: float = 0.0
    attempts: list[Attempt] = field(default_factory=list)
    best: Attempt | None = None
    draws: int = 0
    passes: int = 0
    errors: int = 0
    errors_in_a_row: int = 0
    since_better: int = 0
    cost: float = 0.0
    halted: Stop | None = None
    wished_pause_s: float | None = None
    levels: dict[str, tuple[Finding, int]] = field(default_factory=dict)

    @property
    def elapsed_s(self) -> float:
        """Time spent, before a crash as well."""
        return self.spent_before_s + self.now_s - self.started_s

    @property
    def remaining_s(self) -> float | None:
        """Time left, or None where there is no limit."""
        limit = self.policy.budget.seconds
        return None if limit is None else max(0.0, limit - self.elapsed_s)

    def beats(self, attempt: Attempt) -> bool:
        """Whether an attempt has a better picture than all before it."""
        if attempt.judgement is None:
            return False
        return self.best is None or order(attempt) > order(self.best)

    def take(self, attempt: Attempt) -> None:
        """Add an attempt; of all pictures, only the best so far is kept."""
        self.attempts.append(attempt)
        self.cost += attempt.cost
        failed = attempt.status in ("error", "empty")
        self.errors += failed
        self.errors_in_a_row = self.errors_in_a_row + 1 if failed else 0
        if attempt.status != "error":
            self.draws += 1
            self.since_better += 1
        self.passes += attempt.ok
        if self.beats(attempt):
            loser, self.best, self.since_better = self.best, attempt, 0
        else:
            loser = attempt
        if loser is not None:
            loser.picture = None
        if not attempt.ok and attempt.judgement is not None:
            self._grade(attempt.judgement)

    def _grade(self, judgement: Judgement) -> None:
        """Raise the level of the rules that failed; of all that counted, or else of all."""
        rulebook = self.policy.rulebook
        counted = rulebook.counted(judgement)
        if any(rulebook.action(finding) == "stop" for finding in counted):
            self.halted = "stopped"
        if judgement.broken:
            self.halted = "broken"
        for finding in counted or judgement.findings:
            level = self.levels.get(finding.code, (finding, 0))[1]
            self.levels[finding.code] = (finding, level + 1)

    def request(self) -> tuple[Request, tuple[Change, ...]]:
        """What to ask for next: always the original parameters, with the remedies due by now."""
        course = self.course
        params, changes = remedied(
            course.params,
            list(self.levels.values()),
            self.policy.rulebook.remedies_of,
            course.takes,
        )
        seed = seed_of(self.policy.seeds, course.seed, self.draws)
        takes_seed = "seed" in course.takes or "*" in course.takes
        return Request(params, seed if takes_seed else None, self.draws, self.remaining_s), changes

    def why_stop(self) -> Stop | None:
        """The reason to make no further attempt, or None."""
        budget = self.policy.budget
        fixed = self.policy.cost if isinstance(self.policy.cost, int | float) else 0.0
        over = budget.cost is not None and (
            self.cost + fixed > budget.cost * (1 + 1e-9)
            or (self.cost >= budget.cost and self.cost > 0)
        )
        checks: tuple[tuple[bool, Stop], ...] = (
            (self.passes >= self.policy.best_of, "passed"),
            (self.draws >= budget.attempts, "attempts"),
            (self.errors > budget.errors, "errors"),
            (self.remaining_s == 0.0, "seconds"),
            (over, "cost"),
            (budget.stall is not None and self.since_better >= budget.stall, "stalled"),
            (self._repeats(), "stalled"),
        )
        return self.halted or next((stop for holds, stop in checks if holds), None)

    def _repeats(self) -> bool:
        """Whether the next draw would be an earlier one once more, same seed, same parameters."""
        if self.policy.seeds == "derive":
            return False
        request, _ = self.request()
        return request.seed is not None and any(
            (a.seed, a.params) == (request.seed, request.params)
            for a in self.attempts
            if a.status != "error"
        )


Steps: TypeAlias = Generator[Command, Reply, Outcome]


def steps(policy: Policy, course: Course, now_s: float) -> Steps:
    """Run one job: yields commands, takes replies, returns the outcome.

    Raises:
        Exception: whatever a command ended in, if it is no failure that is to be borne.
    """
    state = _State(policy, course, started_s=now_s, now_s=now_s)
    for attempt in course.history:
        state.take(attempt)
    state.spent_before_s = sum(a.gen_s + a.lint_s for a in course.history)
    state.errors += course.interrupted
    if isinstance(policy.cost, int | float):
        state.cost += policy.cost * course.interrupted
    while (stop := state.why_stop()) is None:
        attempt = yield from _attempt(state)
        is_best = state.beats(attempt)
        yield from _do(state, Keep(attempt, is_best))
        state.take(attempt)
        yield from _do(state, Tell(attempt_ended(course.key, attempt)))
        pause_s = _pause_s(state)
        if pause_s and state.why_stop() is None:
            if state.remaining_s is not None and pause_s >= state.remaining_s:
                stop = "seconds"
                break
            yield from _do(state, Pause(pause_s))
    outcome = Outcome(
        key=course.key,
        seed=course.seed,
        attempts=state.attempts,
        best=state.best,
        stop=stop,
        elapsed_s=state.elapsed_s,
        cost=state.cost,
        resumed=len(course.history),
        interrupted=course.interrupted,
    )
    yield from _do(state, Tell(gate_ended(outcome)))
    return outcome


def _do(state: _State, command: Command) -> Generator[Command, Reply, Any]:
    """Have a command carried out; what it ended in is raised."""
    reply = yield command
    state.now_s = reply.at_s
    if reply.error is not None:
        raise reply.error
    return reply.value


def _attempt(state: _State) -> Generator[Command, Reply, Attempt]:
    """Render once and judge what comes."""
    request, changes = state.request()
    attempt = Attempt(
        index=request.index,
        seed=request.seed,
        params=dict(request.params),
        status="rejected",
        base=state.course.seed,
        changes=changes,
    )
    yield from _do(state, Begin(request))
    yield from _do(state, Tell(AttemptStarted(state.course.key, attempt.index, attempt.seed)))
    began_s = state.now_s
    pictures = yield from _render(state, request, attempt)
    attempt.gen_s = state.now_s - began_s
    began_s = state.now_s
    best = attempt
    for number, picture in enumerate(pictures):
        shown = yield from _show(state, replace(attempt, picture=picture, picked=number))
        if best.judgement is None or order(shown) > order(best):
            best = shown
        if best.ok and state.policy.best_of == 1:
            break
    best.lint_s = state.now_s - began_s
    cost = state.policy.cost
    best.cost = cost(best) if callable(cost) else cost
    return best


def _render(
    state: _State, request: Request, attempt: Attempt
) -> Generator[Command, Reply, list[Any]]:
    """Call the generator; what it may end in is told in the attempt, all else is raised."""
    state.wished_pause_s = None
    pictures: list[Any] = []
    try:
        pictures = yield from _do(state, Render(request))
        attempt.pictures = len(pictures)
        if not pictures:
            attempt.status, attempt.error = "empty", "NoPicture: the generator returned none"
    except AbortAttempt as reason:
        attempt.status, attempt.error = "aborted", f"AbortAttempt: {reason}"
    except Exception as error:
        # Whatever is to be borne, a generator that is set up wrongly is not.
        borne = isinstance(error, (GeneratorError, *state.policy.retry_on))
        if not borne or isinstance(error, GateError):
            raise
        attempt.status, attempt.error = "error", f"{type(error).__name__}: {error}"
        state.wished_pause_s = getattr(error, "retry_after_s", None)
    return pictures


def _show(state: _State, attempt: Attempt) -> Generator[Command, Reply, Attempt]:
    """Judge the picture of an attempt, and repair it where all that it fails can be repaired."""
    rulebook = state.policy.rulebook
    attempt = yield from _judged(state, attempt)
    counted = () if attempt.judgement is None else rulebook.counted(attempt.judgement)
    if counted and all(rulebook.action(finding) == "fix" for finding in counted):
        mended = yield from _do(state, Mend(attempt.picture, counted))
        repaired = yield from _judged(state, replace(attempt, picture=mended))
        if repaired.ok:
            return replace(repaired, status="fixed")
    return attempt


def _judged(state: _State, attempt: Attempt) -> Generator[Command, Reply, Attempt]:
    policy = state.policy
    judgement: Judgement = yield from _do(state, Judge(attempt.picture))
    counted = policy.rulebook.counted(judgement)
    passes = not counted and not judgement.broken
    if passes and policy.accept is not None:
        passes = bool(policy.accept(judgement.report or judgement))
    attempt = replace(
        attempt,
        judgement=judgement,
        counted=tuple(finding.code for finding in counted),
        status="passed" if passes else "rejected",
    )
    if policy.rank is not None:
        attempt.rank = float((yield from _do(state, Rank(attempt))))
    return attempt


def order(attempt: Attempt) -> tuple[bool, float, float]:
    """By what the better of two pictures is told: passed, then rank, or else findings and score.

    Fewest counted findings go first; of equals, the earlier attempt stays.
    """
    if attempt.rank is not None:
        return attempt.ok, attempt.rank, 0.0
    return attempt.ok, -len(attempt.counted), attempt.score or 0.0


def _pause_s(state: _State) -> float:
    """How long to wait after an error: doubling, or as long as the service asks for."""
    if not state.errors_in_a_row:
        return 0.0
    doubled = min(MOST_PAUSE_S, state.policy.pause_s * 2.0 ** (state.errors_in_a_row - 1))
    return max(doubled, state.wished_pause_s or 0.0)
