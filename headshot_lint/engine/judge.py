"""One photo, one profile: run every rule, isolate what breaks, score, write the photo's report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from headshot_lint.engine.kind import KIND_FACTS, classify
from headshot_lint.engine.narrow import Narrowed
from headshot_lint.engine.profile import Profile, RulePlan
from headshot_lint.engine.report import Advice, PhotoReport, PhotoVerdict
from headshot_lint.engine.score import Judged, fails, score_photo, warns
from headshot_lint.model.clock import Clock
from headshot_lint.model.errors import Unreadable
from headshot_lint.model.facts import Facts
from headshot_lint.model.rule import Rule
from headshot_lint.model.verdict import (
    Box,
    Category,
    Confidence,
    Missing,
    PromptAdvice,
    Severity,
    Status,
    Verdict,
)

UNREADABLE = "HL001"

NO_CLOCK = Clock(running=False)
_NO_ADVICE = Advice()

AT_THE_LIMIT = 0.03
"""Share of the limit within which no measurement of pixels is sure on which side it lies: by other
versions of the libraries, 99 of 100 values of nearly every rule stay as near (docs/versions.md)."""


def check_rule(plan: RulePlan, facts: Facts, clock: Clock = NO_CLOCK) -> Verdict:
    """Run one rule: a missing fact is a skip with its reason, an exception an error."""
    rule = cast("Rule[Any]", plan.rule)
    try:
        with clock.lap("rule", f"{rule.code} {rule.name}"):
            return rule.check(cast("Facts", Narrowed(facts, rule.needs, rule.wants)))
    except Missing as absence:
        return Verdict(status=Status.SKIP, message="", reason=absence.reason)
    except Unreadable:  # of the photo, not of the rule: its worker is gone
        raise
    except Exception as failure:  # noqa: BLE001 - one broken rule must not end the run
        reason = f"{type(failure).__name__}: {failure}"
        return Verdict(status=Status.ERROR, message="The rule broke.", reason=reason)


def judge_photo(
    path: str, facts: Facts, sha256: str, profile: Profile, clock: Clock = NO_CLOCK
) -> PhotoReport:
    """Judge the facts of one photo by a profile; `clock` takes the time of each rule."""
    verdicts = [(plan, check_rule(plan, facts, clock)) for plan in profile.active]
    file = facts.file
    read = profile.facts_read
    return _assemble(
        verdicts,
        profile,
        head={
            "path": path,
            "profile": profile.label,
            "sha256": sha256,
            "width": file.width,
            "height": file.height,
            "bytes": file.size_bytes,
            "format": file.format,
        },
        # A summary must not cost what the selected rules do not: `--select HL003` runs no model.
        kind=classify(facts) if read >= KIND_FACTS else "unknown",
        smallest_legible_px=_smallest_legible(facts, profile) if "avatar" in read else None,
    )


def judge_unreadable(
    path: str, verdict: Verdict, size: int | None, profile: Profile
) -> PhotoReport:
    """Report a photo that could not be read: one finding, every other rule skipped.

    The finding is made whatever is selected: a photo that nobody saw must not pass.
    """
    skip = Verdict(status=Status.SKIP, message="", reason="the photo could not be read")
    unread = profile.plans[UNREADABLE]
    if unread.severity is None:
        unread = replace(unread, severity=Severity.ERROR)
    others = [plan for plan in profile.active if plan.rule.code != UNREADABLE]
    verdicts = [(unread, verdict), *((plan, skip) for plan in others)]
    unknown = dict.fromkeys(("sha256", "width", "height", "format"))
    head = {"path": path, "profile": profile.label, "bytes": size, **unknown}
    return _assemble(verdicts, profile, head=head, kind="unreadable", smallest_legible_px=None)


def _smallest_legible(facts: Facts, profile: Profile) -> int | None:
    try:
        avatar = facts.avatar
    except Missing:
        return None
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001 - the rule that needs the fact reports the failure
        return None
    return avatar.smallest_px(profile.shape)


def _assemble(
    verdicts: list[tuple[RulePlan, Verdict]],
    profile: Profile,
    *,
    head: dict[str, object],
    kind: str,
    smallest_legible_px: int | None,
) -> PhotoReport:
    judged = [
        Judged(
            code=plan.rule.code,
            category=plan.rule.category,
            severity=_severity(plan, verdict),
            status=verdict.status,
            points=plan.points,
            score=verdict.score,
        )
        for plan, verdict in verdicts
    ]
    total = score_photo(judged, profile.categories)
    # Plain data, checked all at once with the report: that is quicker than model by model.
    results = [
        result_fields(plan, verdict, each.severity, total.points_lost.get(each.code, 0.0))
        for (plan, verdict), each in zip(verdicts, judged, strict=True)
    ]
    verdict: PhotoVerdict = "fail" if fails(judged) else "warn" if warns(judged) else "pass"
    return PhotoReport.model_validate(
        head
        | {
            "verdict": verdict,
            "score": total.score,
            "kind": kind,
            "categories": {c: s for c, s in total.categories.items() if c != "team"},
            "smallest_legible_px": smallest_legible_px,
            "results": results,
        }
    )


def _severity(plan: RulePlan, verdict: Verdict) -> Severity:
    """The plan's severity, or the finding's own where that is graver and the rule counts."""
    base = plan.severity or Severity.HINT
    if verdict.severity is None or base is Severity.HINT or plan.pinned:
        return base
    order = list(Severity)
    return min(base, verdict.severity, key=order.index)


def result_fields(
    plan: RulePlan, verdict: Verdict, severity: Severity | None = None, points_lost: float = 0.0
) -> dict[str, Any]:
    """Return what a report says of a verdict.

    Args:
        plan: of the rule that judged.
        verdict: what it found.
        severity: of the verdict, where that is known already.
        points_lost: what it costs.
    """
    rule = plan.rule
    return {
        "code": rule.code,
        "name": rule.name,
        "category": rule.category,
        "severity": severity or _severity(plan, verdict),
        "status": verdict.status,
        "confidence": _confidence(plan, verdict),
        "value": _rounded(verdict.value),
        "unit": rule.unit if verdict.unit is None else verdict.unit,
        "limit": _rounded(verdict.limit),
        "score": verdict.score,
        "points_lost": points_lost,
        "message": verdict.message,
        "advice": verdict.advice,
        "prompt_advice": _advice(verdict.prompt_advice),
        "reason": verdict.reason,
        "regions": tuple(map(_region, verdict.regions)) if verdict.regions else (),
        "fixable": verdict.fixable,
    }


def _confidence(plan: RulePlan, verdict: Verdict) -> Confidence:
    """The rule's own, and at most medium next to the limit; files and counts are exact."""
    value, limit = verdict.value, verdict.limit
    if verdict.confidence is not Confidence.HIGH or plan.rule.category is Category.FILE:
        return verdict.confidence
    if not isinstance(value, float) or not isinstance(limit, int | float):
        return verdict.confidence
    near = abs(value - limit) <= AT_THE_LIMIT * abs(limit)
    return Confidence.MEDIUM if near else verdict.confidence


def _advice(told: PromptAdvice) -> Advice | dict[str, object]:
    return {"add": told.add, "avoid": told.avoid} if told.add or told.avoid else _NO_ADVICE


def _rounded(value: float | str | None) -> float | str | None:
    """Four significant decimals: beyond them libraries differ, and nobody reads them."""
    return round(value, 4) if isinstance(value, float) else value


def _region(box: Box) -> dict[str, object]:
    corners = (round(box.x), round(box.y), round(box.width), round(box.height))
    return {"box": corners, "label": box.label}
