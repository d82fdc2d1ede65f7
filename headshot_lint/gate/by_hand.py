"""Attempts that the caller renders, one `for` loop a job."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, Self

from headshot_lint.gate.commands import Command, Render, Reply
from headshot_lint.gate.errors import AbortAttempt, GateError, GeneratorError
from headshot_lint.gate.pictures import pictures_of
from headshot_lint.gate.words import Outcome, Params, Request
from headshot_lint.gate.work import Work


class HandAttempt:
    """One attempt: render by `params` and `seed`, then `submit` what came.

    As a context manager it takes `AbortAttempt`, `GeneratorError` and the gate's `retry_on` for
    what they say of the attempt; other exceptions pass through.
    """

    def __init__(self, request: Request, borne: tuple[type[Exception], ...]) -> None:
        self.request = request
        self._borne = (AbortAttempt, GeneratorError, *borne)
        self._result: object = None
        self._error: Exception | None = None
        self._answered = False

    @property
    def params(self) -> Params:
        """The parameters to render by."""
        return self.request.params

    @property
    def seed(self) -> int | None:
        """The seed to render by."""
        return self.request.seed

    def submit(self, result: object) -> None:
        """Hand in a picture, several, or None."""
        self._result, self._answered = result, True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> bool:
        if isinstance(error, self._borne):
            self._error, self._answered = error, True  # type: ignore[assignment]  # an Exception
            return True
        return False

    def pictures(self) -> Any:
        """What was handed in.

        Raises:
            GateError: nothing was.
            Exception: what ended the attempt.
        """
        if not self._answered:
            raise GateError("an attempt was left without a picture", "call attempt.submit(...)")
        if self._error is not None:
            raise self._error
        return pictures_of(self._result)


class Attempts:
    """An iterator over the attempts of one job; after the loop, `outcome` says how it ended.

    Raises:
        GateExhausted: at the end of the loop, where the gate's `exhausted` says so.
    """

    def __init__(
        self, work: Work, settled: Callable[[Outcome], Outcome], borne: tuple[type[Exception], ...]
    ) -> None:
        self._work = work
        self._settled = settled
        self._borne = borne
        self._outcome: Outcome | None = None

    @property
    def outcome(self) -> Outcome:
        """How the job ended.

        Raises:
            GateError: it has not.
        """
        if self._outcome is None:
            raise GateError("the attempts are not through yet", "iterate to the end")
        return self._outcome

    def __iter__(self) -> Iterator[HandAttempt]:
        try:
            command: Command = next(self._work.steps)
            while True:
                if isinstance(command, Render):
                    attempt = HandAttempt(command.request, self._borne)
                    yield attempt
                    command = self._work.steps.send(self._answer(attempt))
                else:
                    command = self._work.steps.send(self._work.reply(command))
        except StopIteration as end:
            self._outcome = self._settled(end.value)
        finally:
            self._work.close()

    def _answer(self, attempt: HandAttempt) -> Reply:
        try:
            value = attempt.pictures()
        except Exception as error:  # noqa: BLE001 - the core says which are to be borne
            return Reply(self._work.clock(), error=error)
        return Reply(self._work.clock(), value)
