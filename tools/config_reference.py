"""The generated parts of docs/configuration.md: keys, variables, and the options of every rule."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from shipped import own_rules

from headshot_lint.config.run_settings import DEFAULT_EXCLUDE
from headshot_lint.config.said import CONFIG_VARIABLE, VARIABLES
from headshot_lint.config.schema import ConfigFile, Judging, Override, RosterColumns, Team, kebab

_MARK = re.compile(r"(<!-- generated: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
_DEFAULTS = {
    "profile": "`corporate`",
    "exclude": ", ".join(f"`{pattern}`" for pattern in DEFAULT_EXCLUDE),
    "force-exclude": "`false`",
    "respect-gitignore": "`true`",
    "preview": "`false`",
    "fail-on": "`error`",
    "suppressions": "`.headshot-lint-suppressions.toml`",
    "fail-on-unused-suppressions": "`false`",
    "error-on-empty": "`false`",
    "output-format": "`full`",
    "jobs": "one a core",
    "cache": "`true`",
    "cache-dir": "the user's cache folder",
    "engine": "`auto`",
    "isolate": "`false`",
    "photo-timeout": "`60`",
    "team": "`false`",
    "by": "`folder`",
}
"""Defaults that are given when settings are resolved: the schema must tell unset from set."""


def fill(document: str) -> str:
    """Return a document with its generated parts renewed."""
    parts = {
        "run-keys": _keys(ConfigFile, set(ConfigFile.model_fields) - set(Judging.model_fields)),
        "judging-keys": _keys(Judging, set(Judging.model_fields)),
        "override-keys": _keys(Override, set(Override.model_fields) - set(Judging.model_fields)),
        "team-keys": _keys(Team, set(Team.model_fields)),
        "roster-columns": _keys(RosterColumns, set(RosterColumns.model_fields)),
        "variables": _variables(),
        "rule-options": _rule_options(),
    }
    return _MARK.sub(lambda match: match[1] + parts[match[2]] + match[3], document)


def _keys(model: type[BaseModel], names: set[str]) -> str:
    rows = ["| key | values | default | meaning |", "|---|---|---|---|"]
    schema = model.model_json_schema(by_alias=True)
    for name, info in model.model_fields.items():
        if name in names:
            key = kebab(name)
            values = _values(schema["properties"][key], schema.get("$defs", {}))
            default = _DEFAULTS.get(key, "none")
            rows.append(f"| `{key}` | {values} | {default} | {_text(info)} |")
    return "\n".join(rows) + "\n"


def _text(info: FieldInfo) -> str:
    return " ".join((info.description or "").split()).replace("|", r"\|")


def _values(schema: dict[str, Any], defs: dict[str, Any]) -> str:
    """What a key takes, in words."""
    if "$ref" in schema:
        return _values(defs[schema["$ref"].rpartition("/")[2]], defs)
    if "anyOf" in schema:
        kinds = [_values(part, defs) for part in schema["anyOf"] if part.get("type") != "null"]
        return " or ".join(kinds)
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if schema["type"] == "array":
        of_tables = "$ref" in schema["items"]
        return "tables" if of_tables else "list of texts"
    low, high = schema.get("minimum"), schema.get("maximum")
    span = f", {low:g} to {high:g}" if high is not None else f" from {low:g}" if low else ""
    kinds_of = {"string": "text", "boolean": "`true`, `false`", "object": "table"}
    kind: str = schema["type"]
    return kinds_of.get(kind, kind) + span


def _variables() -> str:
    rows = ["| variable | stands for |", "|---|---|"]
    rows.append(f"| `{CONFIG_VARIABLE}` | `--config FILE` |")
    rows += [f"| `{name}` | `{key}` |" for name, key in VARIABLES.items()]
    rows.append("| `NO_COLOR`, `FORCE_COLOR` | plain or coloured output, whatever the terminal |")
    return "\n".join(rows) + "\n"


def _rule_options() -> str:
    rows = ["| rule | option | default | meaning |", "|---|---|---|---|"]
    for rule in own_rules().values():
        for info in rule.Options.describe():
            default = f"`{toml(info.default)}`" + (f" {info.unit}" if info.unit else "")
            rows.append(f"| {rule.code} {rule.name} | `{info.name}` | {default} | {info.doc} |")
    return "\n".join(rows) + "\n"


def toml(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:_.0f}" if abs(value) >= 100_000 else f"{value:g}"
    return f'"{value}"'
