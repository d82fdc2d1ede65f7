"""Groups of photographs by skin tone, and by what the sitters wear."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fair.look import Looked

ITA_CLASSES = (
    ("dark", -90.0),
    ("brown", -30.0),
    ("tan", 10.0),
    ("intermediate", 28.0),
    ("light", 41.0),
    ("very light", 55.0),
)
"""Lower ends of the classes, in degrees (Chardon et al. 1991; Del Bino and Bernerd 2013)."""

SMALLEST_GROUP = 20


class AttributesError(Exception):
    """The list of attributes cannot be read."""


@dataclass(frozen=True)
class Group:
    """Photographs that are compared with others."""

    name: str
    members: tuple[Looked, ...]

    @property
    def passed(self) -> tuple[Looked, ...]:
        """Those that both raters pass."""
        return tuple(one for one in self.members if one.passed_by_both)


def ita_class(angle_deg: float) -> int:
    """The position in `ITA_CLASSES` of an angle."""
    return max(i for i, (_, low) in enumerate(ITA_CLASSES) if angle_deg >= low)


def tone_groups(looked: Sequence[Looked]) -> list[Group]:
    """Photographs by skin tone, darkest first, each group with 20 passed photographs or more.

    Neighbouring classes are merged from the darkest on until a group is large enough; what is left
    over at the light end joins the last group.
    """
    by_class: list[list[Looked]] = [[] for _ in ITA_CLASSES]
    for one in looked:
        if not math.isnan(one.ita_deg):
            by_class[ita_class(one.ita_deg)].append(one)
    runs: list[list[int]] = [[]]
    for index in range(len(ITA_CLASSES)):
        runs[-1].append(index)
        if sum(one.passed_by_both for i in runs[-1] for one in by_class[i]) >= SMALLEST_GROUP:
            runs.append([])
    left_over = runs.pop()
    if runs:
        runs[-1] += left_over
    return [
        Group(_class_range(run), tuple(one for i in run for one in by_class[i])) for run in runs
    ]


def _class_range(run: Sequence[int]) -> str:
    names = [ITA_CLASSES[i][0] for i in run]
    low = ITA_CLASSES[run[0]][1]
    high = ITA_CLASSES[run[-1] + 1][1] if run[-1] + 1 < len(ITA_CLASSES) else 90.0
    words = names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"
    return f"{words} ({low:.0f} to {high:.0f} deg)"


def attribute_groups(looked: Sequence[Looked], file: Path) -> dict[str, list[Group]]:
    """Photographs with and without each attribute of a hand-made list.

    Args:
        looked: photographs.
        file: CSV with the column `sha256` and one column an attribute, `yes` or `no` in it.

    Raises:
        AttributesError: the file is no such list.
    """
    try:
        with file.open(newline="", encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError) as failure:
        raise AttributesError(f"{file} cannot be read: {failure}") from None
    if not rows or "sha256" not in rows[0] or len(rows[0]) < 2:
        raise AttributesError(f"{file} needs a column sha256 and a column for each attribute")
    by_hash = {row["sha256"]: row for row in rows}
    listed = [(one, by_hash.get(one.judged.report.sha256 or "")) for one in looked]
    groups = {}
    for name in (column for column in rows[0] if column != "sha256"):
        groups[name.replace("_", " ")] = [
            Group(word, tuple(one for one, row in listed if row is not None and row[name] == word))
            for word in ("yes", "no")
        ]
    return groups


def counts(groups: Sequence[Group], holds: Callable[[Looked], bool]) -> list[tuple[int, int]]:
    """How many passed photographs of each group something holds for, and of how many."""
    return [(sum(holds(one) for one in g.passed), len(g.passed)) for g in groups]
