"""How often each rule fires on photographs that raters pass, and the confusion of `kind`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import get_args

from evaluation.agreement import Share
from evaluation.judged import RATERS, Judged
from evaluation.tables import Cell, Section
from headshot_lint.engine.profile import Profile
from headshot_lint.engine.report import Kind, PhotoVerdict
from headshot_lint.model.verdict import Severity, Status

BOUNDS = {Severity.ERROR: 0.03, Severity.WARNING: 0.08}

RATES_TEXT = """\
Share of photographs on which a rule fires, among those that both raters pass and those that both
fail. A rule is flagged where it fires on more than 3 % (error) or 8 % (warning) of the passed. It
need not be wrong there: raters pass photographs with a fault that they note. In sample, as limits
are."""

VERDICT_TEXT = """\
The linter's verdict against the raters', in photographs. `warn` is no `borderline`: a photo to
publish may carry a warning. *Failed where both pass* is the rate of false alarms of a gate, *not
failed where both fail* what a gate lets through. In sample."""

KIND_TEXT = """\
`kind` against the raters' type, in photographs. Raters call a picture without a person `none`."""

AS_TYPE = {"not-a-photo": "none", "no-person": "none", "unreadable": "none"}
"""Kinds of the linter that a rater's `type` has no word of its own for."""


def rates_section(judged: Sequence[Judged], profile: Profile) -> Section:
    """Every rule's rate of firing on photographs passed by both raters and failed by both."""
    passed = [j for j in judged if j.label.both("verdict", "pass")]
    failed = [j for j in judged if j.label.both("verdict", "fail")]
    rows: list[tuple[Cell, ...]] = []
    for plan in profile.active:
        code = plan.rule.code
        on_passed = _share(passed, code)
        over = on_passed.of and on_passed.value > BOUNDS.get(plan.severity or Severity.HINT, 1.0)
        broke = sum((r := j.result(code)) is not None and r.status is Status.ERROR for j in judged)
        rows.append(
            (
                *(code, plan.rule.name, str(plan.severity), on_passed),
                *("over" if over else "", _share(failed, code)),
                *(sum(j.skipped([code]) for j in judged), broke),
            )
        )
    return Section(
        key="rules",
        title="Every rule at its limit",
        text=RATES_TEXT,
        columns=(
            *("code", "rule", "severity", "fires on passed", "flag", "fires on failed"),
            *("skipped", "broke"),
        ),
        rows=tuple(rows),
    )


def _share(judged: Sequence[Judged], code: str) -> Share:
    return Share(sum(j.fired([code]) for j in judged), len(judged))


def verdict_section(judged: Sequence[Judged]) -> Section:
    """Verdicts of the linter against those of the raters, and the errors of a gate."""
    verdicts = get_args(PhotoVerdict)
    words = ("pass", "borderline", "fail")
    groups = {
        **{
            f"{r}: {w}": [j for j in judged if j.rows(r)["verdict"] == w]
            for r in RATERS
            for w in words
        },
        "both: pass": [j for j in judged if j.label.both("verdict", "pass")],
        "both: fail": [j for j in judged if j.label.both("verdict", "fail")],
    }
    rows: list[tuple[Cell, ...]] = []
    for name, group in groups.items():
        count = Counter(j.report.verdict for j in group)
        rows.append((name, *(Share(count[verdict], len(group)) for verdict in verdicts)))
    alarms = Share(_failing(groups["both: pass"]), len(groups["both: pass"]))
    missed = len(groups["both: fail"]) - _failing(groups["both: fail"])
    text = [
        VERDICT_TEXT,
        "",
        f"- failed where both pass: {alarms}",
        f"- not failed where both fail: {Share(missed, len(groups['both: fail']))}",
    ]
    columns = ("rater: verdict", *verdicts)
    return Section("verdict", "Verdict", "\n".join(text), columns, tuple(rows))


def _failing(judged: Sequence[Judged]) -> int:
    return sum(j.report.verdict == "fail" for j in judged)


def kind_section(judged: Sequence[Judged]) -> Section:
    """Confusion of `kind` with either rater's type, and the shares of agreement."""
    kinds = get_args(Kind)
    types = ("headshot", "portrait", "snapshot", "group", "none")
    rows: list[tuple[Cell, ...]] = []
    for rater in RATERS:
        count = Counter((j.rows(rater)["type"], j.report.kind) for j in judged)
        rows += [(f"{rater}: {name}", *(count[name, kind] for kind in kinds)) for name in types]
    text = "\n".join([KIND_TEXT, "", *_agreement(judged)])
    return Section("kind", "Kind", text, ("rater: type", *kinds), tuple(rows))


def _agreement(judged: Sequence[Judged]) -> list[str]:
    found = [AS_TYPE.get(j.report.kind, j.report.kind) for j in judged]
    lines = []
    for rater in RATERS:
        same = sum(k == j.rows(rater)["type"] for k, j in zip(found, judged, strict=True))
        lines.append(f"- agreement with rater {rater}: {Share(same, len(judged))}")
    same = sum(j.label.a["type"] == j.label.b["type"] for j in judged)
    lines.append(f"- of rater B with rater A: {Share(same, len(judged))}")
    return lines
