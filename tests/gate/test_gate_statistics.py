"""Success after n attempts is what the pass rate says, and remedies are worth what they are."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest
from PIL import Image
from simulated import BAD, GOOD, by_redness, lucky, picture

from headshot_lint.gate import Gate, scale

RUNS = 2000
SIGMAS = 4.0  # one of 15,000 true rates lies further off; the seeds are fixed, so it stays as it is


def successes(gate: Gate, render: Any, params: dict[str, Any] | None = None) -> list[int]:
    """The attempts that each successful run took."""
    runs = (gate.run(render, params, seed=seed) for seed in range(RUNS))
    return [len(outcome.attempts) for outcome in runs if outcome.ok]


@pytest.mark.parametrize("rate", [0.2, 0.5, 0.7])
def test_success_after_n_attempts_is_what_the_pass_rate_says(rate: float) -> None:
    gate = Gate(by_redness, budget=6, exhausted="none")
    took = successes(gate, lucky(rate))
    for attempts in range(1, 7):
        expected = 1 - (1 - rate) ** attempts
        error = math.sqrt(expected * (1 - expected) / RUNS)
        share = sum(n <= attempts for n in took) / RUNS
        assert abs(share - expected) <= SIGMAS * error


def too_dark(*, seed: int, guidance_scale: float) -> Image.Image:
    """Darker pictures the higher the guidance: 5 % pass at 12, 41 % at 6, 64 % at 4.5."""
    chance = 1 / (1 + math.exp((guidance_scale - 5.4) / 2.2))
    draw = random.Random(seed).random()  # noqa: S311 - chance, no secret
    return picture(GOOD if draw < chance else BAD, seed % 256)


def test_remedies_beat_blind_retries_by_a_measured_factor() -> None:
    params = {"guidance_scale": 12.0}
    blind = Gate(by_redness, budget=4, exhausted="none", remedies={"ALL": ()})
    remedies = {"face-dark": [scale("guidance_scale", 0.7, low=4.0)]}
    heeding = Gate(by_redness, budget=4, exhausted="none", remedies=remedies)
    without, withal = (len(successes(g, too_dark, params)) / RUNS for g in (blind, heeding))

    def passes(guidance: float) -> float:
        return 1 / (1 + math.exp((guidance - 5.4) / 2.2))

    def expected(*guidances: float) -> float:
        return 1 - math.prod(1 - passes(guidance) for guidance in guidances)

    for measured, share in (
        (without, expected(12, 12, 12, 12)),
        (withal, expected(12, 12 * 0.7, 12 * 0.7**2, 12 * 0.7**3)),
    ):
        assert abs(measured - share) <= SIGMAS * math.sqrt(share * (1 - share) / RUNS)
    assert withal / without > 3.5
