"""Whether a change may stay: it mends something, and nothing pays for it."""

from __future__ import annotations

from headshot_lint.engine.report import PhotoReport, Result
from headshot_lint.mend.fix import Fix
from headshot_lint.model.verdict import Severity, Status


def objection(before: PhotoReport, after: PhotoReport, fix: Fix) -> str | None:
    """Return why a change is not kept, as a sentence; None where it is.

    It is kept where a rule that it is to mend no longer fails, no other rule begins to fail or can
    no longer be judged, and neither the score nor a category's falls, as a report shows them.
    """
    if fix.mends and not mended(before, after, fix):
        return "It would not mend the fault."
    was = {result.code: result for result in before.results}
    for result in after.results:
        reason = _worse(was[result.code], result) if result.code in was else None
        if reason is not None:
            return reason
    for category, score in before.categories.items():
        now = after.categories.get(category)
        if score is not None and now is None:
            return f"The category {category} could no longer be judged."
        if score is not None and now is not None and now < score:
            return f"It would take {score - now:.1f} points from {category}."
    if after.score < before.score:
        return f"It would lower the score by {before.score - after.score:.1f}."
    return None


def mended(before: PhotoReport, after: PhotoReport, fix: Fix) -> tuple[tuple[str, str], ...]:
    """Codes and names of the rules of a fix that failed and now pass."""
    passing = {r.code for r in after.results if r.status is Status.PASS}
    return tuple(
        (result.code, result.name)
        for result in before.results
        if result.name in fix.mends and result.status is Status.FAIL and result.code in passing
    )


def _worse(was: Result, now: Result) -> str | None:
    if now.status is Status.FAIL and was.status is not Status.FAIL:
        return f"{now.code} {now.name} would fail: {now.message}"
    if now.status is Status.ERROR and was.status is not Status.ERROR:
        return f"{now.code} {now.name} would break."
    if (
        now.status is Status.SKIP
        and was.status is Status.PASS
        and now.severity is not Severity.HINT
    ):
        return f"{now.code} {now.name} could no longer be judged: {now.reason}."
    order = list(Severity)
    graver = order.index(now.severity) < order.index(was.severity)
    if now.status is Status.FAIL and graver:
        return f"{now.code} {now.name} would become an {now.severity}."
    return None
