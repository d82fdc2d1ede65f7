"""From a report to the exit code of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from headshot_lint.cli.streams import say
from headshot_lint.engine.score import FAIL_CAP
from headshot_lint.model.verdict import Severity, Status
from headshot_lint.reporters.view import FailOn

if TYPE_CHECKING:
    from headshot_lint.engine.report import PhotoReport, Report, Result

_NAMED = 3


def exit_code(
    report: Report,
    fail_on: FailOn,
    min_score: float | None = None,
    *,
    fail_on_unused: bool = False,
) -> int:
    """Return 2 if a rule broke, 1 for a finding at or above the level or a low score, else 0.

    Findings that are waived do not count, nor does what they take from a score; with
    `fail_on_unused` an entry that waives nothing is a finding as well.
    """
    results: list[Result] = [result for photo in report.photos for result in photo.results]
    results += report.team
    if broken := sorted({r.code for r in results if r.status is Status.ERROR}):
        say("error", f"broken while judging: {', '.join(broken)}", hint="please report this bug")
        return 2
    low = _low(report, min_score) or (fail_on_unused and _unused(report))
    if fail_on == "never":
        return int(low)
    severities = list(Severity)
    counted = severities[: severities.index(cast("Severity", fail_on)) + 1]
    failing = (r for r in results if r.status is Status.FAIL and r.suppressed is None)
    return int(low or any(r.severity in counted for r in failing))


def _low(report: Report, min_score: float | None) -> bool:
    """Whether a photo scores below what is asked for; says which."""
    if min_score is None:
        return False
    scores = ((_counted_score(photo), photo.path) for photo in report.photos)
    low = sorted((score, path) for score, path in scores if score < min_score)
    if not low:
        return False
    named = ", ".join(f"{path} ({score:g})" for score, path in low[:_NAMED])
    more = f" and {len(low) - _NAMED} more" if len(low) > _NAMED else ""
    verb = "photo scores" if len(low) == 1 else "photos score"
    say("error", f"{len(low)} {verb} below {min_score:g}: {named}{more}")
    return True


def _counted_score(photo: PhotoReport) -> float:
    """The photo's score without what waived findings take from it, and without their cap."""
    if not photo.waived:
        return photo.score
    lost = sum(result.points_lost for result in photo.results if result.suppressed is None)
    score = round(max(0.0, 100.0 - lost), 1)
    return min(score, FAIL_CAP) if photo.failures(Severity.ERROR) else score


def _unused(report: Report) -> bool:
    """Whether an entry of the suppressions file waives nothing; says how many."""
    unused = [entry for entry in report.suppressions if entry.state != "moved"]
    if unused:
        noun, verb = ("suppression", "waives") if len(unused) == 1 else ("suppressions", "waive")
        say("error", f"{len(unused)} {noun} {verb} nothing: see --prune-suppressions")
    return bool(unused)
