"""What holds for every rule: names, documentation, declarations, fixtures."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

from headshot_lint.api import Category, Facts, SetRule, TeamFacts
from headshot_lint.engine.narrow import Narrowed
from headshot_lint.engine.registry import AnyRule, load_rules

ROOT = Path(__file__).parent.parent
RULES = {code: rule for code, rule in load_rules().items() if code.startswith("HL")}
SET_FACTS = {name for name, value in vars(TeamFacts).items() if isinstance(value, property)}
FACTS = {name for name, value in vars(Facts).items() if isinstance(value, property)}
HEADINGS = ["Why it matters", "How it is measured", "Known limits", "References"]
MAY_IMPORT = {
    "__future__", "headshot_lint.api", "collections.abc", "contextlib", "math", "statistics",
    "typing",
}  # fmt: skip

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


def source_of(rule: type[AnyRule]) -> Path:
    return Path(inspect.getfile(rule))


@pytest.fixture(params=RULES.values(), ids=lambda rule: f"{rule.code}-{rule.name}")
def rule(request: pytest.FixtureRequest) -> type[AnyRule]:
    found: type[AnyRule] = request.param
    return found


def test_code_name_and_severity_are_those_of_the_catalogue(rule: type[AnyRule]) -> None:
    assert rule.code in CATALOGUE, "a new rule is entered in the catalogue above"
    assert (rule.name, rule.severity or "off") == CATALOGUE[rule.code]


def test_code_shows_the_category(rule: type[AnyRule]) -> None:
    assert re.fullmatch(r"HL\d{3}", rule.code)
    assert rule.category is CATEGORIES[rule.code[2]]


def test_file_class_and_name_agree(rule: type[AnyRule]) -> None:
    assert source_of(rule).stem == rule.name.replace("-", "_")
    assert rule.__name__ == rule.name.title().replace("-", "")


def test_docstring_explains(rule: type[AnyRule]) -> None:
    documentation = inspect.cleandoc(rule.__doc__ or "")
    summary, _, rest = documentation.partition("\n")
    assert summary.endswith("."), "the first line is a sentence that says what is wrong"
    assert re.findall(r"^## (.+)$", rest, flags=re.MULTILINE) == HEADINGS
    for section in re.split(r"^## .+$", rest, flags=re.MULTILINE)[1:]:
        assert section.strip(), "a heading has nothing below it"


def test_every_option_is_described(rule: type[AnyRule]) -> None:
    for info in rule.Options.describe():
        assert info.doc.endswith("."), f"{info.name} has no sentence"
        if isinstance(info.default, float) and rule.unit:  # ratios and shares have none
            assert info.unit, f"{info.name} has no unit"


def test_needs_are_facts(rule: type[AnyRule]) -> None:
    assert set(rule.needs) | set(rule.wants) <= FACTS
    assert not set(rule.needs) & set(rule.wants)


def test_set_needs_are_facts_of_sets_and_are_read(rule: type[AnyRule]) -> None:
    if not issubclass(rule, SetRule):
        pytest.skip("judges photos")
    assert rule.code.startswith("HL8")
    assert set(rule.set_needs) <= SET_FACTS - {"members"}
    text = source_of(rule).read_text(encoding="utf-8")
    read = set(re.findall(r"\bteam\.(\w+)", text))
    assert read <= {"members", *rule.set_needs}
    assert set(rule.set_needs) <= read


def test_needs_are_what_the_rule_reads(rule: type[AnyRule]) -> None:
    tree = ast.parse(source_of(rule).read_text(encoding="utf-8"))
    read = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "facts"
    }
    assert read <= set(rule.needs) | set(rule.wants)


def test_reading_an_undeclared_fact_raises(rule: type[AnyRule]) -> None:
    everything = SimpleNamespace(**dict.fromkeys(FACTS, "a fact"))
    narrowed = Narrowed(everything, rule.needs)  # type: ignore[arg-type]  # stands in for Facts
    for name in FACTS - set(rule.needs):
        with pytest.raises(AttributeError, match=name):
            getattr(narrowed, name)
    for name in rule.needs:
        assert getattr(narrowed, name) == "a fact"


def test_one_rule_a_file_of_readable_length(rule: type[AnyRule]) -> None:
    text = source_of(rule).read_text(encoding="utf-8")
    assert 40 <= len(text.splitlines()) <= 170
    assert text.startswith(f'"""{rule.code} {rule.name}.')
    assert len(re.findall(r"\((?:Set)?Rule\[", text)) == 1


def test_imports_the_rule_interface_only(rule: type[AnyRule]) -> None:
    imported = set()
    for node in ast.walk(ast.parse(source_of(rule).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            imported.add(node.module)
        elif isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
    assert imported <= MAY_IMPORT


def test_fixtures_show_the_fault_and_its_absence(rule: type[AnyRule]) -> None:
    folder = ROOT / "fixtures" / f"{rule.code}-{rule.name}"
    case = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    assert case["rule"] == rule.code
    there = {path.name for path in folder.iterdir()} - {"case.toml"}
    entries = case["set"] if issubclass(rule, SetRule) else case["case"]
    if issubclass(rule, SetRule):
        used = {name for entry in entries for name in (*entry["photos"], entry.get("roster"))}
        assert used - {None} == there
    else:
        assert {entry["file"] for entry in entries} == there
    assert {"pass", "fail"} <= {entry["status"] for entry in entries}
    assert all(entry["because"].endswith(".") for entry in entries)
