"""Names and messages from outside cannot act, in any format."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable

import pytest
from hostile_texts import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st

from headshot_lint.engine.report import Report
from headshot_lint.reporters import FORMATS, STATISTICS_FORMATS, render, render_statistics
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View

MakeReport = Callable[..., Report]

# Orders of build servers, wherever in a line these read them.
ORDERS = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)


def is_harmless(char: str) -> bool:
    return char in "\n " or unicodedata.category(char)[0] not in "CZ"


def unsafe(text: str) -> set[str]:
    return {char for char in text if not is_harmless(char)}


def lines_of_its_own(output_format: str, text: str) -> str:
    """The text without the line breaks and the orders that are the format's own."""
    if output_format == "csv":
        text = text.replace("\r\n", "\n")
    if output_format == "github":
        return re.sub(r"^::(error|warning|notice) ", "", text, flags=re.MULTILINE)
    if output_format == "azure":
        return re.sub(r"^##vso\[task\.logissue ", "", text, flags=re.MULTILINE)
    return text


def number_of_lines(output_format: str, text: str) -> int:
    # `full` wraps: there, a line break may stand anywhere and must forge nothing.
    return text.count("\n") if output_format != "full" else 0


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("output_format", FORMATS)
def test_text_from_outside_is_inert(
    output_format: str, hostile: str, report_of: MakeReport
) -> None:
    tame = render(report_of("a.jpg", "b", set_of=("a.jpg", "c")), output_format, View())
    text = render(report_of(hostile, hostile, set_of=(hostile, "c")), output_format, View())
    own = lines_of_its_own(output_format, text)
    assert not unsafe(own)
    assert not ORDERS.search(own)
    assert number_of_lines(output_format, text) == number_of_lines(output_format, tame)
    assert text.encode("utf-8")


@pytest.mark.parametrize("output_format", FORMATS)
@settings(deadline=None, max_examples=40)
@given(name=st.text(min_size=1), message=st.text())
def test_any_text_is_inert(
    output_format: str, name: str, message: str, report_of: MakeReport
) -> None:
    text = render(report_of(name, message), output_format, View(width=60))
    own = lines_of_its_own(output_format, text)
    assert not unsafe(own)
    assert not ORDERS.search(own)


@pytest.mark.parametrize("output_format", STATISTICS_FORMATS)
def test_statistics_are_inert(output_format: str, report_of: MakeReport) -> None:
    for hostile in HOSTILE.values():
        text = render_statistics(report_of(hostile, hostile), output_format, View())
        assert not unsafe(text)


@pytest.mark.parametrize("output_format", ["json", "gitlab", "rdjson"])
def test_json_keeps_what_a_name_really_is(output_format: str, report_of: MakeReport) -> None:
    name = "é日🙂\u202e\x9b##vso[x]::.jpg"
    assert name in walk(json.loads(render(report_of(name), output_format, View())))


def walk(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in walk(item)]
    if isinstance(value, list):
        return [text for item in value for text in walk(item)]
    return [value] if isinstance(value, str) else []


def test_ordinary_names_are_shown_as_they_are() -> None:
    for name in (
        "José Müller.jpg",
        "日本.jpg",
        "a: b, c; d.jpg",
        "C:\\team\\ada.jpg",
        "#1 [2].jpg",
    ):
        assert printable(name) == name
