"""docs/formats.md and docs/report.md: the output formats, and the fields of the report."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from shipped import ROOT

from headshot_lint.engine.report import Report, Result, TeamResult
from headshot_lint.reporters import FORMATS, STATISTICS_FORMATS

FORMATS_PAGE = ROOT / "docs/formats.md"
REPORT_PAGE = ROOT / "docs/report.md"

_FORMATS_HEAD = """<!-- Written by tools/generate.py. -->

# Output formats

`--output-format FORMAT` is what standard output gets, or the file of `-o`. `--output FORMAT=PATH`
writes one report more from the same run and may be repeated; the path `-` is standard output. Files
are tried before the photos are judged, and appear whole or not at all. The exit code is the same
whatever the format, so in CI the upload of a report must run whether or not the check passed.

```sh
headshot-lint check team/ --output sarif=out.sarif --output junit=junit.xml
```
"""

_REPORT_HEAD = """<!-- Written by tools/generate.py. -->

# The report as JSON

All formats render one object; `--output-format json` prints it, and
`Report.to_json()` of the library gives the same text. Within `"schema": 1` fields are only added,
never renamed, removed or given another meaning, so a program should ignore what it does not know.
The JSON Schema is `headshot_lint/data/schema/report-1.json`. One photo's results hold every rule
that was to judge it: what passed, what failed, and what was skipped for what reason.
"""


def format_reference() -> str:
    """A section for each format, from the docstring of its reporter."""
    parts = [_FORMATS_HEAD]
    for name, module in FORMATS.items():
        text = inspect.cleandoc(import_module(module).__doc__ or "")
        parts.append(f"## {name}\n\n{_linked(text)}\n")
    named = ", ".join(f"`{name}`" for name in STATISTICS_FORMATS)
    parts.append(
        "## Statistics\n\n`--statistics` shows figures in place of findings: how often each rule "
        f"fails, scores and verdicts; in the formats {named}.\n"
    )
    return "\n".join(parts)


def _linked(text: str) -> str:
    """Bare addresses as links, each on a line of its own in the docstrings."""
    return re.sub(r"^(https://\S+)$", r"\n<\1>", text, flags=re.MULTILINE)


def report_reference() -> str:
    """A table for each object of the report."""
    schema = Report.model_json_schema(mode="serialization")
    parts = [_REPORT_HEAD, _object("Report", schema)]
    shown = list(_objects_in(schema))
    for name in shown:  # grows while it is walked: an object is told after those that hold it
        part = dict(schema["$defs"][name])
        shown += [inner for inner in _objects_in(part) if inner not in shown]
        if name == TeamResult.__name__:
            part["properties"] = {
                key: field
                for key, field in part["properties"].items()
                if key not in Result.model_fields
            }
            part["description"] += " All fields of a [Result](#result), and these:"
        parts.append(_object(name, part))
    return "\n".join(parts)


def _objects_in(schema: dict[str, Any]) -> Iterator[str]:
    """The objects that the fields of one hold, in their order."""
    for field in schema["properties"].values():
        yield from re.findall(r"\[(\w+)\]", _type(field))


def _object(name: str, schema: dict[str, Any]) -> str:
    rows = [
        f"| `{key}` | {_type(field)} | {_meaning(field)} |"
        for key, field in schema["properties"].items()
    ]
    about = " ".join(schema.get("description", "").split())
    table = "\n".join(["| field | type | meaning |", "|---|---|---|", *rows])
    return f"## {name}\n\n{about}\n\n{table}\n"


def _meaning(field: dict[str, Any]) -> str:
    return " ".join(field.get("description", "").split()).replace("|", r"\|")


def _type(field: dict[str, Any]) -> str:
    """The type of a field in words."""
    if "$ref" in field:
        return _named(field["$ref"].rpartition("/")[2])
    if "anyOf" in field:
        return " or ".join(_type(part) for part in field["anyOf"])
    if values := field.get("enum") or [field[key] for key in ("const",) if key in field]:
        return ", ".join(f"`{value}`" for value in values)
    if inner := field.get("prefixItems"):
        return f"list of {len(inner)} {inner[0]['type']}s"
    inside = field.get("items") or field.get("additionalProperties")
    kind = {"array": "list"}.get(field["type"], field["type"])
    return f"{kind} of {_type(inside)}" if isinstance(inside, dict) else kind


def _named(name: str) -> str:
    """A link to the object's table, or the values of an enumeration."""
    part = Report.model_json_schema(mode="serialization")["$defs"][name]
    if part.get("type") == "object":
        return f"[{name}](#{name.lower()})"
    return ", ".join(f"`{value}`" for value in part["enum"])
