"""The sections of `docs/ladders.md`: what climbs show, as tables."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from evaluation.agreement import Share
from evaluation.tables import Cell, Section

from climbing import figures
from climbing.figures import MATERIAL
from climbing.rungs import Climb
from headshot_lint.engine.profile import Profile
from headshot_lint.engine.registry import load_rules

LEAKS = 30
NEAREST = 3


def sections(climbs: Sequence[Climb], profile: Profile) -> list[Section]:
    """Every section, in order."""
    return [
        _overall(climbs, profile),
        _by_ladder(climbs, profile),
        _nearest(climbs),
        _leaks(climbs),
        _gains(climbs),
    ]


def matrix_of(climbs: Sequence[Climb]) -> dict[str, dict[str, float]]:
    """Influence of each ladder on each rule, in points; unusable climbs left out."""
    return {
        name: figures.influence(one for one in group if figures.usable(one))
        for name, group in _grouped(climbs).items()
    }


def _grouped(climbs: Sequence[Climb]) -> dict[str, list[Climb]]:
    groups: dict[str, list[Climb]] = {}
    for one in climbs:
        groups.setdefault(one.ladder.name, []).append(one)
    return groups


def _counts(one: Climb, profile: Profile) -> bool:
    """Whether the ladder's first rule has a part in the photo's score."""
    plan = profile.plans[one.ladder.rules[0]]
    return plan.severity is not None and plan.points > 0


def _taus(climbs: Sequence[Climb], profile: Profile) -> dict[str, list[float]]:
    scored = [one for one in climbs if _counts(one, profile)]
    return {
        "photo": [figures.tau(c.severities, [r.score for r in c.rungs]) for c in scored],
        "uncapped": [figures.tau(c.severities, [r.uncapped for r in c.rungs]) for c in scored],
        "rule": [figures.tau(c.severities, [figures.aimed(c, r) for r in c.rungs]) for c in climbs],
    }


def _overall(climbs: Sequence[Climb], profile: Profile) -> Section:
    used = [one for one in climbs if figures.usable(one)]
    taus = _taus(used, profile)
    off = ", ".join(sorted({c.ladder.rules[0] for c in used if not _counts(c, profile)})) or "none"
    rows: list[tuple[Cell, ...]] = [
        ("climbs whose photograph is free of the fault", f"{len(used)} of {len(climbs)}"),
        ("median tau, photo's score", _spread(taus["photo"])),
        ("median tau, photo's score before the cap at 49", _spread(taus["uncapped"])),
        ("median tau, score of the right rule", _spread(taus["rule"])),
        ("right rule moves first or most", _share(used, _first_or_most)),
        ("... first", _share(used, figures.moves_first)),
        ("... most", _share(used, figures.moves_most)),
        (
            "right rule fails by the top",
            _share(used, lambda c: not math.isnan(figures.fails_at(c))),
        ),
    ]
    return Section(
        key="overall",
        title="Overall",
        text=f"""\
Over all ladders and photographs, a *climb* being one of each. A climb counts where the photograph
is free of the fault: the ladder's rules can judge it, and none fails at severity 0.

*tau*: Kendall's tau-b between severity and the fall of a score, in brackets the quartiles; 1 where
the score falls at every rung. Ties count against it, so a score that has reached its floor, or one
that a failing error holds at 49, costs tau although nothing rises.

The score of the photo says nothing of rules that the profile has off ({off}):
their ladders count for the rule's tau alone.

*First*: at the first rung at which any rule *reacts* (fails anew, or has lost
{MATERIAL:g} points or more of its own 100), one of the ladder's rules does. *Most*: one of the
ladder's rules has lost at least {MATERIAL:g} points at severity 1, and no other rule more. Rules
that sum up the whole photo ({", ".join(sorted(figures.SUMMARIES))}) are no rivals. Intervals: 95 %,
Wilson.""",
        columns=("figure", "value"),
        rows=tuple(rows),
    )


def _first_or_most(one: Climb) -> bool:
    return figures.moves_first(one) or figures.moves_most(one)


def _share(climbs: Sequence[Climb], holds: Callable[[Climb], bool]) -> Share:
    return Share(sum(holds(one) for one in climbs), len(climbs))


def _spread(values: Sequence[float]) -> str:
    if not values:
        return "-"
    low, middle, high = np.quantile(values, (0.25, 0.5, 0.75)) + 0.0
    return f"{middle:.2f} [{low:.2f}, {high:.2f}]"


def _by_ladder(climbs: Sequence[Climb], profile: Profile) -> Section:
    rows: list[tuple[Cell, ...]] = []
    for name, group in _grouped(climbs).items():
        used = [one for one in group if figures.usable(one)]
        taus = _taus(used, profile)
        rows.append(
            (
                name,
                _names(group[0].ladder.rules),
                f"{len(used)}/{len(group)}",
                _spread(taus["photo"]),
                _spread(taus["uncapped"]),
                _spread(taus["rule"]),
                _count(used, _first_or_most),
                _count(used, figures.moves_first),
                _count(used, figures.moves_most),
                _turns([figures.fails_at(one) for one in used]),
                _turns([figures.flips_at(one) for one in used]),
            )
        )
    return Section(
        key="ladders",
        title="By ladder",
        text="""\
