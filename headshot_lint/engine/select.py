"""Which rules judge, and how gravely: selectors, resolved layer by layer as ruff does it.

A layer is one place that speaks about rules: a configuration file, an override, the command line.
Within a layer the most specific selector wins, whatever the order, and at equal specificity an
ignore beats a selection. A later layer goes over the earlier ones: its `select` replaces what was
chosen before, everything else adds to it or takes away from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal, TypeAlias

from headshot_lint.engine.nearest import nearest
from headshot_lint.engine.registry import AnyRule
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.origin import CALL, Origin
from headshot_lint.model.verdict import Category

Level = Literal["error", "warning", "hint", "off"]
Rules: TypeAlias = Mapping[str, type[AnyRule]]

ALL = "ALL"


class Specificity(IntEnum):
    """How much a selector says, least first."""

    ALL = 0
    PACK = 1  # HL
    GROUP = 2  # HL2, lighting
    TENS = 3  # HL20
    RULE = 4  # HL203, uneven-light


@dataclass(frozen=True)
class Selector:
    """A selector and what it stands for.

    Attributes:
        text: as it was written.
        codes: of the rules that it means; a category may be empty.
    """

    text: str
    specificity: Specificity
    codes: frozenset[str]


@dataclass(frozen=True)
class Layer:
    """What one place says about rules.

    Attributes:
        origin: the place.
        select: selectors that replace all earlier ones; None says nothing.
        extend_select: selectors that add.
        ignore: selectors that take away.
        severity: level by selector. `off` takes away; another level on a single rule adds it.
        points: what a score of 0 costs the rule's category, by code.
        options: values by code and option.
        spelt: how the place names the rules of `points` and `options`, by code.
        places: where single entries of `severity` stand, if not under that key.
    """

    origin: Origin = CALL
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Level] = field(default_factory=dict)
    points: Mapping[str, float] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    spelt: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Origin] = field(default_factory=dict)

    def of_rule(self, code: str, *key: str) -> Origin:
        """Where the place speaks of a rule, or of one of its options."""
        return self.origin.at("rules", self.spelt.get(code, code), *key)

    def of_severity(self, text: str) -> Origin:
        """Where the place grades a selector."""
        return self.places.get(text) or self.origin.at("severity", text)


@dataclass(frozen=True)
class Choice:
    """Whether a rule judges, and what decided it."""

    on: bool
    origin: Origin


def parse_selector(text: str, rules: Rules) -> Selector:
    """Return the selector for a code, a prefix of codes, a name, a category or `ALL`, in any case.

    Raises:
        HeadshotLintError: it means nothing; the hint names the nearest that does.
    """
    wanted = text.strip()
    upper, lower = wanted.upper(), wanted.lower()
    if upper == ALL:
        return Selector(text, Specificity.ALL, frozenset(rules))
    if lower in set(Category):
        codes = frozenset(code for code, rule in rules.items() if rule.category == lower)
        return Selector(text, Specificity.GROUP, codes)
    for code, rule in rules.items():
        if upper == code or lower == rule.name:
            return Selector(text, Specificity.RULE, frozenset({code}))
    codes = frozenset(code for code in rules if code.startswith(upper))
    specificity = _prefix_specificity(upper, codes)
    if specificity is None:
        raise HeadshotLintError(
            f"there is no rule, prefix, name or category {wanted!r}",
            hint=nearest(wanted, selector_names(rules)),
        )
    return Selector(text, specificity, codes)


def choose(
    layers: tuple[Layer, ...], start: Mapping[str, Choice], rules: Rules
) -> dict[str, Choice]:
    """Return for every rule of `start` whether it judges after all layers."""
    chosen = dict(start)
    carried: tuple[str, ...] = ()
    for layer in layers:
        updates = _updates(layer, carried, rules)
        carried = ()
        if layer.select is not None:
            none = Choice(on=False, origin=layer.origin.at("select"))
            chosen = dict.fromkeys(chosen, none)
            # `select = []` leaves nothing to ignore from: the ignores wait for the next layer, so
            # that a shared file can say what is never wanted.
            carried = layer.ignore if not layer.select else ()
        chosen |= {code: choice for code, choice in updates.items() if code in chosen}
    return chosen


def levels(layers: tuple[Layer, ...], rules: Rules) -> dict[str, tuple[Level, Origin]]:
    """Return the level that layers set, by code, with its origin."""
    found: dict[str, tuple[Level, Origin]] = {}
    for layer in layers:
        parsed = [(parse_selector(text, rules), level) for text, level in layer.severity.items()]
        for selector, level in sorted(parsed, key=lambda item: item[0].specificity):
            origin = layer.of_severity(selector.text)
            found |= dict.fromkeys(selector.codes, (level, origin))
    return found


def _updates(layer: Layer, carried: tuple[str, ...], rules: Rules) -> dict[str, Choice]:
    """What one layer switches: the least specific selector first, what is switched off last."""
    updates: dict[str, Choice] = {}
    switches = _switches(layer, carried, rules)
    for selector, on, origin in sorted(switches, key=lambda s: (s[0].specificity, not s[1])):
        updates |= dict.fromkeys(selector.codes, Choice(on, origin))
    return updates


def _switches(
    layer: Layer, carried: tuple[str, ...], rules: Rules
) -> Iterator[tuple[Selector, bool, Origin]]:
    for key, texts, on in (
        ("select", layer.select or (), True),
        ("extend-select", layer.extend_select, True),
        ("ignore", (*layer.ignore, *carried), False),
    ):
        for text in texts:
            yield parse_selector(text, rules), on, layer.origin.at(key)
    for text, level in layer.severity.items():
        selector = parse_selector(text, rules)
        if level == "off" or selector.specificity is Specificity.RULE:
            yield selector, level != "off", layer.of_severity(text)


def _prefix_specificity(prefix: str, codes: frozenset[str]) -> Specificity | None:
    """How specific a prefix of codes is; None where it is none: `H` cuts the pack's letters."""
    parts = re.fullmatch(r"([A-Z]+)(\d{0,2})", prefix)
    if parts is None or not codes:
        return None
    if any(re.match(r"[A-Z]+", code)[0] != parts[1] for code in codes):  # type: ignore[index]  # codes start with letters
        return None
    return (Specificity.PACK, Specificity.GROUP, Specificity.TENS)[len(parts[2])]


def selector_names(rules: Rules) -> Iterator[str]:
    """Everything that a selector may be, some of it more than once."""
    yield ALL
    yield from Category
    for code, rule in rules.items():
        yield from (code, rule.name, code[:-3], code[:-2])
