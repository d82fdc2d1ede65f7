"""Annotations, read as the build servers' own agents read them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from runner import command_in

from headshot_lint.engine.report import Report
from headshot_lint.reporters import render
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View

MakeReport = Callable[..., Report]
Command = tuple[str, dict[str, str], str]


def unescaped(text: str, escapes: dict[str, str]) -> str:
    for escape, char in escapes.items():
        text = text.replace(escape, char)
    return text


def github_command(line: str) -> Command:
    """As the runner."""
    command = command_in(line)
    assert command is not None
    return command


def azure_command(line: str) -> Command:
    """As the agent: from `##vso[` to the first `]`, properties between semicolons."""
    head, _, message = line.removeprefix("##vso[").partition("]")
    name, _, listed = head.partition(" ")
    escapes = {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%AZP25": "%"}
    pairs = [pair.split("=", 1) for pair in listed.split(";") if pair]
    properties = {key: unescaped(value, escapes) for key, value in pairs}
    return name, properties, unescaped(message, escapes)


READERS = {"github": github_command, "azure": azure_command}


def commands(report: Report, output_format: str) -> list[Command]:
    text = render(report, output_format, View())
    return [READERS[output_format](line) for line in text.splitlines()]


def test_github_annotations(golden: Report) -> None:
    found = commands(golden, "github")
    assert [command for command, _, _ in found] == [
        "notice", "error", "error", "warning", "error", "error", "warning", "warning",
    ]  # fmt: skip
    command, properties, message = found[2]
    assert command == "error"
    assert properties == {"title": "HL104 face-blurred", "file": "team/bob.jpg"}
    assert message.startswith("The face is out of focus: detail 0.21 of a sharp face (limit 0.40).")
    assert message.endswith("Focus on the nearer eye and use 1/125 s or faster.")
    assert "9 % of" in found[0][2]
    assert "The rule broke: ZeroDivisionError" in found[5][2]
    assert found[7][2].endswith("Photos: team/ada.jpg, team/bob.jpg")


def test_azure_issues(golden: Report) -> None:
    found = commands(golden, "azure")
    assert {name for name, _, _ in found} == {"task.logissue"}
    assert found[2][1] == {"type": "error", "sourcepath": "team/bob.jpg", "code": "HL104"}
    assert found[0][1]["type"] == "warning"
    assert found[0][2].startswith("shiny-skin: hint: Highlights cover 9 % of")
    assert found[5][1]["type"] == "error"


@pytest.mark.parametrize("output_format", READERS)
@pytest.mark.parametrize(
    "name", ["a,b;c:d]e=f.jpg", "100%25%0A.jpg", "%AZP25.jpg", "x\n::error::y", "a##vso[b]c", "é🙂"]
)
def test_any_name_is_read_back(output_format: str, name: str, report_of: MakeReport) -> None:
    key = {"github": "file", "azure": "sourcepath"}[output_format]
    for _, properties, _ in commands(report_of(name, name), output_format):
        assert properties[key] == printable(name)


@pytest.mark.parametrize("output_format", READERS)
def test_nothing_found_prints_nothing(output_format: str, golden: Report) -> None:
    assert render(golden.model_copy(update={"photos": (), "team": ()}), output_format, View()) == ""
