"""The examples of the documents are configurations, and the schema knows them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from headshot_lint.config.resolve import Resolver
from headshot_lint.config.said import said
from headshot_lint.engine.unheeded import unheeded
from headshot_lint.suppress.file import read_suppressions

ROOT = Path(__file__).parents[2]
DOCUMENTS = (ROOT / "docs/configuration.md", ROOT / "README.md")
TOML = [
    example
    for document in DOCUMENTS
    for example in re.findall(r"```toml\n(.*?)```", document.read_text(encoding="utf-8"), re.DOTALL)
]
EXAMPLES = [example for example in TOML if "[[suppressions]]" not in example]
SCHEMA = json.loads((ROOT / "headshot_lint/data/schema/config.json").read_text(encoding="utf-8"))


def table_of(example: str) -> dict[str, object]:
    table = tomllib.loads(example)
    ours: dict[str, object] = table["tool"]["headshot-lint"] if "tool" in table else table
    return ours


@pytest.mark.parametrize("example", EXAMPLES, ids=["first", "house-style", "team", "readme"])
def test_examples_hold(project: Path, write: Callable[..., Path], example: str) -> None:
    jsonschema.validate(table_of(example), SCHEMA)
    write("pyproject.toml" if "[tool." in example else "headshot-lint.toml", example)
    settings = Resolver(said({}, environ={})).settings(str(project / "team/founders/ada.jpg"))
    assert settings.resolved.active
    assert unheeded(settings) == ()


def test_the_example_of_a_waiver_holds(tmp_path: Path) -> None:
    (example,) = set(TOML) - set(EXAMPLES)
    file = tmp_path / "waived.toml"
    file.write_text(example, encoding="utf-8")
    (entry,) = read_suppressions(file, must_exist=True).entries
    assert entry.key == ("team/ada.jpg", "HL203")


@pytest.mark.parametrize(
    "mistake",
    [
        {"selct": []},
        {"rules": {"head-tilted": {"limmit": 3}}},
        {"rules": {"head-tilted": {"limit": 400}}},
        {"rules": {"black-and-white": {"want": "sepia"}}},
        {"severity": {"HL2": "info"}},
        {"overrides": [{"profile": "slack"}]},
    ],
    ids=str,
)
def test_the_schema_refuses_mistakes(mistake: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(mistake, SCHEMA)


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
