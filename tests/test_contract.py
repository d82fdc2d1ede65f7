"""What holds for every rule: names, documentation, declarations, fixtures."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from headshot_lint.api import Category, Facts, Rule
from headshot_lint.engine.narrow import Narrowed
from headshot_lint.engine.registry import load_rules

ROOT = Path(__file__).parent.parent
RULES = {code: rule for code, rule in load_rules().items() if code.startswith("HL")}
FACTS = {name for name, value in vars(Facts).items() if isinstance(value, property)}
HEADINGS = ["Why it matters", "How it is measured", "Known limits", "References"]
MAY_IMPORT = {"__future__", "headshot_lint.api", "math", "typing", "collections.abc"}

# Codes and names never change, and a severity only with a new edition of the default profile.
CATALOGUE = {
    "HL001": ("unreadable", "error"),
    "HL002": ("low-resolution", "error"),
    "HL003": ("wrong-aspect", "warning"),
    "HL004": ("file-too-heavy", "warning"),
    "HL005": ("blocky-compression", "warning"),
    "HL006": ("upscaled", "warning"),
    "HL007": ("location-metadata", "warning"),
    "HL008": ("unmanaged-colour", "warning"),
    "HL009": ("transparent", "warning"),
    "HL010": ("animated", "warning"),
    "HL011": ("ai-marking", "off"),
    "HL012": ("prompt-leak", "warning"),
    "HL013": ("wrong-format", "warning"),
    "HL014": ("stretched", "warning"),
    "HL101": ("no-face", "error"),
    "HL102": ("several-faces", "error"),
    "HL103": ("not-a-photograph", "error"),
    "HL104": ("face-blurred", "error"),
    "HL105": ("face-turned", "warning"),
    "HL106": ("face-pitched", "warning"),
    "HL107": ("head-tilted", "warning"),
    "HL108": ("eyes-closed", "error"),
    "HL109": ("eyes-hidden", "error"),
    "HL110": ("gaze-averted", "warning"),
    "HL111": ("odd-expression", "warning"),
    "HL112": ("face-covered", "error"),
    "HL113": ("face-noisy", "warning"),
    "HL201": ("face-dark", "error"),
    "HL202": ("face-bright", "error"),
    "HL203": ("uneven-light", "warning"),
    "HL204": ("hard-shadows", "warning"),
    "HL205": ("backlit", "warning"),
    "HL206": ("colour-cast", "warning"),
    "HL207": ("flat-contrast", "warning"),
    "HL208": ("shiny-skin", "hint"),
    "HL301": ("cluttered-background", "warning"),
    "HL302": ("uneven-background", "off"),
    "HL303": ("coloured-background", "off"),
    "HL304": ("weak-separation", "warning"),
    "HL305": ("background-shadow", "hint"),
    "HL306": ("bystander", "warning"),
    "HL401": ("face-too-small", "warning"),
    "HL402": ("face-too-large", "warning"),
    "HL403": ("off-centre", "warning"),
    "HL404": ("eye-line-off", "hint"),
    "HL405": ("head-cut", "warning"),
    "HL406": ("chin-cut", "error"),
    "HL407": ("no-shoulders", "hint"),
    "HL408": ("circle-unsafe", "warning"),
    "HL409": ("borders", "warning"),
    "HL501": ("illegible-avatar", "error"),
    "HL502": ("dull-avatar", "hint"),
    "HL601": ("mismatched-eyes", "hint"),
    "HL602": ("waxy-skin", "hint"),
    "HL603": ("mismatched-catchlights", "hint"),
    "HL701": ("portrait-not-headshot", "warning"),
    "HL702": ("black-and-white", "warning"),
    "HL703": ("weak-impression", "hint"),
    "HL801": ("team-framing", "warning"),
    "HL802": ("team-background", "warning"),
    "HL803": ("team-colour", "warning"),
    "HL804": ("team-size", "warning"),
    "HL805": ("duplicate-photo", "warning"),
    "HL806": ("roster-mismatch", "warning"),
}
CATEGORIES = dict(zip("012345678", Category, strict=False))


def source_of(rule: type[Rule[Any]]) -> Path:
    return Path(inspect.getfile(rule))


@pytest.fixture(params=RULES.values(), ids=lambda rule: f"{rule.code}-{rule.name}")
def rule(request: pytest.FixtureRequest) -> type[Rule[Any]]:
    found: type[Rule[Any]] = request.param
    return found


def test_code_name_and_severity_are_those_of_the_catalogue(rule: type[Rule[Any]]) -> None:
    assert rule.code in CATALOGUE
    assert (rule.name, rule.severity or "off") == CATALOGUE[rule.code]


def test_code_shows_the_category(rule: type[Rule[Any]]) -> None:
    assert re.fullmatch(r"HL\d{3}", rule.code)
    assert rule.category is CATEGORIES[rule.code[2]]


def test_file_class_and_name_agree(rule: type[Rule[Any]]) -> None:
    assert source_of(rule).stem == rule.name.replace("-", "_")
    assert rule.__name__ == rule.name.title().replace("-", "")


def test_docstring_explains(rule: type[Rule[Any]]) -> None:
    documentation = inspect.cleandoc(rule.__doc__ or "")
    summary, _, rest = documentation.partition("\n")
    assert summary.endswith("."), "the first line is a sentence that says what is wrong"
    assert re.findall(r"^## (.+)$", rest, flags=re.MULTILINE) == HEADINGS
    for section in re.split(r"^## .+$", rest, flags=re.MULTILINE)[1:]:
        assert section.strip(), "a heading has nothing below it"


def test_every_option_is_described(rule: type[Rule[Any]]) -> None:
    for info in rule.Options.describe():
        assert info.doc.endswith("."), f"{info.name} has no sentence"
        if isinstance(info.default, float) and rule.unit:  # ratios and shares have none
            assert info.unit, f"{info.name} has no unit"


def test_needs_are_facts(rule: type[Rule[Any]]) -> None:
    assert set(rule.needs) | set(rule.wants) <= FACTS
    assert not set(rule.needs) & set(rule.wants)


def test_needs_are_what_the_rule_reads(rule: type[Rule[Any]]) -> None:
    tree = ast.parse(source_of(rule).read_text(encoding="utf-8"))
    read = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "facts"
    }
    assert read <= set(rule.needs) | set(rule.wants)


def test_reading_an_undeclared_fact_raises(rule: type[Rule[Any]]) -> None:
    everything = SimpleNamespace(**dict.fromkeys(FACTS, "a fact"))
    narrowed = Narrowed(everything, rule.needs)  # type: ignore[arg-type]  # stands in for Facts
    for name in FACTS - set(rule.needs):
        with pytest.raises(AttributeError, match=name):
            getattr(narrowed, name)
    for name in rule.needs:
        assert getattr(narrowed, name) == "a fact"


def test_one_rule_a_file_of_readable_length(rule: type[Rule[Any]]) -> None:
    text = source_of(rule).read_text(encoding="utf-8")
    assert 40 <= len(text.splitlines()) <= 170
    assert text.startswith(f'"""{rule.code} {rule.name}.')
    assert text.count("(Rule[") == 1


def test_imports_the_rule_interface_only(rule: type[Rule[Any]]) -> None:
    imported = set()
    for node in ast.walk(ast.parse(source_of(rule).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            imported.add(node.module)
        elif isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
    assert imported <= MAY_IMPORT


def test_fixtures_show_the_fault_and_its_absence(rule: type[Rule[Any]]) -> None:
    folder = ROOT / "fixtures" / f"{rule.code}-{rule.name}"
    case = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    assert case["rule"] == rule.code
    expected = {entry["file"]: entry["status"] for entry in case["case"]}
    assert set(expected) == {path.name for path in folder.iterdir()} - {"case.toml"}
    assert {"pass", "fail"} <= set(expected.values())
    assert all(entry["because"].endswith(".") for entry in case["case"])
