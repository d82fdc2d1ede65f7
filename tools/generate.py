"""Write what is generated from the code: `python tools/generate.py [--check]`.

The JSON Schemas of report and configuration, and of the documents: the rule table and a page a
rule, the profiles, the command line, the formats, the report, the tables of docs/configuration.md.
`--check` writes nothing and fails where a file is stale, missing or of a rule that is gone.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from cli_reference import CLI, cli_reference
from config_reference import fill
from config_schema import config_schema
from format_reference import FORMATS_PAGE, REPORT_PAGE, format_reference, report_reference
from profile_pages import LIST, PROFILES, profile_list, profile_pages
from rule_pages import RULES, TABLE, rule_pages, rule_table

from headshot_lint.engine.report import Report

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "headshot_lint/data/schema/report-1.json"
CONFIG_SCHEMA = ROOT / "headshot_lint/data/schema/config.json"
CONFIGURATION = ROOT / "docs/configuration.md"


def report_schema() -> str:
    """The JSON Schema (2020-12) of schema 1 of the report."""
    schema = Report.model_json_schema(mode="serialization")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema
    return json.dumps(schema, indent=2, sort_keys=True) + "\n"


def generated() -> dict[Path, str]:
    """Every generated file and what it should hold."""
    return {
        SCHEMA: report_schema(),
        CONFIG_SCHEMA: config_schema(),
        CONFIGURATION: fill(CONFIGURATION.read_text(encoding="utf-8")),
        CLI: cli_reference(),
        FORMATS_PAGE: format_reference(),
        REPORT_PAGE: report_reference(),
        TABLE: rule_table(),
        LIST: profile_list(),
        **rule_pages(),
        **profile_pages(),
    }


def main() -> None:
    """Write or check every generated file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    wanted = generated()
    stale = [
        path
        for path, text in wanted.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    left_over = sorted({*RULES.glob("*.md"), *PROFILES.glob("*.md")} - wanted.keys())
    if not check:
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
        for path in left_over:
            path.unlink()
    for verb, paths in (("stale" if check else "written", stale), ("left over", left_over)):
        for path in paths:
            print(f"{verb}: {path.relative_to(ROOT)}")
    if check and (stale or left_over):
        print("write them with: make generate", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
