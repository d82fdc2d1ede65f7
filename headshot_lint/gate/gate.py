"""The gate: generate, lint, adjust, try again, within a budget."""

from __future__ import annotations

import functools
import os
import time
from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from headshot_lint.gate.by_hand import Attempts
from headshot_lint.gate.checks import Check, judging
from headshot_lint.gate.commands import Policy
from headshot_lint.gate.core import steps
from headshot_lint.gate.errors import GateError
from headshot_lint.gate.files import Files, key_of
from headshot_lint.gate.fixes import DEFAULT_FIXES
from headshot_lint.gate.generators import EVERYTHING, Generator, adapter_for, is_async
from headshot_lint.gate.keeping import Save
from headshot_lint.gate.many import Job, amap, in_turn
from headshot_lint.gate.observers import Observer
from headshot_lint.gate.remedies import DEFAULT_REMEDIES, Remedy
from headshot_lint.gate.rulebook import Fix, Rulebook
from headshot_lint.gate.seeds import Seeds, seed_of
from headshot_lint.gate.selectors import require_sound
from headshot_lint.gate.words import (
    Action,
    Attempt,
    Budget,
    Exhausted,
    GateExhausted,
    Outcome,
    Params,
)
from headshot_lint.gate.work import Clock, Work
from headshot_lint.model.verdict import Severity

Limiter = AbstractAsyncContextManager[Any]


