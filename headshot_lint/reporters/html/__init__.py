"""One self-contained page for whoever would rather look than read.

The photos in a grid to sort, filter and search; of each the picture with overlays, maps of light
and background, the findings, and how it looks as an avatar. It loads nothing, asks no server
anything, and opens from an attachment. More: [the HTML report](html-report.md).
"""

from __future__ import annotations

import json

from headshot_lint.engine.report import Report
from headshot_lint.reporters.html.contents import page_data
from headshot_lint.reporters.html.document import document
from headshot_lint.reporters.view import View


def render(report: Report, view: View) -> str:
    """Return the page, drawn from the report's JSON and the pictures that the view brings."""
    return document(page_data(json.loads(report.to_json(indent=None)), view.album))
