"""The report object itself, as JSON (schema 1)."""

from __future__ import annotations

from headshot_lint.engine.report import Report
from headshot_lint.reporters.view import View


def render(report: Report, _view: View) -> str:
    """Return the report as JSON text, the same on every surface."""
    photos = tuple(
        photo.model_copy(update={"path": _decodable(photo.path)}) for photo in report.photos
    )
    return report.model_copy(update={"photos": photos}).to_json() + "\n"


def _decodable(path: str) -> str:
    """The path with bytes that are no UTF-8, which JSON cannot hold, as escapes."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")