class Gate:
    """Puts a check behind a generator; one gate may serve many jobs at once, from many threads.

    Args:
        check: what a picture must pass: a profile's name, settings, a linter, or a function.
        purpose: `portrait` lets the rules give way that only hold for headshots.
        budget: what one job may spend; a number is a number of attempts.
        seeds: of each draw: `derive`d from the job's seed, `increment`ed, `fixed`, or a function
            from the number of the draw.
        fail_on: the least severity that keeps a picture from passing.
        on_fail: what a failing rule calls for, by code, prefix, name, category or `ALL`:
            `regenerate`, `fix`, `ignore` or `stop`. A rule that is named counts whatever its
            severity.
        remedies: what to change after a rule failed, by the same selectors, the most specific
            alone; over the default, which follows the rule's own advice. `{"ALL": ()}` changes
            nothing but the seed.
        fixes: repairs for the action `fix`, by the same selectors.
        exhausted: where no picture passed: `raise` GateExhausted, hand out the `best`, or `none`.
        best_of: how many pictures must pass, of which the best is taken.
        accept: asked of the report where no finding counts; has the last word.
        rank: from an attempt with its picture to a number; orders pictures in place of findings and
            score. A picture that passed always goes before one that did not.
        retry_on: exceptions of the generator that count as errors and not as mistakes.
        cost: of an attempt, also of one that failed: a number, or a function of the attempt.
        pause_s: the rest after an error; doubles with each in a row.
        journal: the folder where each job is written down, so that it can be resumed by its key.
        save: which pictures are saved; with a journal the `best`, else `none`.
        save_to: the folder where they go; by default that of the journal.
        observers: told of each attempt; see `events`.
        clock: a steady clock, in seconds.

    Raises:
        HeadshotLintError: something of these does not exist, or does not go together.
    """

    def __init__(  # noqa: PLR0913 - all but the check have defaults
        self,
        check: Check = "render",
        *,
        purpose: Literal["headshot", "portrait"] = "headshot",
        budget: Budget | int = Budget(),  # noqa: B008 - frozen
        seeds: Seeds = "derive",
        fail_on: Severity | Literal["error", "warning", "hint"] = Severity.ERROR,
        on_fail: Mapping[str, Action] | None = None,
        remedies: Mapping[str, Sequence[Remedy]] | None = None,
        fixes: Mapping[str, Fix] | None = None,
        exhausted: Exhausted = "raise",
        best_of: int = 1,
        accept: Callable[[Any], bool] | None = None,
        rank: Callable[[Attempt], float] | None = None,
        retry_on: tuple[type[Exception], ...] = (),
        cost: float | Callable[[Attempt], float] = 0.0,
        pause_s: float = 1.0,
        journal: str | os.PathLike[str] | None = None,
        save: Save | None = None,
        save_to: str | os.PathLike[str] | None = None,
        observers: Sequence[Observer] = (),
        clock: Clock = time.monotonic,
    ) -> None:
        self._judge, profile = judging(check, purpose)
        self.policy = Policy(
            budget=Budget(budget) if isinstance(budget, int) else budget,
            rulebook=Rulebook(
                _severity(fail_on),
                dict(on_fail or {}),
                {**DEFAULT_REMEDIES, **(remedies or {})},
                {**DEFAULT_FIXES, **(fixes or {})},
            ),
            seeds=seeds,
            best_of=best_of,
            cost=cost,
            pause_s=pause_s,
            retry_on=retry_on,
            accept=accept,
            rank=rank,
        )
        require_sound(self.policy.rulebook, profile)
        seed_of(seeds, 0, 0)
        self._journal = None if journal is None else Path(journal)
        self._save: Save = save or ("none" if journal is None else "best")
        self._save_to = Path(save_to) if save_to is not None else self._journal
        self._exhausted = exhausted
        self._observers = tuple(observers)
        self._clock = clock
        self._require_whole()

    def _require_whole(self) -> None:
        choices = {
            "exhausted": (self._exhausted, ("raise", "best", "none")),
            "save": (self._save, ("none", "best", "passed", "all")),
        }
        for name, (value, known) in choices.items():
            if value not in known:
                raise GateError(f"there is no {name}={value!r}", ", ".join(known))
        if not 1 <= self.policy.best_of <= self.policy.budget.attempts:
            raise GateError(
                f"best_of={self.policy.best_of} does not go with "
                f"{self.policy.budget.attempts} attempts"
            )
        if self._save != "none" and self._save_to is None:
            raise GateError(f"save={self._save!r} needs a folder", "say journal= or save_to=")

    def run(
        self,
        generate: Generator,
        params: Params | None = None,
        *,
        seed: int | None = None,
        key: str | None = None,
    ) -> Outcome:
        """Run one job.

        Args:
            generate: an adapter, or a function that takes `params` and the seed as keywords.
            params: what to ask the generator for, before any remedy.
            seed: of the job; by default a new one, which the outcome and the journal tell.
            key: what the job is called in the journal and in the names of files. With a journal, a
                job whose key stands there goes on where it broke off. Without a key, the seed and
                the parameters name the job, and without a seed either it is always a new one.

        Raises:
            GateExhausted: no picture passed within the budget, and `exhausted` is `raise`.
            HeadshotLintError: the generator cannot be called so, or the journal has another job.
            Exception: whatever the generator raises that is neither named by `retry_on` nor says
                itself that it is worth trying again.
        """
        work = self._open(generate, params or {}, seed, key)
        if is_async(work.generate):
            work.close()
            raise GateError("the generator must be awaited", "use arun")
        return self._settled(work.run())

    async def arun(
        self,
        generate: Generator,
        params: Params | None = None,
        *,
        seed: int | None = None,
        key: str | None = None,
        limiter: Limiter | None = None,
    ) -> Outcome:
        """Run one job without holding up the event loop: same attempts, same outcome as `run`.

        Coroutine functions are awaited, and cancelled where the time is over; others run in a
        thread, as do check and journal. `limiter` is held while the generator works.
        """
        work = self._open(generate, params or {}, seed, key)
        return self._settled(await work.arun(limiter))

    def map(
        self, generate: Generator, jobs: Iterable[Job | Params], *, concurrency: int = 1
    ) -> Iterator[Outcome]:
        """Run many jobs, `concurrency` at a time in threads; yields outcomes in the jobs' order.

        Nothing is raised for a picture that did not pass: `Outcome.ok` tells. Jobs are taken from
        the iterable as they are needed, and outcomes are not kept.
        """

        def one(job: Job) -> Outcome:
            return self._bearing(self._open(generate, job.params, job.seed, job.key).run())

        return in_turn(one, jobs, concurrency)

    def amap(
        self,
        generate: Generator,
        jobs: Iterable[Job | Params] | AsyncIterable[Job | Params],
        *,
        concurrency: int = 1,
    ) -> AsyncIterator[Outcome]:
        """As `map`, without holding up the event loop."""

        async def one(job: Job) -> Outcome:
            work = self._open(generate, job.params, job.seed, job.key)
            return self._bearing(await work.arun(None))

        return amap(one, jobs, concurrency)

    def attempts(
        self, params: Params | None = None, *, seed: int | None = None, key: str | None = None
    ) -> Attempts:
        """Attempts to work through by hand, where the generator is not one call.

        >>> trial = gate.attempts({"prompt": "a headshot"}, seed=7)  # doctest: +SKIP
        >>> for attempt in trial:  # doctest: +SKIP
        ...     with attempt:
        ...         attempt.submit(render(attempt.seed, **attempt.params))
        >>> trial.outcome.image  # doctest: +SKIP
        """
        work = self._open(_ByHand(), params or {}, seed, key)
        return Attempts(work, self._settled, self.policy.retry_on)

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Decorate a function that takes its parameters as keywords, `seed` among them.

        The decorated function returns what the function returned for the picture that passed; its
        `run` (or `arun`) returns the outcome instead.
        """
        if is_async(function):

            @functools.wraps(function)
            async def agated(
                *, seed: int | None = None, key: str | None = None, **params: Any
            ) -> Any:
                return _given(await self.arun(function, params, seed=seed, key=key))

            agated.arun = functools.partial(self.arun, function)  # type: ignore[attr-defined]
            return agated

        @functools.wraps(function)
        def gated(*, seed: int | None = None, key: str | None = None, **params: Any) -> Any:
            return _given(self.run(function, params, seed=seed, key=key))

        gated.run = functools.partial(self.run, function)  # type: ignore[attr-defined]
        return gated

    def _open(self, generate: Generator, params: Params, seed: int | None, key: str | None) -> Work:
        adapter, whole = adapter_for(generate, params)
        key = key or key_of(params, seed)
        files = Files.of(key, self._journal, self._save_to, self._save)
        try:
            course = files.course(params, whole, seed, adapter.takes)
        except BaseException:
            files.close()
            raise
        return Work(
            steps=steps(self.policy, course, self._clock()),
            generate=adapter,
            judge=self._judge,
            rulebook=self.policy.rulebook,
            rank=self.policy.rank,
            files=files,
            observers=self._observers,
            clock=self._clock,
        )

    def _settled(self, outcome: Outcome) -> Outcome:
        """The outcome, or GateExhausted, as asked for."""
        if not outcome.ok and self._exhausted == "raise":
            raise GateExhausted(replace(outcome, delivers=False))
        return self._bearing(outcome)

    def _bearing(self, outcome: Outcome) -> Outcome:
        return replace(outcome, delivers=outcome.ok or self._exhausted == "best")


class _ByHand:
    """Stands for the generator where the caller renders."""

    takes = EVERYTHING | {"seed", "prompt", "negative_prompt"}

    def __call__(self, _request: Any) -> Any:
        raise GateError("attempts() renders nothing itself")


def _given(outcome: Outcome) -> object:
    return None if outcome.picture is None else outcome.picture.given


def _severity(text: str) -> Severity:
    try:
        return Severity(text)
    except ValueError:
        raise GateError(f"there is no severity {text!r}", ", ".join(Severity)) from None
