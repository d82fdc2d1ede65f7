"""The material of a study: labelled photographs, their records, and their views as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from labels import Labelled, read_labels
from numpy.typing import NDArray

from heads import views as looks
from heads.fit import Array, Mask, Material, Views
from heads.records import Record, record_all
from heads.targets import ALL_INPUTS, NAMES, answers
from headshot_lint.analyse.heads import answered, read_inputs

CACHE = Path(__file__).parents[2] / ".headshot_lint_cache"
BLOCKS = (3936, 5568, 2440, 1152, 10752, 52)
"""Columns from the landmark network, the detector, the segmenter, the fine and the coarse maps of
the network for everyday pictures, and blendshapes."""


@dataclass(frozen=True, eq=False)
class Study:
    """Labelled photographs with everything that fitting needs.

    Attributes:
        labels: one a photograph.
        records: what the linter measured of each.
        views: what the heads see of them.
    """

    labels: list[Labelled]
    records: list[Record]
    views: Views

    @cached_property
    def folds(self) -> NDArray[np.str_]:
        """The source of each photograph; sources that share people count as one."""
        return np.array([label.fold for label in self.labels])

    @cached_property
    def faces(self) -> Mask:
        """Photographs that show a face."""
        seen = np.zeros(len(self.labels), dtype=bool)
        seen[self.views.photo] = True
        return seen

    @cached_property
    def usable(self) -> Mask:
        """Photographs with a face that a linear function may be fitted to."""
        allowed: Mask = np.array([label.train_ok != "no" for label in self.labels])
        return self.faces & allowed

    @cached_property
    def said(self) -> dict[str, tuple[Array, Array]]:
        """By head, what each rater says."""
        return {name: answers(self.labels, name) for name in NAMES}

    @cached_property
    def measured(self) -> NDArray[np.float32]:
        """Photographs x inputs of the second step."""
        return np.stack([read_inputs(record.view, ALL_INPUTS) for record in self.records])

    @cached_property
    def material(self) -> Material:
        """What heads are fitted to."""
        return Material(self.views, self.measured, self.said, self.usable, self.folds)


def under(record: Record, answers: dict[str, float]) -> Record:
    """Return a record with the impression that heads' answers make; without a face, as it is."""
    if record.row is None:
        return record
    return record.under(answered(answers, record.view.likeness.face))


def gather(jobs: int) -> Study:
    """Measure and look, or read what an earlier run kept in the cache folder."""
    labels = read_labels()
    records = record_all([label.path for label in labels], jobs, CACHE / "records.pkl")
    kept = CACHE / "views.npz"
    seen = looks.read(kept) if kept.is_file() else looks.see_all(labels, jobs)
    if not kept.is_file():
        looks.save(kept, seen)
    readable = [record for record in records if record is not None]
    if len(readable) < len(labels):
        raise SystemExit(f"{len(labels) - len(readable)} labelled photographs cannot be read")
    return Study(labels, readable, arrays(seen))


def arrays(seen: list[looks.View]) -> Views:
    """Return views as arrays, with the blocks of columns that belong together."""
    edges = np.cumsum((0, *BLOCKS)).tolist()
    return Views(
        photo=np.array([view.photo for view in seen]),
        kind=np.array([view.kind for view in seen]),
        rows=np.stack([view.row for view in seen]),
        blocks=tuple(slice(start, end) for start, end in pairwise(edges)),
    )
