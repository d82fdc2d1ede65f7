"""Hostile names and texts in the hands of those who read reports: a terminal, spreadsheets."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import openpyxl
import pyte
import pytest
from click.testing import CliRunner
from hostile_texts import HOSTILE
from junitparser import JUnitXml
from markdown_it import MarkdownIt

from headshot_lint.cli.main import run
from headshot_lint.engine.report import Report
from headshot_lint.reporters import FORMATS, render
from headshot_lint.reporters.view import View

MakeReport = Callable[..., Report]
SGR = re.compile(r"\x1b\[[\d;]*m")
IN_TERMINALS = ("full", "concise", "grouped")


def terminal(text: str) -> pyte.Screen:
    screen = pyte.Screen(200, 200)
    pyte.Stream(screen).feed(text.replace("\n", "\r\n"))
    return screen


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("output_format", IN_TERMINALS)
def test_a_terminal_shows_the_report_and_obeys_nobody_else(
    output_format: str, hostile: str, report_of: MakeReport
) -> None:
    report = report_of(hostile, hostile, set_of=(hostile, "c"))
    coloured = render(report, output_format, View(width=100, colour=True))
    screen = terminal(coloured)
    assert screen.title == screen.icon_name == ""
    assert screen.mode == pyte.Screen(1, 1).mode
    # Whatever order of its own the text had obeyed, the screen would show less or more than it.
    shown = terminal(SGR.sub("", coloured)).display
    assert screen.display == shown
    assert "".join(shown).replace(" ", "") != ""
    plain = pyte.Screen(200, 200)
    plain.draw(SGR.sub("", coloured).split("\n")[0])
    assert plain.display[0] == screen.display[0]


def test_the_terminal_of_this_test_would_obey() -> None:
    screen = terminal("one\x1b]0;owned\x07\x1b[2J")
    assert screen.title == "owned"
    assert not "".join(screen.display).strip()


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_workbook_holds_text_and_numbers_only(hostile: str, report_of: MakeReport) -> None:
    report = report_of(hostile, hostile, set_of=(hostile, "c"))
    text = render(report, "csv", View())
    sheet = openpyxl.Workbook().active
    assert sheet is not None
    for row in csv.reader(StringIO(text, newline=""), strict=True):
        sheet.append(row)
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}


def test_the_workbook_of_this_test_would_take_a_formula() -> None:
    sheet = openpyxl.Workbook().active
    assert sheet is not None
    sheet.append(["=1+1"])
    assert sheet["A1"].data_type == "f"


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_reader_of_markdown_finds_no_link_picture_or_foreign_markup(
    hostile: str, report_of: MakeReport
) -> None:
    tame = MarkdownIt("commonmark", {"html": True}).enable("table")
    report = report_of(hostile, hostile, set_of=(hostile, "c"))
    html = tame.render(render(report, "markdown", View()))
    assert not re.search(r"<(img|script|iframe|a href=\"(?!https://))", html)
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html)


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_reader_of_junit_counts_what_was_judged(hostile: str, report_of: MakeReport) -> None:
    tame = JUnitXml.fromstring(render(report_of("a", "b"), "junit", View()).encode())
    read = JUnitXml.fromstring(render(report_of(hostile, hostile), "junit", View()).encode())
    assert (read.tests, read.failures, read.errors) == (tame.tests, tame.failures, tame.errors)


@pytest.mark.parametrize("output_format", ["json", "jsonl", "gitlab", "rdjson", "sarif"])
def test_a_reader_of_json_gets_as_many_objects(output_format: str, report_of: MakeReport) -> None:
    def number(text: str) -> int:
        lines = text.splitlines() if output_format == "jsonl" else [text]
        return sum(str(json.loads(line)).count("{") for line in lines)

    tame = number(render(report_of("a.jpg", "b"), output_format, View()))
    for hostile in HOSTILE.values():
        text = render(report_of(hostile, hostile), output_format, View())
        assert number(text) == tame + hostile.count("{") * 10 or "{" not in hostile


@pytest.mark.parametrize("hostile", ["\x1b]0;owned\x07", "a\n::error::forged", "\u202egpj"])
def test_errors_are_inert(hostile: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["check", hostile], ["rule", hostile], ["check", ".", "--profile", hostile]):
        assert run(arguments) == 2
        said = capsys.readouterr().err
        assert not set(said) & {"\x1b", "\x07", "\u202e"}
        assert not re.search(r"^::", said, re.MULTILINE)


@pytest.mark.parametrize("output_format", FORMATS)
def test_no_path_beyond_what_was_given(output_format: str, tmp_path: Path) -> None:
    secret = tmp_path / "home-of-ada"
    secret.mkdir()
    (secret / "a.jpg").write_bytes(b"no picture")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(secret)
        from headshot_lint.cli.main import cli

        command = ["check", "a.jpg", "--isolated", "--output-format", output_format, "-q"]
        done = CliRunner().invoke(cli, command, standalone_mode=False)
    assert "a.jpg" in done.output
    assert "home-of-ada" not in done.output
    assert sys.prefix not in done.output
