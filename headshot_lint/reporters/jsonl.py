"""JSON Lines: the run, then one line a photo, then one a finding on the set.

Nothing of the report is lost: `type` says what a line holds, the rest is as in schema 1. Reports of
several runs can be strung together, and read photo by photo.
"""

from __future__ import annotations

from collections.abc import Iterator

from headshot_lint.engine.report import Report
from headshot_lint.reporters.json_text import json_text
from headshot_lint.reporters.view import View


def render(report: Report, _view: View) -> str:
    """Return the report as lines of JSON."""
    return "".join(json_text(line, indent=None) + "\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[dict[str, object]]:
    run = report.model_dump(by_alias=True, exclude={"photos", "team"})
    yield {"type": "run"} | run
    for photo in report.photos:
        yield {"type": "photo"} | dict(photo)
    for finding in report.team:
        yield {"type": "team"} | dict(finding)
