"""What a gate makes of a real generator: `make gate`.

A DCGAN (see `dcgan.py`; its package is fetched from the registry) draws faces, of which few pass.
It is measured how many do, how many jobs end with one that does within four attempts, and whether
each attempt in the journals can be drawn again to the same pixels. Prints the table and writes
`docs/gate-yield.md` and `docs/gate-yield.json`.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from dcgan import PACKAGE, Faces, fetch

from headshot_lint.engine.settings import Settings, make_settings
from headshot_lint.gate import Gate, Job, Outcome
from headshot_lint.gate.journal import read_journal
from headshot_lint.gate.pictures import Picture
from headshot_lint.gate.seeds import derive

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "docs/gate-yield"
BASE_SEED = 20_261_124
DRAWS, JOBS, ATTEMPTS = 300, 120, 4

JUDGED = (
    "no-face",
    "several-faces",
    "not-a-photograph",
    "eyes-closed",
    "eyes-hidden",
    "face-covered",
    "face-turned",
    "face-dark",
    "face-bright",
    "uneven-light",
)
"""Faults that some of its faces have and others have not. What all of them have (64 px of detail,
chins at the border) would only say that it is a small generator."""


@dataclass(frozen=True)
class Yield:
    """What was counted.

    Attributes:
        draws, passed: pictures without a gate, and how many of them passed.
        jobs, jobs_passed: jobs behind the gate, and how many ended with a picture that passed.
        expected: share of jobs that `passed / draws` leads to expect, 1 - (1 - p)^n.
        expected_sd: its standard deviation, from both samples.
        attempts: of all jobs; mean_expected: attempts a job to expect.
        replayed: attempts of the journals drawn again to the same pixels.
    """

    draws: int
    passed: int
    jobs: int
    jobs_passed: int
    limit: int
    expected: float
    expected_sd: float
    attempts: int
    attempts_expected: float
    replayed: int
    failed: dict[str, int]


def settings() -> Settings:
    """The rules that judge."""
    return make_settings(profile="render", select=JUDGED)


def measure(faces: Faces, folder: Path, *, draws: int, jobs: int, limit: int) -> Yield:
    """Draw, lint, and count."""
    once = Gate(settings(), budget=1, exhausted="none", save="none")
    alone = once.map(faces, (Job(seed=derive(BASE_SEED, i)) for i in range(draws)))
    base = [_bare(outcome) for outcome in alone]
    passed = sum(outcome.ok for outcome in base)
    gate = Gate(settings(), budget=limit, exhausted="none", journal=folder, save="none")
    seeds = [derive(BASE_SEED + 1, i) for i in range(jobs)]
    behind = gate.map(faces, (Job(seed=s, key=f"job-{s}") for s in seeds))
    gated = [_bare(outcome) for outcome in behind]
    rate = passed / draws
    expected = 1 - (1 - rate) ** limit
    return Yield(
        draws=draws,
        passed=passed,
        jobs=jobs,
        jobs_passed=sum(outcome.ok for outcome in gated),
        limit=limit,
        expected=round(expected, 4),
        expected_sd=round(_deviation(rate, draws, jobs, limit), 4),
        attempts=sum(len(outcome.attempts) for outcome in gated),
        attempts_expected=round(jobs * (expected / rate if rate else limit), 1),
        replayed=sum(_replays(faces, folder, outcome) for outcome in gated),
        failed=dict(Counter(code for outcome in base for code in outcome.attempts[0].counted)),
    )


def _bare(outcome: Outcome) -> Outcome:
    """Without its picture: hundreds of them need not be kept to count them."""
    if outcome.best is not None:
        outcome.best.picture = None
    return outcome


def _deviation(rate: float, draws: int, jobs: int, limit: int) -> float:
    """Standard deviation of (share of jobs - expected share): of the jobs, and of the rate."""
    expected = 1 - (1 - rate) ** limit
    of_jobs = expected * (1 - expected) / jobs
    slope = limit * (1 - rate) ** (limit - 1)
    of_rate = slope**2 * rate * (1 - rate) / draws
    return math.sqrt(of_jobs + of_rate)


def _replays(faces: Faces, folder: Path, outcome: Outcome) -> int:
    """How many attempts of a journal are drawn again to the same pixels."""
    attempts = read_journal(folder, outcome.key).attempts
    again = (Picture(faces(seed=a.seed, **a.params)).sha256 for a in attempts if a.seed is not None)
    return sum(a.sha256 == digest for a, digest in zip(attempts, again, strict=True))


def table(found: Yield) -> str:
    """The document."""
    rate, gated = found.passed / found.draws, found.jobs_passed / found.jobs
    failed = ", ".join(f"{code} {n}" for code, n in sorted(found.failed.items()))
    return f"""\
# What a gate makes of a small generator

Written by `tools/gate_yield.py`; `make gate` measures anew. The generator is a DCGAN of 64 x 64 px
(`{PACKAGE}`), enlarged to 512; it takes a seed and no prompt, so that all a gate can do is draw
again. It is judged by {len(JUDGED)} rules of `render`: {", ".join(JUDGED)}.

| | measured | expected |
|---|---|---|
| a picture passes | {found.passed} of {found.draws} = {rate:.1%} | |
| a job passes within {found.limit} attempts | {found.jobs_passed} of {found.jobs} = {gated:.1%} \
| 1 - (1 - p)^{found.limit} = {found.expected:.1%} ± {found.expected_sd:.1%} |
| attempts for all jobs | {found.attempts} | {found.attempts_expected:g} |
| attempts that replay to the same pixels | {found.replayed} of {found.attempts} | all |

Pictures without a gate that fail a rule, of {found.draws}: {failed}.

The deviation is the standard deviation of the difference, from both samples. A prompt would do more
than drawing again: with a simulated generator that grows darker with a parameter, the remedy
`scale` makes jobs pass several times as often as new seeds alone
(`tests/gate/test_gate_statistics.py`).
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, help="the folder where the package is or goes")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        faces = Faces(fetch(given.wheels or Path(scratch)))
        found = measure(faces, Path(scratch) / "runs", draws=DRAWS, jobs=JOBS, limit=ATTEMPTS)
    REPORT.with_suffix(".json").write_text(json.dumps(asdict(found), indent=2) + "\n")
    REPORT.with_suffix(".md").write_text(table(found), encoding="utf-8")
    print(table(found))


if __name__ == "__main__":
    main()
