"""Do fixes keep what they promise: no score falls, no category pays, twice is once?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from evaluation.agreement import Share
from evaluation.tables import Cell, Section

from headshot_lint.engine.profile import load_profile
from headshot_lint.mend.fixes import FIXES, UNSAFE
from headshot_lint.mend.mender import Mender, calls_for_fix

PROFILE = "corporate"

TEXT = """\
Photographs drawn with a seed are mended by the profile `corporate`, with safe fixes alone and with
all unsafe ones besides, and judged before and after; counted are those that have a finding that a
safe fix is for, or with unsafe ones any. *Score kept*: it does not fall. *No category falls*: of
none is the score lower, or gone, as a report shows it. *No new fault*: no rule fails that did not.
*Twice is once*: mending the result with a fresh start changes no byte."""

FIX_TEXT = """\
How often each fix was kept and declined, safe ones over the run with safe fixes alone. Declined
means tried, judged, and not kept, or found impossible within the picture; most often it would not
mend the fault, or another rule would pay."""

LEFT_TEXT = """\
Findings before, what fixes took, and what is left: *reshoot* no fix mends; *by an unsafe fix* one
exists and was not asked for; *declined* one was tried and not kept."""


def observe(path: Path, *, unsafe: bool) -> dict[str, Any]:
    """Mend one photograph, mend the result again, and say what came of it."""
    mender = Mender(load_profile(PROFILE), UNSAFE if unsafe else ())
    mended = mender.mend(path.read_bytes(), path.name)
    before, after = mended.before, mended.after
    if before is None or after is None or not (unsafe or mended.changed or calls_for_fix(before)):
        return {"counts": False, "changed": mended.changed}
    again = Mender(load_profile(PROFILE), UNSAFE if unsafe else ()).mend(mended.data, mended.name)
    was = {result.code for result in before.failures()}
    falls = [
        score - (after.categories.get(category) or 0.0)
        for category, score in before.categories.items()
        if score is not None
    ]
    return {
        "counts": True,
        "changed": mended.changed,
        "before": before.score,
        "after": after.score,
        "steps": [step.fix for step in mended.steps],
        "declined": [one.fix or "all" for one in mended.declined],
        "fall": max(falls, default=0.0),
        "new": sorted({result.code for result in after.failures()} - was),
        "found": len(was),
        "left": [left.remedy for left in mended.left],
        "settled": again.data == mended.data and not again.changed,
    }


def sections(seen: Mapping[str, Mapping[str, dict[str, Any]]]) -> list[Section]:
    """The tables on fixes, of runs by name: `safe`, `unsafe`."""
    runs = {name: [one for one in run.values() if one["counts"]] for name, run in seen.items()}
    columns = (
        *("fixes", "n", "changed", "score kept", "mean gain where changed", "no category falls"),
        *("no new fault", "twice is once"),
    )
    return [
        Section("fix", "Fixes", TEXT, columns, tuple(_row(n, run) for n, run in runs.items())),
        Section(
            "fix_each",
            "Each fix",
            FIX_TEXT,
            ("fix", "safe", "kept", "declined"),
            tuple(_each(fix.name, fix.safe, runs) for fix in FIXES),
        ),
        Section(
            "fix_left",
            "What is left",
            LEFT_TEXT,
            ("fixes", "findings before", "left", "reshoot", "by an unsafe fix", "declined"),
            tuple(_left(name, run) for name, run in runs.items()),
        ),
    ]


def _row(name: str, run: Sequence[dict[str, Any]]) -> tuple[Cell, ...]:
    changed = [one for one in run if one["changed"]]
    gains = [one["after"] - one["before"] for one in changed]
    return (
        name,
        len(run),
        Share(len(changed), len(run)),
        Share(sum(one["after"] >= one["before"] for one in run), len(run)),
        float(np.mean(gains)) if gains else 0.0,
        Share(sum(one["fall"] <= 0.0 for one in run), len(run)),
        Share(sum(not one["new"] for one in run), len(run)),
        Share(sum(one["settled"] for one in run), len(run)),
    )


def _each(name: str, safe: bool, runs: Mapping[str, Sequence[dict[str, Any]]]) -> tuple[Cell, ...]:
    run = runs["safe" if safe else "unsafe"]
    kept = Counter(step for one in run for step in set(one["steps"]))
    declined = Counter(step for one in run for step in set(one["declined"]) - set(one["steps"]))
    return name, "yes" if safe else "no", kept[name], declined[name]


def _left(name: str, run: Sequence[dict[str, Any]]) -> tuple[Cell, ...]:
    remedies = Counter(remedy for one in run for remedy in one["left"])
    return (
        name,
        sum(one["found"] for one in run),
        sum(remedies.values()),
        remedies["reshoot"],
        remedies["unsafe-fix"],
        remedies["declined"],
    )
