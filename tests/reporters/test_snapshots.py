"""Every format against committed text.

After a wanted change: `UPDATE_SNAPSHOTS=1 pytest tests/reporters`, then read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from headshot_lint.engine.report import Report
from headshot_lint.reporters import FORMATS, render
from headshot_lint.reporters.view import View

SNAPSHOTS = Path(__file__).parent / "snapshots"
VIEWS = {
    "full-60.txt": ("full", View(width=60)),
    "full-80.txt": ("full", View(width=80)),
    "full-120.txt": ("full", View(width=120, fail_on="never")),
    "full-80-colour.txt": ("full", View(width=80, colour=True)),
    "concise.txt": ("concise", View()),
    "concise-colour.txt": ("concise", View(colour=True)),
    "report.json": ("json", View()),
}


@pytest.mark.parametrize("name", VIEWS)
def test_rendering_is_as_committed(name: str, golden: Report) -> None:
    output_format, view = VIEWS[name]
    # As the CLI writes it: UTF-8, what UTF-8 cannot hold as an escape.
    rendered = render(golden, output_format, view).encode("utf-8", "backslashreplace")
    path = SNAPSHOTS / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_bytes(rendered)
    assert rendered == path.read_bytes()


def test_every_format_has_a_snapshot() -> None:
    assert {output_format for output_format, _ in VIEWS.values()} == set(FORMATS)
