"""The pictures that show a rule: what it leaves alone, what it finds, and what it says then."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from shipped import ROOT

from headshot_lint.engine.registry import AnyRule

FIXTURES = ROOT / "fixtures"
EXAMPLES = FIXTURES / "examples.json"


@dataclass(frozen=True)
class Shown:
    """One case of a rule's `case.toml`.

    Attributes:
        photos: the picture, or the pictures of the set.
        because: what is to be seen in them.
        profile, options: what they are judged by.
        roster: the names that the set is held against.
        told: of a set, the photos that its findings name.
    """

    photos: tuple[Path, ...]
    because: str
    profile: str = "corporate"
    options: dict[str, Any] = field(default_factory=dict)
    roster: Path | None = None
    told: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Example:
    """What a rule says of its first bad case; written by `tests/test_rule_examples.py`."""

    message: str
    advice: str


def folder_of(rule: type[AnyRule]) -> Path:
    """Where the pictures of a rule are."""
    return FIXTURES / f"{rule.code}-{rule.name}"


def first_case(rule: type[AnyRule], status: str) -> Shown:
    """The first case that the rule passes or fails, and is known to."""
    folder = folder_of(rule)
    table = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    entries = [*table.get("case", ()), *table.get("set", ())]
    entry = next(e for e in entries if e["status"] == status and not e.get("known_limit"))
    names = entry.get("photos") or [entry["file"]]
    return Shown(
        photos=tuple(folder / name for name in names),
        because=entry["because"],
        profile=entry.get("profile", "corporate"),
        options=entry.get("options", {}),
        roster=folder / entry["roster"] if "roster" in entry else None,
        told=tuple(tuple(names) for names in entry.get("told", ())),
    )


@cache
def examples() -> dict[str, Example]:
    """What each rule says of its first bad case, by code."""
    kept = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return {code: Example(**said) for code, said in kept.items()}
