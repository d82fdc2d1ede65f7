"""One hand-made report with everything a reporter has to cope with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from headshot_lint.engine.report import (
    PhotoReport,
    Region,
    Report,
    Result,
    Summary,
    TeamResult,
    Tool,
)
from headshot_lint.engine.rule_page import RulePage
from headshot_lint.reporters import sarif_rules
from headshot_lint.reporters.html import contents

HOSTILE_NAME = "team/\x1b[31mred\x1b[0m\nfake.jpg: HL101 [bold]x[/bold] \u202egpj.jpg"


def result(code: str, name: str, category: str, status: str = "pass", **more: object) -> Result:
    return Result.model_validate(
        {
            "code": code,
            "name": name,
            "category": category,
            "severity": "warning",
            "status": status,
            "confidence": "high",
            "value": None,
            "unit": "",
            "limit": None,
            "score": None if status in ("skip", "error") else 100,
            "points_lost": 0.0,
            "message": "",
            "advice": "",
            "prompt_advice": {},
            "reason": None,
            "fixable": False,
        }
        | more
    )


def photo(path: str, verdict: str, score: float, kind: str, **more: object) -> PhotoReport:
    return PhotoReport.model_validate(
        {
            "path": path,
            "sha256": "0" * 64,
            "width": 800,
            "height": 1000,
            "bytes": 81_234,
            "format": "JPEG",
            "verdict": verdict,
            "score": score,
            "kind": kind,
            "categories": {},
            "smallest_legible_px": None,
            "results": (),
        }
        | more
    )


ALL_WELL = {
    "file": 100.0,
    "face": 92.0,
    "lighting": 88.4,
    "background": 75.0,
    "framing": 90.0,
    "avatar": 100.0,
    "render": None,
    "style": 95.0,
}


@pytest.fixture
def golden() -> Report:
    """A pass with a hint, failures, an unreadable file, a broken rule, a finding on the set."""
    ada = photo(
        "team/ada.jpg",
        "pass",
        93.2,
        "headshot",
        categories=ALL_WELL,
        smallest_legible_px=20,
        results=[
            result("HL107", "head-tilted", "face", value=3.0, limit=12.0, unit="deg"),
            result(
                "HL208",
                "shiny-skin",
                "lighting",
                "fail",
                severity="hint",
                confidence="low",
                value=0.09,
                limit=0.05,
                score=31,
                message="Highlights cover 9 % of the forehead and cheeks (limit 5 %).",
                advice="Powder the skin, or soften the light.",
            ),
        ],
    )
    bob = photo(
        "team/bob.jpg",
        "fail",
        49.0,
        "snapshot",
        categories=ALL_WELL | {"face": 41.0, "lighting": 60.0, "avatar": 0.0},
        smallest_legible_px=32,
        results=[
            result(
                "HL104",
                "face-blurred",
                "face",
                "fail",
                severity="error",
                value=0.21,
                limit=0.4,
                score=20,
                points_lost=14.25,
                message="The face is out of focus: detail 0.21 of a sharp face (limit 0.40).",
                advice="Focus on the nearer eye and use 1/125 s or faster.",
                prompt_advice={"add": ["sharp focus on the eyes"], "avoid": ["motion blur"]},
                regions=[Region(box=(240, 180, 300, 380), label="face")],
            ),
            result(
                "HL203",
                "uneven-light",
                "lighting",
                "fail",
                value=1.31,
                unit="EV",
                limit=1.0,
                score=42,
                points_lost=4.1,
                message="The left side of the face is 1.3 stops darker than the right (limit 1.0).",
                advice="Turn towards the window or add a reflector on the dark side; "
                "a white wall or a sheet of card does as well as a studio reflector.",
            ),
            result("HL501", "illegible-avatar", "avatar", "fail", severity="error", score=0,
                   value=32.0, limit=24.0, unit="px", points_lost=20.0,
                   message="The face cannot be read below 32 px; the profile shows it at 24 px.",
                   advice="Crop closer."),
            result("HL601", "mismatched-eyes", "render", "skip", reason="the irises are 6 px wide"),
            result("HL603", "mismatched-catchlights", "render", "skip",
                   reason="the irises are 6 px wide"),
        ],
    )  # fmt: skip
    cy = photo(
        "team/cy.png",
        "fail",
        0.0,
        "unreadable",
        sha256=None,
        width=None,
        height=None,
        bytes=130,
        format=None,
        categories=dict.fromkeys(ALL_WELL),
        results=[
            result(
                "HL001",
                "unreadable",
                "file",
                "fail",
                severity="error",
                score=0,
                points_lost=100.0,
                message="The file is a Git LFS pointer, not the picture.",
                advice="Run `git lfs pull`.",
            ),
            *(
                result(
                    f"HL10{i}", f"rule-{i}", "face", "skip", reason="the photo could not be read"
                )
                for i in range(1, 6)
            ),
        ],
    )
    hostile = photo(
        HOSTILE_NAME,
        "warn",
        71.0,
        "portrait",
        categories=ALL_WELL,
        smallest_legible_px=16,
        results=[
            result(
                "HL012",
                "prompt-leak",
                "file",
                "fail",
                score=0,
                points_lost=10.0,
                message="The file carries a prompt: \x1b]0;owned\x07[link=x]y[/link].",
                advice="Strip the metadata.",
            ),
            result("HL206", "colour-cast", "lighting", "error", message="The rule broke.",
                   reason="ZeroDivisionError: division by zero"),
        ],
    )  # fmt: skip
    team = TeamResult.model_validate(
        result(
            "HL805",
            "duplicate-photo",
            "team",
            "fail",
            score=0,
            message="Two photos show the same picture (distance 2, limit 6).",
            advice="Remove one.",
        ).model_dump()
        | {"photos": ("team/ada.jpg", "team/bob.jpg")}
    )
    return Report(
        tool=Tool(version="0.1.0", models={"face_landmarker.task": "1" * 64}),
        profile="corporate@1",
        summary=Summary(checked=4, passed=1, warned=1, failed=2, excluded=1, seconds=1.234),
        photos=(ada, bob, cy, hostile),
        team=(team,),
    )


MakeReport = Callable[..., Report]


@pytest.fixture(scope="session")
def report_of() -> MakeReport:
    """Make a report in which one text stands wherever text comes from outside."""

    def make(path: str, text: str = "", *, set_of: tuple[str, ...] = ()) -> Report:
        outside = {"message": text, "advice": text, "severity": "error", "points_lost": 1.5}
        results = [
            result("HL012", "prompt-leak", "file", "fail", score=0, value=text, **outside,
                   regions=[Region(box=(1, 2, 30, 40), label=text)]),
            result("HL013", "wrong-format", "file", "skip", reason=text),
            result("HL206", "colour-cast", "lighting", "error", reason=text),
            result("HL208", "shiny-skin", "lighting", "fail", severity="hint", message=text),
        ]  # fmt: skip
        team = [
            TeamResult.model_validate(
                result("HL805", "duplicate-photo", "team", "fail", **outside).model_dump()
                | {"photos": set_of}
            )
        ] if set_of else []  # fmt: skip
        return Report(
            tool=Tool(version="0.1.0", models={}),
            profile="corporate@1",
            summary=Summary(checked=1, passed=0, warned=0, failed=1, seconds=0.5),
            photos=(photo(path, "fail", 49.0, "headshot", results=results),),
            team=tuple(team),
        )

    return make


@pytest.fixture
def rule_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rule pages that stay as they are, whatever becomes of the rules' documentation."""
    page = RulePage("What is wrong.", "## Why it matters\nIt\nshows.\n\n## References\nNone.")
    for module in (sarif_rules, contents):
        monkeypatch.setattr(module, "find_page", lambda code: page if code != "HL805" else None)
