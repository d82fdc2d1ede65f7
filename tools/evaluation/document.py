"""`docs/accuracy.md` and `docs/accuracy.json`: the sections under the conditions they hold in."""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from evaluation.agreement import RESAMPLES, SEED
from evaluation.judged import Judged
from evaluation.tables import Section

PACKAGES = (
    "headshot-lint",
    "mediapipe",
    "numpy",
    "onnxruntime",
    "opencv-python-headless",
    "Pillow",
)

ROOT = Path(__file__).parents[2]
CODE = ("headshot_lint", "rules", "fixtures/ladders", "tools")

HEAD = """\
# Accuracy

Written by `python tools/evaluate.py`. How far scores and rules agree with two raters on
photographs that they labelled, beside how far the raters agree with each other.

**The raters are vision models** working apart and by sight alone, one as a careful photo editor,
one as a strict communications manager. Every figure is rater agreement; none is agreement with
people. The one section that holds decisions of people is *Replaced photographs*.

**What is left out, what is in sample.** Learned heads are fitted to ratings. Everything
here but the rows named *shipped* uses heads that saw no photograph of the same source (sources that
share people count as one). The points of the score follow from a rule's severity and category;
they were chosen in view of these figures, which hardly move with them (tools/calibrate.py). Limits
of rules were set by looking at left-out measurements over all sources, rounded, never for single
pictures: rates of firing, precision and recall are in sample as far as a limit decides them, and
the section with limits set on other sources shows by how much.

The photographs are no part of the project: their licences differ, and no per-person figure is
published.
"""


@dataclass(frozen=True)
class Conditions:
    """What an evaluation holds for.

    Attributes:
        commit: of the code; of the tables alone where the report was a saved one.
        engine: what found landmarks, or that a saved report does not say.
    """

    commit: str
    date: str
    profile: str
    engine: str
    photographs: int
    one_person: int
    passed_by_both: int
    failed_by_both: int
    sources: int
    pairs: int
    python: str
    machine: str
    packages: dict[str, str]
    resamples: int = RESAMPLES
    seed: int = SEED


def conditions(
    judged: Sequence[Judged], one_person: int, pairs: int, profile: str, engine: str
) -> Conditions:
    """The conditions of this run; a commit with a plus has uncommitted changes on top."""
    return Conditions(
        commit=commit(),
        date=datetime.now(UTC).date().isoformat(),
        profile=profile,
        engine=engine,
        photographs=len(judged),
        one_person=one_person,
        passed_by_both=sum(j.label.both("verdict", "pass") for j in judged),
        failed_by_both=sum(j.label.both("verdict", "fail") for j in judged),
        sources=len({j.label.source for j in judged}),
        pairs=pairs,
        python=platform.python_version(),
        machine=f"{platform.system()} {platform.machine()}",
        packages={name: version(name) for name in PACKAGES},
    )


def commit(code: Sequence[str] = CODE) -> str:
    """The commit of the working tree, with a plus where `code` on top of it is not committed."""
    head = _git("rev-parse", "--short=12", "HEAD")
    return head + ("+" if _git("status", "--porcelain", "--", *code) else "")


def _git(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - fixed arguments
        ["git", *arguments],  # noqa: S607 - the user's git
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or ("" if arguments[0] == "status" else "unknown")


def markdown(held: Conditions, sections: Sequence[Section]) -> str:
    """The document."""
    return "\n".join([HEAD, _conditions_list(held), *(section.markdown() for section in sections)])


def _conditions_list(held: Conditions) -> str:
    packages = ", ".join(f"{name} {number}" for name, number in held.packages.items())
    return f"""\
## Conditions

- commit {held.commit}, {held.date}; profile `{held.profile}`; landmark engine: {held.engine}
- {held.photographs} photographs of {held.sources} sources: {held.one_person} show one person to \
both raters; both raters pass {held.passed_by_both} and fail {held.failed_by_both}; \
{held.pairs} replaced pairs
- {packages}; Python {held.python}, {held.machine}
- bootstrap: {held.resamples} resamples, seed {held.seed}
"""


def as_json(held: Conditions, sections: Sequence[Section]) -> str:
    """The same figures for programs: a row a line, so that two evaluations can be compared."""
    parts = [f' "conditions": {_plain(asdict(held))}']
    for section in sections:
        rows = ",\n".join(f"  {_plain(row)}" for row in section.json())
        parts.append(f' "{section.key}": [\n{rows}\n ]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
