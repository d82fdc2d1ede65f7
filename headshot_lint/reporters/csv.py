"""A table of every result, for spreadsheets and data frames (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from io import StringIO

from headshot_lint.engine.report import PhotoReport, Report, Result
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View

Cell = str | float | None

COLUMNS = (
    "path", "verdict", "photo_score", "kind",
    "code", "name", "category", "severity", "status", "confidence",
    "value", "unit", "limit", "score", "points_lost",
    "message", "advice", "reason", "fixable", "suppressed",
)  # fmt: skip

# A cell that begins with one of these is a formula to a spreadsheet (OWASP, "CSV injection"); the
# wide forms are so to the Japanese and Chinese editions.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - as said


def render(report: Report, _view: View) -> str:
    """Return a header and one row a result; text is quoted, numbers are not.

    Quotes also keep a name with a semicolon in one cell where that is the separator.
    """
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    # Most text comes again and again, and is made safe once.
    safe = lru_cache(maxsize=4096)(_safe)
    writer.writerows(
        [safe(cell) if isinstance(cell, str) else cell for cell in row] for row in _rows(report)
    )
    return out.getvalue()


def _rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    for photo in report.photos:
        for result in photo.results:
            yield (*_photo_cells(photo), *_cells(result))
    for finding in report.team:
        yield (finding.place, None, None, None, *_cells(finding))


def _photo_cells(photo: PhotoReport) -> tuple[Cell, ...]:
    return photo.path, photo.verdict, photo.score, photo.kind


def _cells(result: Result) -> tuple[Cell, ...]:
    return (
        result.code,
        result.name,
        result.category,
        result.severity,
        result.status,
        result.confidence,
        result.value,
        result.unit,
        result.limit,
        result.score,
        result.points_lost,
        result.message,
        result.advice,
        result.reason,
        "true" if result.fixable else "false",
        result.suppressed.reason if result.suppressed else None,
    )


def _safe(cell: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run."""
    return ("'" if cell.startswith(_FORMULA) else "") + printable(cell)
