"""Asynchronous gates do what synchronous ones do, hold their budgets and end when told to."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from simulated import BAD, GOOD, by_redness, lucky, picture

from headshot_lint.gate import Budget, Gate, GateError, Outcome
from headshot_lint.gate.journal import Journal

PROMPT = {"prompt": "x"}


def gate(**options: Any) -> Gate:
    return Gate(by_redness, **{"pause_s": 0.0, "exhausted": "none", **options})


def told(outcome: Outcome) -> list[Any]:
    return [(a.seed, a.status, a.params, a.sha256, a.changes) for a in outcome.attempts]


async def slow(*, seed: int, prompt: str, negative_prompt: str = "") -> Image.Image:
    del negative_prompt
    await asyncio.sleep(0.001)
    return lucky(0.4)(seed, prompt)


def test_async_equals_sync() -> None:
    async def both(seed: int) -> tuple[Outcome, Outcome]:
        g = gate(budget=6)
        return (
            await g.arun(slow, PROMPT, seed=seed),
            await g.arun(lucky(0.4), PROMPT, seed=seed),
        )

    for seed in range(20):
        coroutine, threaded = asyncio.run(both(seed))
        plain = gate(budget=6).run(lucky(0.4), PROMPT, seed=seed)
        assert told(coroutine) == told(plain) == told(threaded)
        assert coroutine.stop == plain.stop


def test_200_gates_at_once_hold_their_budgets() -> None:
    at_once = most = 0

    async def render(*, seed: int, prompt: str) -> Image.Image:
        nonlocal at_once, most
        del prompt
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.002)
        at_once -= 1
        return lucky(0.3)(seed)

    async def all_of_them() -> list[Outcome]:
        shared = gate(budget=Budget(attempts=5, cost=0.4), cost=0.1)
        limiter = asyncio.Semaphore(8)
        return await asyncio.gather(
            *(shared.arun(render, PROMPT, seed=seed, limiter=limiter) for seed in range(200))
        )

    outcomes = asyncio.run(all_of_them())
    assert most <= 8
    for seed, outcome in enumerate(outcomes):
        assert len(outcome.attempts) <= 4
        assert outcome.cost <= 0.4 + 1e-9
        assert outcome.ok or (len(outcome.attempts), outcome.stop) == (4, "cost")
        alone = gate(budget=4).run(lucky(0.3), PROMPT, seed=seed)
        assert [a.seed for a in outcome.attempts] == [a.seed for a in alone.attempts]


def test_200_gates_at_once_hold_their_time() -> None:
    async def render(*, seed: int) -> Image.Image:
        await asyncio.sleep(0.05)
        return picture(BAD, seed % 256)

    async def all_of_them() -> list[Outcome]:
        limited = gate(budget=Budget(attempts=1000, seconds=0.5))
        return await asyncio.gather(*(limited.arun(render, seed=seed) for seed in range(200)))

    began = time.monotonic()
    outcomes = asyncio.run(all_of_them())
    assert time.monotonic() - began < 3.0
    assert {o.stop for o in outcomes} <= {"seconds"}


def test_a_coroutine_that_takes_too_long_is_cancelled() -> None:
    cancelled: list[bool] = []

    async def render(*, seed: int) -> Image.Image:
        del seed
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            cancelled.append(True)
            raise
        return picture(GOOD)

    outcome = asyncio.run(gate(budget=Budget(seconds=0.05)).arun(render, seed=1))
    assert cancelled
    assert (outcome.stop, outcome.attempts[0].error_type) == ("seconds", "OutOfTime")


def test_a_timeout_of_the_generators_own_is_not_the_budgets() -> None:
    async def render(*, seed: int) -> Image.Image:
        del seed
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        asyncio.run(gate(budget=Budget(seconds=5)).arun(render, seed=1))


def test_a_slot_that_is_not_free_in_time_ends_the_job() -> None:
    async def starve() -> Outcome:
        limiter = asyncio.Semaphore(1)
        holder = gate().arun(held, seed=1, limiter=limiter)
        waiter = gate(budget=Budget(seconds=0.05)).arun(held, seed=2, limiter=limiter)
        return (await asyncio.gather(holder, waiter))[1]

    async def held(*, seed: int) -> Image.Image:
        del seed
        await asyncio.sleep(0.2)
        return picture(GOOD)

    outcome = asyncio.run(starve())
    assert (outcome.ok, outcome.stop) == (False, "seconds")


@pytest.mark.parametrize("after_s", [0.0, 0.004, 0.01, 0.02, 0.05])
def test_cancellation_leaves_no_half_written_file(after_s: float, tmp_path: Path) -> None:
    async def render(*, seed: int) -> Image.Image:
        await asyncio.sleep(0.001)
        return Image.effect_noise((400, 400), seed % 100 + 1)

    async def cancel() -> None:
        g = Gate(lambda _: False, budget=500, journal=tmp_path, save="all", exhausted="none")
        task = asyncio.ensure_future(g.arun(render, seed=1, key="k"))
        await asyncio.sleep(after_s)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    for path in tmp_path.glob("*.png"):
        Image.open(path).load()
    assert not list(tmp_path.glob(".*"))
    if (tmp_path / "k.jsonl").exists():
        whole = (tmp_path / "k.jsonl").read_bytes()
        journal = Journal(tmp_path, "k")
        assert journal.past.interrupted == 0
        assert (tmp_path / "k.jsonl").stat().st_size == len(whole)
        assert {str(a.path) for a in journal.past.attempts} == {
            str(p) for p in tmp_path.glob("*.png")
        }
        journal.close()


def test_amap_yields_in_order_and_ends_its_tasks() -> None:
    running = 0

    async def render(*, seed: int, prompt: str) -> Image.Image:
        nonlocal running
        running += 1
        try:
            await asyncio.sleep(0.001 * (seed % 5))
        finally:
            running -= 1
        return lucky(1.0)(seed, prompt)

    async def some() -> list[str]:
        outcomes = gate().amap(render, ({"prompt": str(i)} for i in range(50)), concurrency=5)
        taken = [o.attempts[0].params["prompt"] async for o in _first(outcomes, 12)]
        await outcomes.aclose()  # type: ignore[attr-defined]
        return taken

    assert asyncio.run(some()) == [str(i) for i in range(12)]
    assert running == 0


async def _first(outcomes: Any, count: int) -> Any:
    for _ in range(count):
        yield await anext(outcomes)


def test_the_decorator_takes_coroutine_functions() -> None:
    @gate(budget=20)
    async def render(*, seed: int, prompt: str) -> Image.Image:
        return await slow(seed=seed, prompt=prompt)

    image = asyncio.run(render(prompt="x", seed=3))
    assert image.getpixel((0, 0))[0] == GOOD


def test_run_refuses_what_must_be_awaited(tmp_path: Path) -> None:
    with pytest.raises(GateError, match="must be awaited"):
        gate(journal=tmp_path).run(slow, PROMPT, seed=1)
