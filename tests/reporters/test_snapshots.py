"""Every format against committed text.

After a wanted change: `UPDATE_SNAPSHOTS=1 pytest tests/reporters`, then read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from headshot_lint.engine.report import Report
from headshot_lint.reporters import FORMATS, render, render_statistics
from headshot_lint.reporters.view import View

SNAPSHOTS = Path(__file__).parent / "snapshots"
VIEWS = {
    "full-60.txt": ("full", View(width=60)),
    "full-80.txt": ("full", View(width=80)),
    "full-120.txt": ("full", View(width=120, fail_on="never")),
    "full-80-colour.txt": ("full", View(width=80, colour=True)),
    "concise.txt": ("concise", View()),
    "concise-colour.txt": ("concise", View(colour=True)),
    "grouped.txt": ("grouped", View()),
    "grouped-colour.txt": ("grouped", View(colour=True)),
    "report.json": ("json", View()),
    "report.jsonl": ("jsonl", View()),
    "report.csv": ("csv", View()),
    "report.md": ("markdown", View()),
    "report.html": ("html", View()),
    "report.junit.xml": ("junit", View()),
    "report.sarif": ("sarif", View()),
    "github.txt": ("github", View()),
    "gitlab.json": ("gitlab", View()),
    "azure.txt": ("azure", View()),
    "rdjson.json": ("rdjson", View()),
}
STATISTICS = {
    "statistics.txt": ("full", View()),
    "statistics-colour.txt": ("full", View(colour=True)),
    "statistics.json": ("json", View()),
}


@pytest.mark.usefixtures("rule_pages")
@pytest.mark.parametrize("name", VIEWS)
def test_rendering_is_as_committed(name: str, golden: Report) -> None:
    output_format, view = VIEWS[name]
    is_as_committed(name, render(golden, output_format, view))


@pytest.mark.parametrize("name", STATISTICS)
def test_statistics_are_as_committed(name: str, golden: Report) -> None:
    output_format, view = STATISTICS[name]
    is_as_committed(name, render_statistics(golden, output_format, view))


def is_as_committed(name: str, text: str) -> None:
    # As the CLI writes it: UTF-8, what UTF-8 cannot hold as an escape.
    rendered = text.encode("utf-8", "backslashreplace")
    path = SNAPSHOTS / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_bytes(rendered)
    assert rendered == path.read_bytes()


def test_every_format_has_a_snapshot() -> None:
    assert {output_format for output_format, _ in VIEWS.values()} == set(FORMATS)
