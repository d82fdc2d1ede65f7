"""What a table says about rules, checked against the rules that there are."""

from __future__ import annotations

from headshot_lint.config.schema import Judging
from headshot_lint.engine.registry import find_rule, load_rules
from headshot_lint.engine.rule_options import check_option
from headshot_lint.engine.select import Layer, Level, parse_selector
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.origin import Origin


def layer_of(table: Judging, origin: Origin) -> tuple[Layer, ...]:
    """Return the table's layer, or nothing where it says nothing about rules.

    Raises:
        HeadshotLintError: a selector, rule or option is unknown, or a value is wrong.
    """
    _check_selectors(table, origin)
    spelt: dict[str, str] = {}
    for name in table.rules:
        code = _code(name, origin.at("rules", name))
        if code in spelt:
            raise HeadshotLintError(
                f"{origin.at('rules', name)}: {name} is {spelt[code]}, which has a table already"
            )
        spelt[code] = name
    severity, places = _severity(table, origin, spelt)
    layer = Layer(
        origin=origin,
        select=table.select,
        extend_select=table.extend_select,
        ignore=table.ignore,
        severity=severity,
        points={
            code: points
            for code, name in spelt.items()
            if (points := table.rules[name].points) is not None
        },
        options={code: _options(table, code, name, origin) for code, name in spelt.items()},
        spelt=spelt,
        places=places,
    )
    return () if layer == Layer(origin=origin) else (layer,)


def _options(table: Judging, code: str, name: str, origin: Origin) -> dict[str, object]:
    rule = load_rules()[code]
    given = table.rules[name].options
    return {
        key: check_option(rule, key, value, origin.at("rules", name, key))
        for key, value in given.items()
    }


def _check_selectors(table: Judging, origin: Origin) -> None:
    texts = {
        "select": table.select or (),
        "extend-select": table.extend_select,
        "ignore": table.ignore,
        "severity": tuple(table.severity),
    }
    for key, selectors in texts.items():
        for i, text in enumerate(selectors):
            try:
                parse_selector(text, load_rules())
            except HeadshotLintError as error:
                place = origin.at(key, text if key == "severity" else i)
                raise error.at(place) from error


def _severity(
    table: Judging, origin: Origin, spelt: dict[str, str]
) -> tuple[dict[str, Level], dict[str, Origin]]:
    """Levels by selector, those of the rules' own tables included, and where the latter stand."""
    levels: dict[str, Level] = dict(table.severity)
    places: dict[str, Origin] = {}
    rules = load_rules()
    graded = {parse_selector(text, rules).codes for text in levels}
    for code, name in spelt.items():
        level = table.rules[name].severity
        if level is None:
            continue
        places[name] = origin.at("rules", name, "severity")
        if frozenset({code}) in graded:
            raise HeadshotLintError(
                f"{places[name]}: the severity of {code} {rules[code].name} is given twice",
                hint=f"keep one: here, or {origin.at('severity')}",
            )
        levels[name] = level
    return levels, places


def _code(name: str, place: Origin) -> str:
    try:
        return find_rule(name).code
    except HeadshotLintError as error:
        raise error.at(place) from error
