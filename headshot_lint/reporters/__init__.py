"""Renderings of the report, one a file; each module has `render(report, view) -> str`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from headshot_lint.engine.report import Report
    from headshot_lint.reporters.view import View

# The table is read by `check --help`, which must not load rich or pydantic: hence module names.
FORMATS = {
    name: f"headshot_lint.reporters.{name}"
    for name in (
        "full",
        "concise",
        "grouped",
        "json",
        "jsonl",
        "csv",
        "markdown",
        "html",
        "junit",
        "sarif",
        "github",
        "gitlab",
        "azure",
        "rdjson",
    )
}

# Formats that show the photos, which are loaded once more for them.
PICTURE_FORMATS = ("html",)

# Formats for machines have a place for findings only.
STATISTICS_FORMATS = ("full", "concise", "grouped", "json")


class Reporter(Protocol):
    """What a reporter module offers."""

    def render(self, report: Report, view: View) -> str:
        """Return the report as text that ends in a line break."""
        ...


def render(report: Report, output_format: str, view: View) -> str:
    """Return the report in one of `FORMATS`."""
    reporter = cast("Reporter", import_module(FORMATS[output_format]))
    return reporter.render(report, view)


def render_statistics(report: Report, output_format: str, view: View) -> str:
    """Return the report in figures, in one of `STATISTICS_FORMATS`."""
    from headshot_lint.reporters import statistics

    return statistics.render_statistics(report, output_format, view)
