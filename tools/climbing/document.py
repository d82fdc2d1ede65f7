"""`docs/ladders.md` and `docs/ladders.json`: what the climbs show, and under what conditions."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from evaluation.document import PACKAGES, commit
from evaluation.tables import Section

from climbing.rungs import Climb
from climbing.sections import matrix_of

CODE = ("headshot_lint", "rules", "fixtures/ladders", "tools")

HEAD = """\
# Ladders

Written by `python tools/climb.py` (`make ladders`). Does the right rule react? One fault at a time
is grown on good photographs in six rungs, from severity 0 (the photograph) to 1 (plain to see), and
every rung is judged by every rule, also by those that the profile has off. The faults are made by
`fixtures/ladders/`: synthetic, so they prove that a rule sees *this* form of its fault, not every
form that cameras and people produce.

No photograph and no figure of a single photograph is published.
"""


@dataclass(frozen=True)
class Conditions:
    """What the figures hold for."""

    commit: str
    date: str
    profile: str
    engine: str
    photographs: str
    climbs: int
    severities: tuple[float, ...]
    seed: int
    python: str
    machine: str
    packages: dict[str, str]


def conditions(
    climbs: Sequence[Climb], profile: str, engine: str, photographs: str, seed: int
) -> Conditions:
    """The conditions of this run; a commit with a plus has uncommitted changes on top."""
    return Conditions(
        commit=commit(CODE),
        date=datetime.now(UTC).date().isoformat(),
        profile=profile,
        engine=engine,
        photographs=photographs,
        climbs=len(climbs),
        severities=climbs[0].severities,
        seed=seed,
        python=platform.python_version(),
        machine=f"{platform.system()} {platform.machine()}",
        packages={name: version(name) for name in PACKAGES},
    )


def markdown(held: Conditions, sections: Sequence[Section]) -> str:
    """The document."""
    packages = ", ".join(f"{name} {number}" for name, number in held.packages.items())
    listed = f"""\
## Conditions

- commit {held.commit}, {held.date}; profile `{held.profile}`; landmark engine: {held.engine}
- {held.photographs}
- {held.climbs} climbs of rungs {", ".join(f"{s:g}" for s in held.severities)}; seed {held.seed}
- {packages}; Python {held.python}, {held.machine}
"""
    return "\n".join([HEAD, listed, *(section.markdown() for section in sections)])


def as_json(held: Conditions, sections: Sequence[Section], climbs: Sequence[Climb]) -> str:
    """The same figures for programs, and the whole influence matrix; a row a line."""
    parts = [f' "conditions": {json.dumps(asdict(held))}']
    for section in sections:
        rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in section.json())
        parts.append(f' "{section.key}": [\n{rows}\n ]')
    matrix = ",\n".join(
        f'  "{name}": {json.dumps({code: round(lost, 1) for code, lost in row.items()})}'
        for name, row in matrix_of(climbs).items()
    )
    parts.append(f' "influence": {{\n{matrix}\n }}')
    return "{\n" + ",\n".join(parts) + "\n}\n"
