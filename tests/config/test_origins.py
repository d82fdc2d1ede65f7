from __future__ import annotations

from pathlib import Path

import pytest

from headshot_lint.config.origins import CommandLine, Environment, FileOrigin, line_of

TEXT = '''\
# a comment
profile = "slack"

select = [
    "HL1",  # one
    "HL2",
]
severity.HL2 = "hint"

[rules.head-tilted]
# about the limit
limit = 9

[rules]
low-resolution = { limit = 3, best = 5 }
[[overrides]]
paths = ["a"]
[[overrides]]
paths = ["""
[rules.x]
"""]
profile = "teams"
'''
PLACES = {
    ("profile",): 2,
    ("select",): 4,
    ("select", 1): 4,
    ("severity", "HL2"): 8,
    ("rules", "head-tilted"): 10,
    ("rules", "head-tilted", "limit"): 12,
    ("rules", "low-resolution", "best"): 15,
    ("overrides", 0, "paths"): 17,
    ("overrides", 1): 18,
    ("overrides", 1, "paths"): 19,
    ("overrides", 1, "profile"): 22,
    ("rules", "head-tilted", "worst"): 10,  # not there: its table is
    ("jobs",): None,
}


@pytest.mark.parametrize(("key", "line"), PLACES.items(), ids=str)
def test_a_key_has_a_line(tmp_path: Path, key: tuple[str | int, ...], line: int | None) -> None:
    file = tmp_path / "headshot-lint.toml"
    file.write_text(TEXT)
    assert line_of(file, key) == line


def test_lines_of_a_pyproject_count_from_its_top(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text('[project]\nname = "x"\n\n[tool.ruff]\na = 1\n[tool.headshot-lint]\njobs = 2\n')
    assert line_of(file, ("jobs",)) == 7
    assert line_of(file, ("a",)) is None


def test_files_are_shown_as_seen_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    inside, outside = tmp_path / "here" / "a.toml", tmp_path / "a.toml"
    for file in (inside, outside):
        file.write_text("jobs = 2")
    monkeypatch.chdir(tmp_path / "here")
    assert str(FileOrigin.of(inside).at("jobs")) == "a.toml:1"
    assert str(FileOrigin.of(outside).at("jobs")) == f"{outside}:1"
    assert str(FileOrigin.of(inside)) == "a.toml"


def test_options_and_variables_are_places() -> None:
    assert str(CommandLine().at("extend-select", 0)) == "--extend-select"
    assert str(Environment().at("min-score")) == "HEADSHOT_LINT_MIN_SCORE"
