"""Find rules, built-in and third-party, through one entry-point group."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from types import MappingProxyType, ModuleType
from typing import Any, TypeAlias

from headshot_lint.engine.nearest import nearest
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.rule import Criterion

GROUP = "headshot_lint.rules"

AnyRule: TypeAlias = Criterion[Any]
"""A rule on a photo or on a set of photos."""


@cache
def load_rules() -> Mapping[str, type[AnyRule]]:
    """Return every installed rule by code, sorted.

    Raises:
        ValueError: when two packs declare the same code or name.
    """
    found: dict[str, type[AnyRule]] = {}
    names: set[str] = set()
    for entry in sorted(entry_points(group=GROUP), key=lambda e: e.value):
        for rule in _rules_of(entry.load()):
            if rule.code in found or rule.name in names:
                raise ValueError(f"{rule.code} {rule.name} is declared twice, again by {rule}")
            found[rule.code] = rule
            names.add(rule.name)
    return MappingProxyType(dict(sorted(found.items())))


def _rules_of(package: ModuleType) -> list[type[AnyRule]]:
    rules = []
    for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(info.name)
        rules += [
            value
            for value in vars(module).values()
            if isinstance(value, type)
            and issubclass(value, Criterion)
            and value.__module__ == info.name
            and hasattr(value, "code")
        ]
    return rules


def find_rule(code_or_name: str) -> type[AnyRule]:
    """Return the rule with this code or name, in any case.

    Raises:
        HeadshotLintError: when there is none; the hint names the nearest.
    """
    wanted = code_or_name.strip()
    rules = load_rules()
    for rule in rules.values():
        if wanted.upper() == rule.code or wanted.lower() == rule.name:
            return rule
    known = [*rules, *(rule.name for rule in rules.values())]
    raise HeadshotLintError(f"there is no rule {wanted!r}", hint=nearest(wanted, known))
