"""Everything that the linter measured of photographs, kept so that it can be judged again.

Facts carry no pixels: under other heads, limits or weights a photograph is judged anew from its
record in milliseconds.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from multiprocessing import Pool
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from headshot_lint.analyse.heads import look
from headshot_lint.cache.codec import fact_types
from headshot_lint.model.facts import Facts, Impression
from headshot_lint.model.verdict import Missing
from headshot_lint.photo import Unreadable, load
from headshot_lint.shot import Shot

IMPRESSION = "impression"
GROUPS = tuple(fact_types())
"""Names of all groups of facts."""


@dataclass(frozen=True)
class Record:
    """The facts of one photograph; reading what it did not yield raises `Missing`.

    Attributes:
        facts: by group; a `Missing` where the photograph yields none.
        sha256: of the file.
        row: what the heads read, float32; None where no face was found.
    """

    facts: dict[str, object]
    sha256: str
    row: NDArray[np.float32] | None

    def __getattr__(self, name: str) -> object:
        """Return a group of facts.

        Raises:
            Missing: the photograph does not yield it.
        """
        if name not in GROUPS:
            raise AttributeError(name)
        group = self.facts[name]
        if isinstance(group, Missing):
            raise Missing(group.reason)
        return group

    @property
    def view(self) -> Facts:
        """The record as rules read it."""
        return cast("Facts", self)

    def under(self, impression: Impression) -> Record:
        """Return the record with another impression."""
        return replace(self, facts=self.facts | {IMPRESSION: impression})


def record(path: Path) -> Record | None:
    """Measure one photograph; None where it cannot be read."""
    try:
        photo = load(path)
    except Unreadable:
        return None
    shot = Shot(photo)
    facts: dict[str, object] = {}
    facts[IMPRESSION] = Missing("no head was asked")
    for group in GROUPS:
        if group == IMPRESSION:
            continue
        try:
            facts[group] = getattr(shot, group)
        except Missing as absence:
            facts[group] = absence
    try:
        row = look(shot)
    except Missing:
        row = None
    return Record(facts, photo.sha256, row)


def record_all(paths: Sequence[Path], jobs: int, kept: Path | None = None) -> list[Record | None]:
    """Measure photographs, or read what an earlier run kept of the same list."""
    names = [str(path) for path in paths]
    if kept is not None and kept.is_file():
        stored: tuple[list[str], list[Record | None]] = pickle.loads(kept.read_bytes())  # noqa: S301 - our own file
        if stored[0] == names:
            return stored[1]
    with Pool(jobs) as pool:
        records = pool.map(record, paths, chunksize=8)
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps((names, records)))
    return records
