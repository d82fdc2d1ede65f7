"""Selection, held against ruff's semantics case by case."""

from __future__ import annotations

from typing import Any

import pytest

from headshot_lint.api import Category, Rule
from headshot_lint.engine.select import (
    Choice,
    Layer,
    Specificity,
    choose,
    levels,
    parse_selector,
)
from headshot_lint.model.errors import HeadshotLintError
from headshot_lint.model.origin import DEFAULT, Origin


def rule(code: str, name: str, category: Category) -> type[Rule[Any]]:
    return type(name, (Rule,), {"code": code, "name": name, "category": category})


RULES = {
    r.code: r
    for r in (
        rule("HL101", "no-face", Category.FACE),
        rule("HL107", "head-tilted", Category.FACE),
        rule("HL201", "face-dark", Category.LIGHTING),
        rule("HL203", "uneven-light", Category.LIGHTING),
        rule("HL211", "far-light", Category.LIGHTING),
        rule("ZZ201", "own-rule", Category.LIGHTING),
    )
}
ON_BY_DEFAULT = {"HL101", "HL107", "HL201"}
START = {code: Choice(code in ON_BY_DEFAULT, DEFAULT) for code in RULES}


def on(*layers: Layer) -> set[str]:
    return {code for code, choice in choose(layers, START, RULES).items() if choice.on}


@pytest.mark.parametrize(
    ("text", "specificity", "codes"),
    [
        ("ALL", Specificity.ALL, set(RULES)),
        ("HL", Specificity.PACK, set(RULES) - {"ZZ201"}),
        ("HL2", Specificity.GROUP, {"HL201", "HL203", "HL211"}),
        ("lighting", Specificity.GROUP, {"HL201", "HL203", "HL211", "ZZ201"}),
        ("HL20", Specificity.TENS, {"HL201", "HL203"}),
        ("HL203", Specificity.RULE, {"HL203"}),
        ("uneven-light", Specificity.RULE, {"HL203"}),
        ("hl203", Specificity.RULE, {"HL203"}),
        ("Uneven-Light", Specificity.RULE, {"HL203"}),
        (" all ", Specificity.ALL, set(RULES)),
        ("team", Specificity.GROUP, set()),
    ],
)
def test_a_selector_is_a_code_a_prefix_a_name_a_category_or_all(
    text: str, specificity: Specificity, codes: set[str]
) -> None:
    selector = parse_selector(text, RULES)
    assert (selector.specificity, selector.codes) == (specificity, codes)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("HL9", "HL1"),
        ("H", ""),
        ("HL204", "HL20"),
        ("head-tilt", "head-tilted"),
        ("light", "lighting"),
        ("", ""),
    ],
)
def test_an_unknown_selector_is_refused_and_the_nearest_named(text: str, hint: str) -> None:
    with pytest.raises(HeadshotLintError) as failure:
        parse_selector(text, RULES)
    assert hint in failure.value.hint
    assert failure.value.exit_code == 2


CASES = {
    "nothing said leaves the defaults": ([Layer()], ON_BY_DEFAULT),
    "select replaces the defaults": ([Layer(select=("HL2",))], {"HL201", "HL203", "HL211"}),
    "extend-select adds to the defaults": (
        [Layer(extend_select=("HL203",))],
        ON_BY_DEFAULT | {"HL203"},
    ),
    "ignore takes from the defaults": ([Layer(ignore=("HL1",))], {"HL201"}),
    "the more specific ignore wins": (
        [Layer(select=("HL2",), ignore=("HL203",))],
        {"HL201", "HL211"},
    ),
    "the more specific selection wins": ([Layer(select=("HL203",), ignore=("HL2",))], {"HL203"}),
    "a name is as specific as a code": (
        [Layer(select=("uneven-light",), ignore=("HL20",))],
        {"HL203"},
    ),
    "a category is as specific as its prefix, and ignore wins": (
        [Layer(select=("lighting",), ignore=("HL2",))],
        {"ZZ201"},
    ),
    "three levels": (
        [Layer(select=("ALL", "HL20"), ignore=("HL2", "HL203"))],
        {"HL101", "HL107", "HL201", "ZZ201"},
    ),
    "equal specificity: ignore wins": ([Layer(select=("HL203",), ignore=("HL203",))], set()),
    "extend-select beside select": (
        [Layer(select=("HL1",), extend_select=("HL203",))],
        {"HL101", "HL107", "HL203"},
    ),
    "extend-select is weighed like select": (
        [Layer(extend_select=("HL2",), ignore=("HL203",))],
        ON_BY_DEFAULT | {"HL211"},
    ),
    "an empty select chooses nothing": ([Layer(select=())], set()),
    "a later select forgets earlier layers": (
        [Layer(select=("ALL",), ignore=("HL1",)), Layer(select=("HL1",))],
        {"HL101", "HL107"},
    ),
    "a later ignore of less specificity still wins: it is a later layer": (
        [Layer(select=("HL203", "HL101")), Layer(ignore=("HL2",))],
        {"HL101"},
    ),
    "a later extend-select undoes an earlier ignore": (
        [Layer(ignore=("HL107",)), Layer(extend_select=("HL1",))],
        ON_BY_DEFAULT,
    ),
    "ignores beside an empty select wait for the next layer": (
        [Layer(select=(), ignore=("HL203",)), Layer(select=("HL2",))],
        {"HL201", "HL211"},
    ),
    "a level on one rule switches it on": (
        [Layer(severity={"uneven-light": "hint"})],
        ON_BY_DEFAULT | {"HL203"},
    ),
    "a level on a group switches nothing on": ([Layer(severity={"HL2": "hint"})], ON_BY_DEFAULT),
    "off is an ignore": ([Layer(severity={"HL1": "off"})], {"HL201"}),
    "a level on one rule within a group that is off": (
        [Layer(severity={"HL1": "off", "HL107": "error"})],
        {"HL107", "HL201"},
    ),
}


@pytest.mark.parametrize(("layers", "expected"), CASES.values(), ids=CASES)
def test_choosing(layers: list[Layer], expected: set[str]) -> None:
    assert on(*layers) == expected


def test_what_decided_is_known() -> None:
    layer = Layer(origin=Origin("here"), select=("HL2",), ignore=("HL203",))
    choices = choose((layer,), START, RULES)
    assert {choice.origin for choice in choices.values()} == {Origin("here")}
    assert choose((), START, RULES)["HL101"].origin is DEFAULT


def test_levels_go_by_layer_and_then_by_specificity() -> None:
    first = Layer(severity={"HL203": "error", "ALL": "hint", "lighting": "warning"})
    found = {code: level for code, (level, _) in levels((first,), RULES).items()}
    assert (found["HL203"], found["HL201"], found["HL101"]) == ("error", "warning", "hint")
    second = Layer(severity={"HL": "warning"})
    assert levels((first, second), RULES)["HL203"][0] == "warning"
