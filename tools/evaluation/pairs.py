"""Photographs that maintainers of people directories replaced: does the newer one score higher?"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from labels import Replaced

from evaluation.agreement import Share
from evaluation.rivals import RIVALS, Measures
from evaluation.tables import Cell, Section

TEXT = """\
Decisions of people, not of raters: maintainers of public directories replaced the photograph of
the same entry. Share of pairs in which the newer photo scores higher, ties half, Wilson's 95 %
interval. `better`: their message speaks of cropping, brightness, quality or a better picture. Not
every replacement is an improvement (people age, teams change style), so no number reaches 1. Only
pairs whose files differ in content count. Heads that score a pair were fitted to other sources."""

Scored = Callable[[str], float]


def pairs_section(
    pairs: Sequence[Replaced], by_name: Mapping[str, float], measures: Mapping[str, Measures]
) -> Section:
    """Share of pairs won by the newer photo, by source and reason, for score and rivals.

    Args:
        pairs: the replaced photographs.
        by_name: the linter's scores by file name.
        measures: of the alternatives, by file name.
    """
    counted = [
        p for p in differing(pairs) if {p.old.name, p.new.name} <= by_name.keys() & measures.keys()
    ]
    groups = {
        "all": counted,
        **{f"source {s}": [p for p in counted if p.source == s] for s in _named(counted, "source")},
        **{
            f"reason: {r}": [p for p in counted if p.reason == r] for r in _named(counted, "reason")
        },
    }
    contestants: list[tuple[str, Scored]] = [("headshot-lint score", by_name.__getitem__)]
    contestants += [(rival, _reader(measures, rival)) for rival in RIVALS]
    rows: list[tuple[Cell, ...]] = [
        (name, *(newer_wins(group, scored) for group in groups.values()))
        for name, scored in contestants
    ]
    return Section("replaced", "Replaced photographs", TEXT, ("number", *groups), tuple(rows))


def _named(pairs: Sequence[Replaced], attribute: str) -> list[str]:
    return sorted({str(getattr(pair, attribute)) for pair in pairs})


def _reader(measures: Mapping[str, Measures], rival: str) -> Scored:
    return lambda name: measures[name][rival]


def differing(pairs: Sequence[Replaced]) -> list[Replaced]:
    """The pairs whose files exist and differ."""
    return [
        pair
        for pair in pairs
        if pair.old.is_file() and pair.new.is_file() and _digest(pair.old) != _digest(pair.new)
    ]


def _digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


def newer_wins(pairs: Sequence[Replaced], scored: Scored) -> Share:
    """How often the newer photo outscores the older, ties half; no number ranks last."""
    return Share(sum(_won(scored(p.old.name), scored(p.new.name)) for p in pairs), len(pairs))


def _won(old: float, new: float) -> float:
    old, new = (-math.inf if math.isnan(x) else x for x in (old, new))
    return 0.5 if old == new else float(new > old)
