"""The findings under the photo that they are of, in columns."""

from __future__ import annotations

from itertools import groupby

from headshot_lint.engine.report import Report
from headshot_lint.reporters.ansi import in_colour, level
from headshot_lint.reporters.concise import closing
from headshot_lint.reporters.findings import Finding, findings
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View


def render(report: Report, view: View) -> str:
    """Return a block for each photo with findings, and a closing line."""
    found = list(findings(report))
    blocks = [
        _block(paths, list(group), view)
        for paths, group in groupby(found, key=lambda finding: finding.paths)
    ]
    return "\n".join([*blocks, closing(report, len(found), view)]) + "\n"


def _block(paths: tuple[str, ...], group: list[Finding], view: View) -> str:
    rows = [(level(f), f"{f.result.code} {f.result.name}") for f in group]
    level_width, rule_width = (max(map(len, column)) for column in zip(*rows, strict=True))
    lines = [printable(", ".join(paths)) + ":"]
    for finding, (shown, rule) in zip(group, rows, strict=True):
        coloured = in_colour(f"{shown:<{level_width}}", finding, view)
        lines.append(f"  {coloured}  {rule:<{rule_width}}  {printable(finding.bare_text)}")
    return "\n".join(lines) + "\n"
