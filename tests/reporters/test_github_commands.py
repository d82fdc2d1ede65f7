"""Orders to GitHub Actions, read by the runner's rules and written by GitHub's own toolkit.

`tests/reporters/toolkit/lines.json` holds lines that `@actions/core` 3.0.1 (npm) wrote.
`ACTIONS_TOOLKIT=FOLDER UPDATE_SNAPSHOTS=1 pytest tests/reporters/test_github_commands.py` has it
write them anew, FOLDER being that of `npm install @actions/core`.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile_texts import HOSTILE
from hypothesis import example, given, settings
from hypothesis import strategies as st
from runner import Command, command_in

from headshot_lint.engine.report import Report
from headshot_lint.reporters import FORMATS, STATISTICS_FORMATS, render, render_statistics
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View

MakeReport = Callable[..., Report]
FOLDER = Path(__file__).parent / "toolkit"
RECORDED = FOLDER / "lines.json"

fixed = settings(deadline=None, max_examples=60, derandomize=True)
awkward = st.text(st.sampled_from("a:#[]=,;% \n\r\u2028\ufe0f\u034f\u00ad%3A25AD0"), max_size=30)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("::error file=a,title=b c::d", Command("error", {"file": "a", "title": "b c"}, "d")),
        ("\u00a0 \t::error::", Command("error", {}, "")),
        ("::warning  file=a::d", Command("warning", {"file": "a"}, "d")),
        ("::a k=%253A=%3A%2C,,j=,=,::%250A%0A%3A::x", Command("a", {"k": "%3A=:,"}, "%0A\n%3A::x")),
        ("x ##[group k=%253B%5D;]y]", Command("group", {"k": "%3B]"}, "y]")),
        ("::no end ##[debug]it is", Command("debug", {}, "it is")),
        ("x ::error::y", None),
        (":: one", None),
        ("##[open", None),
        (":error::", None),
    ],
)
def test_the_rules_of_the_runner(line: str, command: Command | None) -> None:
    assert command_in(line) == command


def lines_of(text: str) -> list[str]:
    """Lines as the runner splits its log: at line feeds, carriage returns, and both."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def orders(text: str) -> list[Command]:
    return [command for line in lines_of(text) if (command := command_in(line)) is not None]


def require_annotations(text: str, path: str) -> None:
    """Every line is an annotation of one photo, with its rule for a title."""
    for line in filter(None, lines_of(text)):
        command = command_in(line)
        assert command is not None
        assert command.name in {"error", "warning", "notice"}
        assert set(command.properties) <= {"title", "file"}
        assert command.properties["title"].startswith("HL")
        # Space at the end of the last property is lost on the runner.
        assert command.properties.get("file", "") == printable(path).rstrip()


@pytest.mark.parametrize("output_format", sorted(set(FORMATS) - {"github"}))
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_no_other_format_gives_an_order(
    output_format: str, hostile: str, report_of: MakeReport
) -> None:
    text = render(report_of(hostile, hostile, set_of=(hostile, "c")), output_format, View())
    assert not orders(text)


@pytest.mark.parametrize("output_format", sorted(set(FORMATS) - {"github"}))
@fixed
@given(name=awkward, message=awkward)
@example(name="\ufe0f::error::x", message=":\ufe0f:error:\ufe0f:x")
def test_no_text_makes_another_format_give_an_order(
    output_format: str, name: str, message: str, report_of: MakeReport
) -> None:
    assert not orders(render(report_of(name, message), output_format, View(width=60)))


@pytest.mark.parametrize("output_format", STATISTICS_FORMATS)
def test_statistics_give_no_order(output_format: str, report_of: MakeReport) -> None:
    for hostile in HOSTILE.values():
        assert not orders(render_statistics(report_of(hostile, hostile), output_format, View()))


@fixed
@given(name=awkward, message=awkward)
def test_annotations_are_all_that_is_ordered(
    name: str, message: str, report_of: MakeReport
) -> None:
    require_annotations(render(report_of(name, message), "github", View()), name)


def recorded(report_of: MakeReport) -> list[tuple[Command, str]]:
    """What the runner reads of our lines, and our lines."""
    found = []
    for hostile in HOSTILE.values():
        text = render(report_of(hostile, hostile, set_of=(hostile, "c")), "github", View())
        for line in text.splitlines():
            command = command_in(line)
            assert command is not None
            file = printable(hostile)
            assert command.properties["file"] == file.rstrip()  # the runner's loss, and no harm
            found.append((command._replace(properties=command.properties | {"file": file}), line))
    return found


def test_the_toolkit_writes_what_the_runner_reads_as_we_do(report_of: MakeReport) -> None:
    found = recorded(report_of)
    toolkit = os.environ.get("ACTIONS_TOOLKIT")
    if toolkit and os.environ.get("UPDATE_SNAPSHOTS"):
        written = subprocess.run(
            ["node", str(FOLDER / "write.mjs"), toolkit],  # noqa: S607 - whichever node there is
            input=json.dumps([command for command, _ in found]),
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout
        lines = written.removesuffix("\n").split("\n")
        kept = [[*command, line] for (command, _), line in zip(found, lines, strict=True)]
        RECORDED.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    known = json.loads(RECORDED.read_text(encoding="utf-8"))
    assert [[*command, line] for command, line in found] == known
    assert len(known) >= 60
