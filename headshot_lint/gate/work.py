"""Carrying out what the core asks for: one open job, with its generator, check, journal, files."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Any

from headshot_lint.gate.checks import Judging
from headshot_lint.gate.commands import (
    Begin,
    Command,
    Judge,
    Keep,
    Mend,
    Pause,
    Rank,
    Render,
    Reply,
    Tell,
)
from headshot_lint.gate.core import Steps
from headshot_lint.gate.errors import GeneratorError
from headshot_lint.gate.files import Files
from headshot_lint.gate.generators import Adapter, is_async
from headshot_lint.gate.observers import Observer, tell
from headshot_lint.gate.pictures import Picture, pictures_of
from headshot_lint.gate.rulebook import Rulebook
from headshot_lint.gate.words import Attempt, Outcome, Request

Clock = Callable[[], float]


class OutOfTime(GeneratorError):  # noqa: N818 - told as the type of an error
    """The job's time was over before the generator was done."""


@dataclass
class Work:
    """Everything that the commands of one job act on."""

    steps: Steps
    generate: Adapter
    judge: Judging
    rulebook: Rulebook
    rank: Callable[[Attempt], float] | None
    files: Files
    observers: Sequence[Observer]
    clock: Clock = time.monotonic

    def run(self) -> Outcome:
        """Carry out all commands, one after the other."""
        try:
            command = next(self.steps)
            while True:
                command = self.steps.send(self.reply(command))
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome
        finally:
            self.close()

    async def arun(self, limiter: AbstractAsyncContextManager[Any] | None) -> Outcome:
        """Carry out all commands without holding up the event loop."""
        try:
            command = next(self.steps)
            while True:
                command = self.steps.send(await self._areply(command, limiter))
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome
        finally:
            self.close()

    def close(self) -> None:
        """Let others work on the job."""
        self.steps.close()
        self.files.close()

    def reply(self, command: Command) -> Reply:
        """Carry out a command; an error is an answer, an interruption is not."""
        try:
            value = self._perform(command)
        except Exception as error:  # noqa: BLE001 - the core says which are to be borne
            return Reply(self.clock(), error=error)
        return Reply(self.clock(), value)

    async def _areply(
        self, command: Command, limiter: AbstractAsyncContextManager[Any] | None
    ) -> Reply:
        try:
            value = await self._aperform(command, limiter)
        except Exception as error:  # noqa: BLE001 - as in `reply`
            return Reply(self.clock(), error=error)
        return Reply(self.clock(), value)

    async def _aperform(
        self, command: Command, limiter: AbstractAsyncContextManager[Any] | None
    ) -> Any:
        if isinstance(command, Render):
            return await self._arender(command.request, limiter)
        if isinstance(command, Pause):
            return await asyncio.sleep(command.seconds)
        if isinstance(command, Tell):
            return self._perform(command)
        if isinstance(command, Begin | Keep):
            return await _to_its_end(self._perform, command)
        return await asyncio.to_thread(self._perform, command)

    async def _arender(
        self, request: Request, limiter: AbstractAsyncContextManager[Any] | None
    ) -> list[Picture]:
        waiting_s = self.clock()
        async with limiter or nullcontext():
            if request.remaining_s is not None:
                left_s = request.remaining_s - (self.clock() - waiting_s)
                if left_s <= 0:
                    raise OutOfTime("no slot was free in time")
                request = replace(request, remaining_s=left_s)
            if not is_async(self.generate):
                return await asyncio.to_thread(self._render, request)
            async with _time_limit(request.remaining_s):
                result = await self.generate(request)
        return await asyncio.to_thread(pictures_of, result)

    def _render(self, request: Request) -> list[Picture]:
        return pictures_of(self.generate(request))

    def _perform(self, command: Command) -> Any:  # noqa: PLR0911 - one return a command
        match command:
            case Render(request):
                return self._render(request)
            case Judge(picture):
                return self.judge(picture)
            case Mend():
                return self._mend(command)
            case Rank(attempt):
                return self.rank(attempt) if self.rank is not None else 0.0
            case Begin(request):
                return self.files.begin(request)
            case Keep(attempt, is_best):
                return self.files.keep(attempt, is_best=is_best)
            case Pause(seconds):
                return time.sleep(seconds)
            case Tell(event):
                return tell(self.observers, event)

    def _mend(self, command: Mend) -> Picture:
        image: Any = command.picture.image()
        for finding in command.findings:
            image = Picture(self.rulebook.fix_of(finding)(image, finding)).image()
        return Picture(image)


@asynccontextmanager
async def _time_limit(seconds: float | None) -> AsyncIterator[None]:
    """End what takes longer; a `TimeoutError` of the generator's own passes through."""
    timer = asyncio.timeout(seconds)
    try:
        async with timer:
            yield
    except TimeoutError:
        if timer.expired():
            raise OutOfTime(f"no picture within the {seconds:.1f} s that were left") from None
        raise


async def _to_its_end(function: Callable[[Command], Any], command: Command) -> Any:
    """Run in a thread; a cancellation waits for its end, so that no file is half-written."""
    task = asyncio.ensure_future(asyncio.to_thread(function, command))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise
