"""What is written of a photo: one Arrow schema, whatever rules are installed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from headshot_lint.model.verdict import Category, Status

if TYPE_CHECKING:
    import pyarrow as pa

    from headshot_lint.batch.item import Item
    from headshot_lint.engine.report import PhotoReport, Result

Row = dict[str, Any]

_MESSAGE_LENGTH = 500
_OF_PHOTO = ("width", "height", "format", "verdict", "score", "kind", "smallest_legible_px")
_OF_RESULT = (
    "code", "name", "category", "severity", "status", "confidence",
    "unit", "score", "points_lost", "message", "advice", "reason", "fixable",
)  # fmt: skip
_SIDES = ("x", "y", "width", "height")


@cache
def schema() -> pa.Schema:
    """The Arrow schema of a row; fields are only added within a major version."""
    import pyarrow as pa

    text, real, whole = pa.string(), pa.float64(), pa.int32()
    region = pa.struct([("label", text), *[(side, whole) for side in _SIDES]])
    result = [
        (name, text) for name in _OF_RESULT if name not in ("score", "points_lost", "fixable")
    ]
    result += [("value", real), ("value_text", text), ("limit", real), ("limit_text", text)]
    result += [("score", whole), ("points_lost", real), ("fixable", pa.bool_())]
    result += [("regions", pa.list_(region))]
    return pa.schema(
        [
            pa.field("path", text, nullable=False),
            ("sha256", text),
            ("etag", text),
            ("bytes", pa.int64()),
            ("width", whole),
            ("height", whole),
            ("format", text),
            ("verdict", text),
            ("score", real),
            ("kind", text),
            ("smallest_legible_px", whole),
            ("categories", pa.struct([(str(category), real) for category in Category])),
            ("failed", pa.list_(text)),
            ("broken", pa.list_(text)),
            ("results", pa.list_(pa.struct(result))),
            ("seconds", real),
            ("profile", text),
            pa.field("judged_by", text, nullable=False),
            ("lint_version", text),
            ("models", text),
            ("error", text),
            ("error_message", text),
        ]
    )


def table_of(rows: list[Row]) -> pa.Table:
    """Rows as a table of the schema."""
    import pyarrow as pa

    return pa.Table.from_pylist(rows, schema=schema())


def row_of(item: Item, photo: PhotoReport, sha256: str | None, size: int) -> Row:
    """The row of a photo that was judged; one that could not be decoded is judged as well."""
    failing = [result for result in photo.results if result.status is Status.FAIL]
    broken = [result for result in photo.results if result.status is Status.ERROR]
    return {
        "path": _writable(item.path),
        "sha256": sha256,
        "etag": item.etag,
        "bytes": size,
        **{name: getattr(photo, name) for name in _OF_PHOTO},
        "categories": {str(category): score for category, score in photo.categories.items()},
        "failed": [result.code for result in failing],
        "broken": [result.code for result in broken],
        "results": [_of_result(result) for result in photo.results],
        "profile": photo.profile,
    }


def error_row(item: Item, error: BaseException) -> Row:
    """The row of a photo that was not judged, with the reason."""
    return {
        "path": _writable(item.path),
        "etag": item.etag,
        "error": type(error).__name__,
        "error_message": _writable(str(error))[:_MESSAGE_LENGTH],
    }


def _of_result(result: Result) -> Row:
    written = {name: getattr(result, name) for name in _OF_RESULT}
    written |= _number_or_text("value", result.value) | _number_or_text("limit", result.limit)
    written["regions"] = [
        {"label": region.label, **dict(zip(_SIDES, region.box, strict=True))}
        for region in result.regions
    ]
    return {name: _writable(v) if isinstance(v, str) else v for name, v in written.items()}


def _number_or_text(name: str, value: float | str | None) -> Row:
    is_text = isinstance(value, str)
    return {name: None if is_text else value, f"{name}_text": value if is_text else None}


def _writable(text: str) -> str:
    """Half a character, as file names and metadata may hold, is no UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