*n*: usable climbs. *Rule fails*, *verdict turns*: the median severity of the first rung at which
one of the ladder's rules fails, and at which the photo's verdict is worse than at severity 0, with
the count of climbs in which that happens at all.""",
        columns=(
            "ladder", "rules", "n", "tau, photo", "tau, before the cap", "tau, rule",
            "first or most", "first", "most", "rule fails", "verdict turns",
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _names(codes: Sequence[str]) -> str:
    return ", ".join(f"{code} {load_rules()[code].name}" for code in codes)


def _count(climbs: Sequence[Climb], holds: Callable[[Climb], bool]) -> str:
    return f"{sum(holds(one) for one in climbs)}/{len(climbs)}"


def _turns(severities: Sequence[float]) -> str:
    """Median over all climbs; those that never turn count as beyond 1."""
    turned = sum(not math.isnan(severity) for severity in severities)
    if not turned:
        return f"never (0/{len(severities)})"
    middle = float(np.median([math.inf if math.isnan(s) else s for s in severities]))
    shown = f"{middle:.1f}" if math.isfinite(middle) else "beyond 1"
    return f"{shown} ({turned}/{len(severities)})"


def _nearest(climbs: Sequence[Climb]) -> Section:
    matrix, groups = matrix_of(climbs), _grouped(climbs)
    rows = []
    for name, row in matrix.items():
        own = groups[name][0].ladder.rules
        others = sorted((code for code in row if code not in own), key=lambda code: -row[code])
        rows.append(
            (
                name,
                ", ".join(f"{code} {row[code]:.0f}" for code in own if code in row),
                ", ".join(_lost(code, row[code]) for code in others[:NEAREST]),
            )
        )
    return Section(
        key="nearest",
        title="Influence",
        text="""\
Mean points, of its own 100, that a rule loses from severity 0 to 1: the ladder's own rules, and the
three others that lose most. `ladders.json` has the whole matrix.""",
        columns=("ladder", "its rules lose", "others that lose most"),
        rows=tuple(rows),
    )


def _lost(code: str, points: float) -> str:
    return f"{code} {load_rules()[code].name} {points:.0f}"


def _leaks(climbs: Sequence[Climb]) -> Section:
    found = _beside_the_point(climbs)
    found.sort(key=lambda leak: (-leak[0], leak[1:]))
    return Section(
        key="leaks",
        title="Largest leaks",
        text="""\
Rules that a fault moves although it is not theirs. Some follow from the fault itself (a cut crown
also cuts the round avatar, an enlarged thumbnail is also blurred), others are a measure's
weakness.""",
        columns=("ladder", "rule", "points lost"),
        rows=tuple((name, _names([code]), round(points)) for points, name, code in found[:LEAKS]),
    )


def _gains(climbs: Sequence[Climb]) -> Section:
    found = [leak for leak in _beside_the_point(climbs) if leak[0] <= -MATERIAL]
    found.sort()
    return Section(
        key="gains",
        title="Largest gains",
        text=f"""\
Rules whose score a fault raises by {MATERIAL:g} points or more on average. They are why the score
of a photo can rise while its fault grows.""",
        columns=("ladder", "rule", "points gained"),
        rows=tuple((name, _names([code]), round(-points)) for points, name, code in found[:LEAKS]),
    )


def _beside_the_point(climbs: Sequence[Climb]) -> list[tuple[float, str, str]]:
    """Points lost, ladder and rule, of rules that the ladder does not aim at."""
    groups = _grouped(climbs)
    return [
        (points, name, code)
        for name, row in matrix_of(climbs).items()
        for code, points in row.items()
        if code not in groups[name][0].ladder.rules and code not in figures.SUMMARIES
    ]
