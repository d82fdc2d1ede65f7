"""`--statistics`: a run in figures, as text or as JSON, in place of its findings."""

from __future__ import annotations

from dataclasses import asdict

from headshot_lint.engine.report import Report
from headshot_lint.engine.statistics import Bin, RuleCount, Statistics, count_up
from headshot_lint.model.verdict import Severity
from headshot_lint.reporters.findings import count
from headshot_lint.reporters.json_text import json_text
from headshot_lint.reporters.view import View

_ANSI = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.HINT: "2"}
_LONGEST_BAR = 40


def render_statistics(report: Report, output_format: str, view: View) -> str:
    """Return the figures of a report, as JSON if `output_format` is json, else as text."""
    statistics = count_up(report)
    if output_format == "json":
        return json_text({"statistics": 1} | asdict(statistics)) + "\n"
    parts = [_rules(statistics.rules, view), _scores(statistics), _closing(statistics, view)]
    return "\n".join(part for part in parts if part)


def _rules(rules: tuple[RuleCount, ...], view: View) -> str:
    rows = [(f"{r.photos:,}", f"{r.share:.0%}", f"{r.code} {r.name}", r.severity) for r in rules]
    number_width, rule_width = (
        max((len(row[column]) for row in rows), default=0) for column in (0, 2)
    )
    lines = []
    for number, share, rule, severity in rows:
        shown = f"\x1b[{_ANSI[severity]}m{severity}\x1b[0m" if view.colour else severity
        lines.append(f"{number:>{number_width}}  {share:>4}  {rule:<{rule_width}}  {shown}\n")
    return "".join(lines)


def _scores(statistics: Statistics) -> str:
    if not statistics.photos:
        return ""
    most = max(bin_.photos for bin_ in statistics.histogram)
    lines = ["Scores\n"]
    for bin_ in statistics.histogram:
        # A bin that is not empty must not look so.
        bar = "█" * max(round(bin_.photos * _LONGEST_BAR / most), bin_.photos > 0)
        lines.append(f"{_range(bin_):>8}  {bin_.photos:>5,}  {bar}".rstrip() + "\n")
    return "".join(lines)


def _range(bin_: Bin) -> str:
    highest = bin_.high if bin_.high == 100 else bin_.high - 1
    return f"{bin_.low}-{highest}"


def _closing(statistics: Statistics, view: View) -> str:
    verdicts = statistics.verdicts
    line = f"{count(statistics.photos, 'photo')} checked: "
    line += f"{verdicts['pass']:,} passed, {verdicts['warn']:,} warned, {verdicts['fail']:,} failed"
    if statistics.median_score is not None:
        line += f", median score {statistics.median_score:.0f}"
    line += f" ({view.fail_level})\n"
    if statistics.broken:
        line += f"Broken while judging: {', '.join(statistics.broken)}\n"
    return line
