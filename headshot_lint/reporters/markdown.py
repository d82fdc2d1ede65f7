"""GitHub Flavored Markdown, for a step summary or a comment on a pull request.

A table of the verdicts, the worst first, and the findings to be unfolded photo by photo.
"""

from __future__ import annotations

from collections.abc import Iterable

from headshot_lint.engine.report import PhotoReport, Report
from headshot_lint.model.verdict import Status
from headshot_lint.reporters.findings import Finding, count, findings
from headshot_lint.reporters.markdown_text import code_span, html_code, prose
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View

# A comment on GitHub holds 65,536 characters; the closing lines and some wrapping must fit as well.
LENGTH_MAX = 60_000
# The table gets this much at most, so that some findings are shown however many photos there are.
_TABLE_MAX = LENGTH_MAX // 2

_VERDICTS = {"fail": "✗ fail", "warn": "! warn", "pass": "✓ pass"}
_HEAD = "| photo | verdict | score | kind | findings |\n|---|---|--:|---|---|\n"


def render(report: Report, view: View) -> str:
    """Return the report as Markdown of at most `LENGTH_MAX` characters and a closing line.

    What does not fit is left out from the end, where the least grave stands, and counted.
    """
    photos = sorted(report.photos, key=lambda photo: list(_VERDICTS).index(photo.verdict))
    head = f"## Headshots: {report.summary.passed} of {report.summary.checked} pass\n\n"
    head += _summary(report, view) + "\n"
    rows, rows_left = _fitting((_row(photo) for photo in photos), _TABLE_MAX - len(head))
    table = f"\n{_HEAD}{rows}" if rows else ""
    blocks, blocks_left = _fitting(_blocks(report, photos), LENGTH_MAX - len(head) - len(table))
    left_out = [
        f"{count(number, noun)} left out of {where}"
        for number, noun, where in (
            (rows_left, "photo", "the table"),
            (blocks_left, "photo", "the findings"),
        )
        if number
    ]
    note = f"\n{', '.join(left_out)}: the other formats have them all.\n" if left_out else ""
    return head + table + blocks + note


def _fitting(pieces: Iterable[str], budget: int) -> tuple[str, int]:
    """Return the first pieces as far as they fit, and the number of the others."""
    kept: list[str] = []
    left_out = 0
    for piece in pieces:
        budget -= len(piece)
        if budget < 0:
            left_out += 1
        else:
            kept.append(piece)
    return "".join(kept), left_out


def _summary(report: Report, view: View) -> str:
    summary = report.summary
    counts = f"{summary.passed} passed, {summary.warned} warned, {summary.failed} failed"
    if summary.excluded:
        counts += f", {summary.excluded} excluded"
    if summary.suppressed:
        counts += f"; {count(summary.suppressed, 'finding')} suppressed"
    checked = count(summary.checked, "photo")
    profile = code_span(report.profile)
    return f"**{checked} checked: {counts}** (profile {profile}, {view.fail_level})"


def _row(photo: PhotoReport) -> str:
    broken = [result.code for result in photo.results if result.status is Status.ERROR]
    codes = ", ".join((*broken, *(result.code for result in photo.failures())))
    cells = (
        code_span(photo.path),
        _VERDICTS[photo.verdict],
        f"{photo.score:.0f}",
        photo.kind,
        codes,
    )
    return f"| {' | '.join(cells)} |\n"


def _blocks(report: Report, photos: list[PhotoReport]) -> Iterable[str]:
    """The findings of each photo that did not pass, and those on the set."""
    by_paths: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings(report):
        by_paths.setdefault(finding.paths, []).append(finding)
    for photo in photos:
        found = by_paths.pop((photo.path,), [])
        if found and (photo.verdict != "pass" or any(finding.broken for finding in found)):
            score = f"{photo.verdict}, score {photo.score:.0f}"
            yield _details(f"{html_code(photo.path)}: {score}", found)
    for paths, found in by_paths.items():
        yield _details(f"The photos as a set: {html_code(', '.join(paths))}", found)


def _details(summary: str, found: list[Finding]) -> str:
    items = "".join(_item(finding) for finding in found)
    return f"\n<details>\n<summary>{summary}</summary>\n\n{items}\n</details>\n"


def _item(finding: Finding) -> str:
    result = finding.result
    level = "broken" if finding.broken else result.severity
    lines = [f"- **{level} {result.code} {printable(result.name)}**: {prose(finding.bare_text)}"]
    if result.advice and not finding.broken:
        lines.append(f"  → {prose(result.advice)}")
    return "\n".join(lines) + "\n"
