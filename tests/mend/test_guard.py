"""What may stay: it mends something, and nothing pays for it."""

from __future__ import annotations

from typing import Any

import pytest

from headshot_lint.engine.report import PhotoReport
from headshot_lint.mend.fix import Fix
from headshot_lint.mend.guard import mended, objection

FIX = Fix("frame", "crops", ("off-centre",), lambda _: ())


def result(code: str, name: str, status: str, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "category": "framing" if code.startswith("HL4") else "face",
        "severity": "warning",
        "status": status,
        "confidence": "high",
        "value": None,
        "unit": "",
        "limit": None,
        "score": 100 if status == "pass" else 20,
        "points_lost": 0.0,
        "message": "as it is",
        "advice": "",
        "prompt_advice": {},
        "reason": "hidden" if status == "skip" else None,
        "fixable": False,
    } | more


def report(score: float, *results: dict[str, Any], **categories: float) -> PhotoReport:
    return PhotoReport.model_validate(
        {
            "path": "ada.jpg",
            "sha256": None,
            "width": 1,
            "height": 1,
            "bytes": 1,
            "format": "JPEG",
            "verdict": "warn",
            "score": score,
            "kind": "headshot",
            "categories": {"framing": 50.0, "face": 90.0, "file": 100.0} | categories,
            "smallest_legible_px": None,
            "results": list(results),
        }
    )


OFF, CENTRED = result("HL403", "off-centre", "fail"), result("HL403", "off-centre", "pass")
OPEN = result("HL108", "eyes-closed", "pass")
BEFORE = report(60.0, OFF, OPEN)


def test_a_fault_that_is_mended_for_nothing_stays_mended() -> None:
    after = report(70.0, CENTRED, OPEN, framing=90.0)
    assert objection(BEFORE, after, FIX) is None
    assert mended(BEFORE, after, FIX) == (("HL403", "off-centre"),)


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        (report(70.0, OFF, OPEN), "not mend"),
        (report(70.0, result("HL403", "off-centre", "skip"), OPEN), "not mend"),
        (report(70.0, CENTRED, result("HL108", "eyes-closed", "fail")), "would fail"),
        (report(70.0, CENTRED, result("HL108", "eyes-closed", "error")), "would break"),
        (report(70.0, CENTRED, result("HL108", "eyes-closed", "skip")), "no longer be judged"),
        (report(70.0, CENTRED, OPEN, face=89.9), "take 0.1 points from face"),
        (report(70.0, CENTRED, OPEN, file=99.9), "take 0.1 points from file"),
        (report(70.0, CENTRED, OPEN, framing=49.9), "take 0.1 points from framing"),
        (report(59.9, CENTRED, OPEN), "lower the score"),
    ],
    ids=["not", "skipped", "fails", "breaks", "unseen", "face", "file", "own", "score"],
)
def test_what_something_pays_for_does_not(after: PhotoReport, reason: str) -> None:
    assert reason in str(objection(BEFORE, after, FIX))


def test_a_warning_may_not_become_an_error() -> None:
    tilted = result("HL107", "head-tilted", "fail")
    before = report(60.0, OFF, tilted)
    after = report(70.0, CENTRED, tilted | {"severity": "error"})
    assert "become an error" in str(objection(before, after, FIX))


def test_a_fix_of_no_rule_stays_where_nothing_changes() -> None:
    upright = Fix("orientation", "turns", (), lambda _: ())
    assert objection(BEFORE, BEFORE, upright) is None
