"""Write what is generated from the code: `python tools/generate.py [--check]`.

The JSON Schemas of report and configuration, the rule table and the tables of
docs/configuration.md. `--check` writes nothing and fails where a file is stale.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from config_reference import fill
from config_schema import config_schema

from headshot_lint.engine.registry import AnyRule, load_rules
from headshot_lint.engine.report import Report

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "headshot_lint/data/schema/report-1.json"
CONFIG_SCHEMA = ROOT / "headshot_lint/data/schema/config.json"
RULES = ROOT / "docs/rules.md"
CONFIGURATION = ROOT / "docs/configuration.md"


def report_schema() -> str:
    """The JSON Schema (2020-12) of schema 1 of the report."""
    schema = Report.model_json_schema(mode="serialization")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
    return json.dumps(schema, indent=2, sort_keys=True) + "\n"


def rule_table() -> str:
    """A Markdown table of all rules."""
    lines = [
        "# Rules",
        "",
        "Written by `tools/generate.py`; `headshot-lint rule CODE` shows a rule in full.",
        "",
        "| code | name | category | severity | what it says |",
        "|---|---|---|---|---|",
    ]
    lines += [_row(rule) for rule in load_rules().values()]
    return "\n".join(lines) + "\n"


def _row(rule: type[AnyRule]) -> str:
    first = (rule.__doc__ or "").strip().splitlines()[0]
    severity = rule.severity or "off"
    return f"| {rule.code} | {rule.name} | {rule.category} | {severity} | {first} |"


def main() -> None:
    """Write or check every generated file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = []
    generated = {
        SCHEMA: report_schema(),
        CONFIG_SCHEMA: config_schema(),
        RULES: rule_table(),
        CONFIGURATION: fill(CONFIGURATION.read_text(encoding="utf-8")),
    }
    for path, text in generated.items():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
    sys.exit(1 if check and stale else 0)


if __name__ == "__main__":
    main()
