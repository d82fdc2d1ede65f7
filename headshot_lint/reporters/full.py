"""The report for reading: photo by photo what is wrong, by how much, and what to do."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from headshot_lint.engine.report import PhotoReport, Report, Result, TeamResult
from headshot_lint.engine.score import FAIL_CAP
from headshot_lint.model.verdict import Confidence, Severity, Status
from headshot_lint.reporters.page import Page
from headshot_lint.reporters.printable import printable
from headshot_lint.reporters.view import View

_VERDICTS = {
    "pass": ("✓ pass", "bold green"),
    "warn": ("! warn", "bold yellow"),
    "fail": ("✗ fail", "bold red"),
}
_SEVERITIES = {
    Severity.ERROR: ("✗", "bold red"),
    Severity.WARNING: ("!", "bold yellow"),
    Severity.HINT: ("·", "dim"),
}
_BARS = "▁▂▃▄▅▆▇█"
# The sizes at which design systems commonly show avatars; the report knows where legibility starts.
_AVATAR_SIZES_PX = (16, 20, 24, 32, 48, 64)
# A reason shared by more rules than this is given with their number, not with their codes.
_CODES_LISTED = 3


def render(report: Report, view: View) -> str:
    """Return the report in full, with ANSI styles if the view has colour."""
    page = Page(view)
    for photo in report.photos:
        _photo(page, photo)
    _team(page, report.team)
    _summary(page, report, view)
    return page.text()


def _photo(page: Page, photo: PhotoReport) -> None:
    word, style = _VERDICTS[photo.verdict]
    head = Text.assemble((word, style), f"  {photo.score:3.0f}  ", (printable(photo.path), "bold"))
    page.line(head)
    page.write(Text(_particulars(photo), style="dim"), indent=13)
    broken = [result for result in photo.results if result.status is Status.ERROR]
    for result in broken:
        _broken(page, result)
    for result in photo.failures():
        _finding(page, result)
    if broken or photo.failures():
        page.gap()
    _capped(page, photo)
    _waived(page, photo.waived)
    _readable(page, photo)
    _categories(page, photo)
    _not_judged(page, photo.results)
    page.gap()


def _particulars(photo: PhotoReport) -> str:
    parts = [photo.kind.replace("-", " ")]
    if photo.width and photo.height:
        parts.append(f"{photo.width:,} × {photo.height:,} px")  # noqa: RUF001 - the sign is meant
    if photo.format:
        parts.append(photo.format)
    if photo.bytes is not None:
        parts.append(_size(photo.bytes))
    return printable(" · ".join(parts))


def _finding(page: Page, result: Result) -> None:
    symbol, style = _SEVERITIES[result.severity]
    body = "dim" if result.severity is Severity.HINT else ""
    cost = f"−{result.points_lost:.1f} points" if result.points_lost else "not scored"  # noqa: RUF001 - as above
    if result.confidence is Confidence.LOW:
        cost += ", low confidence"
    title = Text.assemble(
        (f"{symbol} {result.severity} {result.code} {result.name}", style), (f"  {cost}", "dim")
    )
    page.gap()
    page.write(title, indent=2, hang=2)
    page.write(Text(printable(result.message), style=body), indent=4)
    if result.advice:
        page.write(Text(f"→ {printable(result.advice)}", style=body), indent=4, hang=2)


def _broken(page: Page, result: Result) -> None:
    page.gap()
    page.write(
        Text(f"✗ broken {result.code} {result.name}", style="bold magenta"), indent=2, hang=2
    )
    page.write(Text(f"The rule broke: {printable(result.reason or result.message)}"), indent=4)
    page.write(Text("→ This is a bug in the rule; the photo is not to blame."), indent=4, hang=2)


def _capped(page: Page, photo: PhotoReport) -> None:
    """Say why the score is lower than the points add up to."""
    waived = [result for result in photo.waived if result.severity is Severity.ERROR]
    errors = [*photo.failures(Severity.ERROR), *waived]
    if errors and photo.score == FAIL_CAP:
        codes = ", ".join(result.code for result in errors)
        page.write(Text(f"The score is held at {photo.score:.0f} by {codes}."), indent=2, hang=2)


def _waived(page: Page, results: Iterable[Result]) -> None:
    """Say what is waived and why; status and score are as measured."""
    for result in results:
        waiver = result.suppressed
        if waiver is None:
            continue
        until = f", until {waiver.expires}" if waiver.expires else ""
        text = f"Suppressed: {result.code} {result.name} ({printable(waiver.reason)}{until})"
        page.write(Text(text, style="dim"), indent=2, hang=2)


def _readable(page: Page, photo: PhotoReport) -> None:
    smallest = photo.smallest_legible_px
    if smallest is None:
        return  # not measured, or legible at no size: then the rule for it says so above
    line = Text(f"Readable from {smallest} px up:")
    for size in sorted({*_AVATAR_SIZES_PX, smallest}):
        legible = size >= smallest
        line.append(f" {size} ")
        line.append("✓" if legible else "✗", style="green" if legible else "red")
    page.write(line, indent=2, hang=2)


def _categories(page: Page, photo: PhotoReport) -> None:
    cells = []
    for category, score in photo.categories.items():
        if score is None:
            continue
        bar = _BARS[int(score * (len(_BARS) - 1) / 100)]
        colour = "red" if score < 50 else "yellow" if score < 80 else "green"
        cells.append(Text.assemble(f"{category} ", (bar, colour), f" {score:.0f}"))
    page.flow(cells, indent=2)


def _not_judged(page: Page, results: Iterable[Result]) -> None:
    by_reason: dict[str, list[str]] = {}
    for result in results:
        if result.status is Status.SKIP:
            by_reason.setdefault(result.reason or "no reason given", []).append(result.code)
    if not by_reason:
        return
    parts = [
        f"{printable(reason)} ({', '.join(codes)})"
        if len(codes) <= _CODES_LISTED
        else f"{printable(reason)} ({len(codes)} rules)"
        for reason, codes in by_reason.items()
    ]
    page.write(Text(f"Not judged: {'; '.join(parts)}", style="dim"), indent=2, hang=2)


def _team(page: Page, team: tuple[TeamResult, ...]) -> None:
    for name in dict.fromkeys(result.team for result in team):
        _one_team(page, name, [result for result in team if result.team == name])


def _one_team(page: Page, name: str, team: list[TeamResult]) -> None:
    head = Text("The photos as a set", style="bold")
    page.line(head.append(f": {printable(name)}") if name else head)
    failing = [r for r in team if r.status in (Status.FAIL, Status.ERROR)]
    findings = [r for r in failing if not r.suppressed]
    passed = len({r.code for r in team if r.status is Status.PASS} - {r.code for r in failing})
    if passed:
        rules = "rule finds" if passed == 1 else "rules find"
        page.write(Text(f"{passed} {rules} the photos in agreement.", style="dim"), indent=2)
    for finding in findings:
        if finding.status is Status.ERROR:
            _broken(page, finding)
        else:
            _finding(page, finding)
        page.write(Text(printable(finding.place), style="dim"), indent=4)
    _waived(page, (r for r in failing if r.suppressed))
    _not_judged(page, team)
    page.gap()


def _summary(page: Page, report: Report, view: View) -> None:
    summary = report.summary
    counts = [
        (f"{summary.passed} passed", "green" if summary.passed else "dim"),
        (f"{summary.warned} warned", "yellow" if summary.warned else "dim"),
        (f"{summary.failed} failed", "red" if summary.failed else "dim"),
    ]
    if summary.excluded:
        counts.append((f"{summary.excluded} excluded", "dim"))
    if summary.suppressed:
        noun = "finding" if summary.suppressed == 1 else "findings"
        counts.append((f"{summary.suppressed} {noun} suppressed", "dim"))
    noun = "photo" if summary.checked == 1 else "photos"
    line = Text(f"{summary.checked:,} {noun} checked: ", style="bold")
    for i, count in enumerate(counts):
        line.append(", " if i else "", style="not bold")
        line.append(*count)
    page.write(line)
    facts = f"profile {report.profile} · {view.fail_level} · {summary.seconds:.2f} s"
    page.write(Text(facts, style="dim"))


def _size(count: int) -> str:
    if count < 1e3:
        return f"{count} bytes"
    return f"{count / 1e6:,.1f} MB" if count >= 1e6 else f"{count / 1e3:,.1f} kB"
