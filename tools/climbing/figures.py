"""What climbs show: monotony, which rule moves first and most, where verdicts turn."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from scipy.stats import kendalltau

from climbing.rungs import Climb, Rung

MATERIAL = 10.0
"""Points of a rule's score: less is the tremor of a measure, not a reaction."""

SUMMARIES = frozenset({"HL703"})
"""Rules that judge the photo as a whole: they are meant to fall with every fault, and so are no
rivals of the rule that names it."""

RANK = {"pass": 0, "warn": 1, "fail": 2}


def aimed(climb: Climb, rung: Rung) -> float:
    """The lowest score among the ladder's own rules; NaN where none could judge."""
    return min(
        (float(rung.scores[code]) for code in climb.ladder.rules if code in rung.scores),
        default=math.nan,
    )


def usable(climb: Climb) -> bool:
    """Whether the photograph is free of the ladder's fault: its rules judge, and none fails."""
    ground = climb.rungs[0]
    return not math.isnan(aimed(climb, ground)) and not ground.failed & set(climb.ladder.rules)


def tau(severities: Sequence[float], scores: Sequence[float]) -> float:
    """Kendall's tau-b of falling scores against severity: 1 falls at every rung, -1 rises.

    Ties count against it: scores that never move give 0. NaN scores are left out; 0 with fewer
    than three.
    """
    pairs = zip(severities, scores, strict=True)
    kept = [(severity, score) for severity, score in pairs if not math.isnan(score)]
    if len(kept) < 3 or len({score for _, score in kept}) == 1:
        return 0.0
    return -float(kendalltau(*zip(*kept, strict=True)).statistic)


def largest_rise(climb: Climb) -> float:
    """The most points that the aimed rules gain from any rung to any higher one."""
    scores = [score for rung in climb.rungs if not math.isnan(score := aimed(climb, rung))]
    pairs = ((low, high) for at, low in enumerate(scores) for high in scores[at + 1 :])
    return max(0.0, max((high - low for low, high in pairs), default=0.0))


def drops(climb: Climb, at: int = -1) -> dict[str, float]:
    """Points that each rule has lost at a rung; rules that judged on the ground and there."""
    ground, rung = climb.rungs[0], climb.rungs[at]
    return {
        code: float(score - rung.scores[code])
        for code, score in ground.scores.items()
        if code in rung.scores
    }


def reacting(climb: Climb, at: int) -> set[str]:
    """Rules that fail at a rung and did not on the ground, or lost 10 points or more."""
    lost = {code for code, drop in drops(climb, at).items() if drop >= MATERIAL}
    return (lost | (climb.rungs[at].failed - climb.rungs[0].failed)) - SUMMARIES


def moves_first(climb: Climb) -> bool:
    """Whether no rule reacts at an earlier rung than one of the ladder's own."""
    for at in range(1, len(climb.rungs)):
        if found := reacting(climb, at):
            return bool(found & set(climb.ladder.rules))
    return False


def moves_most(climb: Climb) -> bool:
    """Whether one of the ladder's own rules loses 10 points or more by the top, no rule more."""
    lost = drops(climb)
    own = max((lost[code] for code in climb.ladder.rules if code in lost), default=-math.inf)
    others = (drop for code, drop in lost.items() if code not in {*climb.ladder.rules, *SUMMARIES})
    return own >= MATERIAL and own >= max(others, default=-math.inf)


def fails_at(climb: Climb) -> float:
    """Severity of the first rung at which one of the ladder's rules fails; NaN for never."""
    return _first(climb, lambda rung: bool(rung.failed & set(climb.ladder.rules)))


def flips_at(climb: Climb) -> float:
    """Severity of the first rung whose verdict is worse than the photograph's; NaN for never."""
    ground = RANK[climb.rungs[0].verdict]
    return _first(climb, lambda rung: RANK[rung.verdict] > ground)


def _first(climb: Climb, holds: Callable[[Rung], bool]) -> float:
    steps = zip(climb.severities, climb.rungs, strict=True)
    return next((severity for severity, rung in steps if holds(rung)), math.nan)


def influence(climbs: Iterable[Climb]) -> dict[str, float]:
    """Mean points that each rule loses from the ground to the top, over climbs of one ladder."""
    lost: dict[str, list[float]] = defaultdict(list)
    for one in climbs:
        for code, drop in drops(one).items():
            lost[code].append(drop)
    return {code: float(np.mean(values)) for code, values in sorted(lost.items())}
