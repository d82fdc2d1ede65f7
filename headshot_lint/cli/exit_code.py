"""From a report to the exit code of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from headshot_lint.cli.streams import say
from headshot_lint.model.verdict import Severity, Status
from headshot_lint.reporters.view import FailOn

if TYPE_CHECKING:
    from headshot_lint.engine.report import Report, Result

_NAMED = 3


def exit_code(report: Report, fail_on: FailOn, min_score: float | None = None) -> int:
    """Return 2 if a rule broke, 1 for a finding at or above the level or a low score, else 0."""
    results: list[Result] = [result for photo in report.photos for result in photo.results]
    results += report.team
    if broken := sorted({r.code for r in results if r.status is Status.ERROR}):
        say("error", f"broken while judging: {', '.join(broken)}", hint="please report this bug")
        return 2
    low = _low(report, min_score)
    if fail_on == "never":
        return int(low)
    severities = list(Severity)
    counted = severities[: severities.index(cast("Severity", fail_on)) + 1]
    return int(low or any(r.status is Status.FAIL and r.severity in counted for r in results))


def _low(report: Report, min_score: float | None) -> bool:
    """Whether a photo scores below what is asked for; says which."""
    if min_score is None:
        return False
    low = sorted((photo.score, photo.path) for photo in report.photos if photo.score < min_score)
    if not low:
        return False
    named = ", ".join(f"{path} ({score:g})" for score, path in low[:_NAMED])
    more = f" and {len(low) - _NAMED} more" if len(low) > _NAMED else ""
    verb = "photo scores" if len(low) == 1 else "photos score"
    say("error", f"{len(low)} {verb} below {min_score:g}: {named}{more}")
    return True
