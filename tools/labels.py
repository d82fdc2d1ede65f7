"""Labelled photographs and what two raters said of them.

The folder holds `labelled/` and `labels.csv` (columns `file, source, train_ok, ...`, for rater
A `A_people ... A_main_fault`, for rater B `B_...`), optionally `replaced/` with `replaced.csv`.
It is no part of the project: `HEADSHOT_LINT_PHOTOS` names it, else `../shared/photos` is tried.
"""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(os.environ.get("HEADSHOT_LINT_PHOTOS", "../shared/photos"))


class NoPhotographsError(Exception):
    """The labelled photographs are not where they were looked for."""


@dataclass(frozen=True)
class Labelled:
    """One photograph with both raters' columns."""

    path: Path
    source: str
    train_ok: str
    a: dict[str, str]
    b: dict[str, str]

    @property
    def fold(self) -> str:
        """The group left out together: sources that share people stay on one side."""
        return "18f+pif" if self.source in {"18f", "pif"} else self.source

    def either(self, column: str, *values: str) -> bool:
        """Whether one rater or both chose one of the values."""
        return self.a[column] in values or self.b[column] in values

    def both(self, column: str, *values: str) -> bool:
        """Whether both raters chose one of the values."""
        return self.a[column] in values and self.b[column] in values

    @property
    def rating(self) -> float:
        """Mean of both ratings, 1-5."""
        return (int(self.a["rating"]) + int(self.b["rating"])) / 2


def read_labels(folder: Path = FOLDER) -> list[Labelled]:
    """Read the labels.

    Raises:
        NoPhotographsError: the folder is absent; the message says how to name it.
    """
    table = folder / "labels.csv"
    if not table.is_file():
        raise NoPhotographsError(
            f"no labelled photographs at {folder}: labels.csv is not there\n"
            "hint: set HEADSHOT_LINT_PHOTOS to a folder with labels.csv and labelled/"
        )
    with table.open(newline="", encoding="utf-8") as lines:
        return [_labelled(folder, row) for row in csv.DictReader(lines)]


def _labelled(folder: Path, row: dict[str, str]) -> Labelled:
    def columns(rater: str) -> dict[str, str]:
        return {key[2:]: value for key, value in row.items() if key.startswith(f"{rater}_")}

    return Labelled(
        path=folder / "labelled" / row["file"],
        source=row["source"],
        train_ok=row["train_ok"],
        a=columns("A"),
        b=columns("B"),
    )


@dataclass(frozen=True)
class Replaced:
    """A photograph and the one by which maintainers replaced it."""

    pair: str
    source: str
    old: Path
    new: Path
    reason: str


def read_replaced(folder: Path = FOLDER) -> list[Replaced]:
    """Read the replaced pairs; none where the folder has none."""
    table = folder / "replaced.csv"
    if not table.is_file():
        return []
    with table.open(newline="", encoding="utf-8") as lines:
        return [
            Replaced(
                pair=row["pair"],
                source=row["source"],
                old=folder / "replaced" / row["old"],
                new=folder / "replaced" / row["new"],
                reason=row["reason"],
            )
            for row in csv.DictReader(lines)
        ]
