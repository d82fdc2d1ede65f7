"""Markdown through a parser: what a reader sees is what was meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from headshot_lint.engine.report import Report
from headshot_lint.reporters import markdown, render
from headshot_lint.reporters.markdown_text import code_span, prose
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View

MakeReport = Callable[..., Report]
PARSER = MarkdownIt("gfm-like", {"linkify": False})

NAMES = [
    "a|b.jpg",
    "a\\|b.jpg",
    "`a``b`.jpg",
    "```",
    " a ",
    "\\",
    "*a* _b_ ~~c~~ <b> &amp; [d](e) ![f](g)",
    "@octocat #1 https://example.org",
    "a\nb\x1b",
    "é🙂",
]


def tokens_of(text: str) -> list[Token]:
    return PARSER.parse(text)


def inline(text: str) -> list[Token]:
    return [child for token in tokens_of(text) for child in token.children or ()]


def shown(token: Token) -> str:
    return "".join(child.content for child in token.children or ())


def rows_of(text: str) -> list[list[str]]:
    """The cells of the table, as a reader sees them."""
    rows: list[list[str]] = []
    for before, token in zip(["", *tokens_of(text)], tokens_of(text), strict=False):
        if token.type == "tr_open":
            rows.append([])
        if isinstance(before, Token) and before.type in ("th_open", "td_open"):
            rows[-1].append(shown(token))
    return rows


def test_the_table_holds_verdicts_the_worst_first(golden: Report) -> None:
    head, *rows = rows_of(render(golden, "markdown", View()))
    assert head == ["photo", "verdict", "score", "kind", "findings"]
    assert rows[0] == ["team/bob.jpg", "✗ fail", "49", "snapshot", "HL501, HL104, HL203"]
    assert [row[1] for row in rows] == ["✗ fail", "✗ fail", "! warn", "✓ pass"]
    assert rows[2][0] == printable(golden.photos[3].path)


@pytest.mark.parametrize("name", NAMES)
def test_any_name_stays_in_its_cell(name: str, report_of: MakeReport) -> None:
    (_, row) = rows_of(render(report_of(name), "markdown", View()))
    assert row == [printable(name), "✗ fail", "49", "headshot", "HL206, HL012, HL208"]


@pytest.mark.parametrize("name", NAMES)
def test_a_code_span_holds_a_name_as_it_is(name: str) -> None:
    _, row = rows_of(f"| x |\n|---|\n| {code_span(name)} |\n")
    assert row == [printable(name)]


@pytest.mark.parametrize("text", NAMES)
def test_prose_is_text_and_nothing_else(text: str) -> None:
    children = inline(f"- **x** {prose(text)}\n")[4:]
    assert {child.type for child in children} <= {"text", "text_special"}
    seen = "".join(child.content for child in children)
    assert seen.replace("\u200b", "") == f" {printable(text)}".rstrip()


def test_nobody_is_mentioned_and_no_issue_is_touched() -> None:
    text = prose("@octocat octo/cat#12 GH-12 !12 www.example.org https://example.org")
    for reference in ("@o", "#1", "GH-1", "!1", "www.e", "://"):
        assert reference not in text


def test_failing_photos_are_folded_with_their_findings(golden: Report) -> None:
    text = render(golden, "markdown", View())
    blocks = text.split("<details>")[1:]
    assert len(blocks) == 4
    assert "<code>team/bob.jpg</code>: fail, score 49" in blocks[0]
    assert "HL104 face-blurred" in blocks[0]
    assert "ZeroDivisionError" in blocks[2]
    assert "photos as a set" in blocks[3]
    assert not any("team/ada.jpg</code>: pass" in block for block in blocks)


def test_html_inside_is_escaped(report_of: MakeReport) -> None:
    hostile = "</code></summary></details><script>alert(1)</script>"
    text = render(report_of(hostile, hostile), "markdown", View())
    html = [t.content for t in (*tokens_of(text), *inline(text)) if t.type.startswith("html")]
    assert len(html) == 2
    assert not any("<script>" in piece for piece in html)
    assert text.count("</details>") == 1 + text.count("`</code></summary></details>")


def test_a_large_team_fits_a_comment(report_of: MakeReport) -> None:
    one = report_of("a.jpg", "word " * 40)
    photos = [
        one.photos[0].model_copy(update={"path": f"team/{'x' * 60}{i}.jpg"}) for i in range(3_000)
    ]
    text = render(one.model_copy(update={"photos": tuple(photos)}), "markdown", View())
    assert len(text) <= 65_536
    assert text.count("<details>") == text.count("</details>") > 10
    rows = len(rows_of(text)) - 1
    assert rows > 100
    assert f"{3_000 - rows:,} photos left out of the table" in text
    assert f"{3_000 - text.count('<details>'):,} photos left out of the findings" in text


def test_nothing_found_needs_no_table(golden: Report) -> None:
    empty = golden.model_copy(update={"photos": (), "team": ()})
    text = render(empty, "markdown", View())
    assert "|" not in text
    assert len(text) < markdown.LENGTH_MAX
