"""False alarms, firing of rules and calibration of the score, group by group."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from evaluation.agreement import (
    SEED,
    Estimate,
    Floats,
    Share,
    bootstrap,
)
from evaluation.tables import Cell, Section

from fair.groups import Group
from fair.look import Looked
from headshot_lint.engine.profile import Profile
from headshot_lint.model.verdict import Category

SHUFFLES = 2000

ALARMS_TEXT = """\
Photographs that both raters pass and the linter fails, and those it warns of. *Largest
difference*: between the groups' shares, in points of percent. *By chance*: the share of {shuffles}
random divisions of the same photographs into groups of the same sizes (seed {seed}) whose largest
difference is as large or larger. With groups of this size a true difference of a few points cannot
be told from none: the intervals say how little is known."""

RULES_TEXT = """\
The same for each rule that fires on one of these photographs at least, and for every rule of
lighting and colour, whether it fires or not. Sorted by difference. Of many rules one in twenty has
a *by chance* below .05 without any cause."""

CALIBRATION_TEXT = """\
Mean score and mean rating (1-5, mean of both raters) of all photographs of one person in a group,
not only of those that pass. *Score less expected*: mean of the score minus what a straight line
through all these photographs gives for their rating; 0 is equal treatment, below 0 the score is
harder on a group than the raters are. Intervals: 95 %, bootstrap by photo."""


def alarms_section(key: str, title: str, text: str, groups: Sequence[Group]) -> Section:
    """Verdicts on passed photographs, group by group."""
    rows = [
        _row("verdict fail", groups, lambda one: one.fails),
        _row("verdict warn or fail", groups, lambda one: one.judged.report.verdict != "pass"),
    ]
    explained = ALARMS_TEXT.format(shuffles=SHUFFLES, seed=SEED)
    return Section(key, title, f"{text}\n\n{explained}".strip(), _columns(groups), tuple(rows))


def rules_section(key: str, title: str, groups: Sequence[Group], profile: Profile) -> Section:
    """Firing of each rule on passed photographs, group by group."""
    rows = []
    for plan in profile.active:
        code = plan.rule.code

        def fires(one: Looked, code: str = code) -> bool:
            return one.judged.fired([code])

        lit = plan.rule.category is Category.LIGHTING
        if lit or any(fires(one) for group in groups for one in group.passed):
            rows.append(_row(f"{code} {plan.rule.name}", groups, fires))
    rows.sort(key=lambda row: -float(str(row[-2])))
    return Section(key, title, RULES_TEXT, _columns(groups), tuple(rows))


def _columns(groups: Sequence[Group]) -> tuple[str, ...]:
    return ("", *(group.name for group in groups), "largest difference", "by chance")


def _row(name: str, groups: Sequence[Group], holds: Callable[[Looked], bool]) -> tuple[Cell, ...]:
    truths = [np.array([holds(one) for one in group.passed], dtype=np.float64) for group in groups]
    return (
        name,
        *(Share(int(truth.sum()), len(truth)) for truth in truths),
        round(100 * largest_difference(truths), 1),
        round(chance(truths), 3),
    )


def largest_difference(truths: Sequence[Floats]) -> float:
    """Largest share less smallest share of the groups; 0 with fewer than two that have members."""
    shares = [truth.mean() for truth in truths if len(truth)]
    return float(max(shares) - min(shares)) if len(shares) > 1 else 0.0


def chance(truths: Sequence[Floats]) -> float:
    """How often a random division into groups of the same sizes differs as much (permutation)."""
    found = largest_difference(truths)
    random = np.random.default_rng(SEED)
    together = np.concatenate(truths)
    ends = np.cumsum([len(truth) for truth in truths])[:-1]
    hits = sum(
        largest_difference(np.split(random.permutation(together), ends)) >= found - 1e-9
        for _ in range(SHUFFLES)
    )
    return hits / SHUFFLES


def calibration_section(key: str, title: str, groups: Sequence[Group]) -> Section:
    """Mean score against mean rating, group by group."""
    alone = [[one for one in g.members if one.label.both("people", "1")] for g in groups]
    everyone = [one for members in alone for one in members]
    expected = _line(everyone)
    rows = []
    for group, members in zip(groups, alone, strict=True):
        score, rating = _scores(members), _ratings(members)
        residual = score - expected(rating)
        rows.append(
            (
                group.name,
                len(members),
                _mean(score),
                _mean(rating),
                _mean(residual),
            )
        )
    columns = ("group", "n", "mean score", "mean rating", "score less expected")
    return Section(key, title, CALIBRATION_TEXT, columns, tuple(rows))


def _line(members: Sequence[Looked]) -> Callable[[Floats], Floats]:
    slope, start = np.polyfit(_ratings(members), _scores(members), 1)
    return lambda rating: np.asarray(start + slope * rating, dtype=np.float64)


def _scores(members: Sequence[Looked]) -> Floats:
    return np.array([one.judged.report.score for one in members], dtype=np.float64)


def _ratings(members: Sequence[Looked]) -> Floats:
    return np.array([one.label.rating for one in members], dtype=np.float64)


def _mean(values: Floats) -> Estimate:
    if not len(values):
        return Estimate(float("nan"))
    return bootstrap(lambda drawn: float(values[drawn].mean()), len(values))
