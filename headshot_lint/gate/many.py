"""Many jobs, some at a time, none kept longer than until its outcome is taken."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from headshot_lint.gate.errors import GateError
from headshot_lint.gate.words import Outcome, Params


@dataclass(frozen=True)
class Job:
    """One picture to make; see `Gate.run`."""

    params: Params = field(default_factory=dict)
    seed: int | None = None
    key: str | None = None


def job_of(job: Job | Params) -> Job:
    """A job, also where only its parameters are given."""
    return job if isinstance(job, Job) else Job(job)


def in_turn(
    one: Callable[[Job], Outcome], jobs: Iterable[Job | Params], concurrency: int
) -> Iterator[Outcome]:
    """Run jobs in threads and yield their outcomes in order; at most `concurrency` are under way.

    Raises:
        GateError: `concurrency` is below 1.
    """
    _require_some(concurrency)
    if concurrency == 1:
        return (one(job_of(job)) for job in jobs)
    return _threaded(one, jobs, concurrency)


def _threaded(
    one: Callable[[Job], Outcome], jobs: Iterable[Job | Params], concurrency: int
) -> Iterator[Outcome]:
    under_way: deque[Future[Outcome]] = deque()
    with ThreadPoolExecutor(concurrency, thread_name_prefix="headshot-gate") as pool:
        try:
            for job in jobs:
                under_way.append(pool.submit(one, job_of(job)))
                if len(under_way) >= concurrency:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()


async def amap(
    one: Callable[[Job], Awaitable[Outcome]],
    jobs: Iterable[Job | Params] | AsyncIterable[Job | Params],
    concurrency: int,
) -> AsyncIterator[Outcome]:
    """Run jobs as tasks and yield their outcomes in order.

    Raises:
        GateError: `concurrency` is below 1.
    """
    _require_some(concurrency)
    under_way: deque[asyncio.Task[Outcome]] = deque()
    try:
        async for job in _each(jobs):
            under_way.append(asyncio.ensure_future(_run(one, job)))
            if len(under_way) >= concurrency:
                yield await under_way.popleft()
        while under_way:
            yield await under_way.popleft()
    finally:
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)


async def _run(one: Callable[[Job], Awaitable[Outcome]], job: Job) -> Outcome:
    return await one(job)


async def _each(
    jobs: Iterable[Job | Params] | AsyncIterable[Job | Params],
) -> AsyncIterator[Job]:
    if isinstance(jobs, AsyncIterable):
        async for job in jobs:
            yield job_of(job)
    else:
        for job in jobs:
            yield job_of(job)


def _require_some(concurrency: int) -> None:
    if concurrency < 1:
        raise GateError(f"concurrency must be at least 1, not {concurrency}")
