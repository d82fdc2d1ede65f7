"""The messages that the rules' pages show are what the rules say.

`UPDATE_SNAPSHOTS=1 pytest -n 0 tests/test_rule_examples.py` writes them anew.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

from fixture_cases import EXAMPLES, Shown, first_case

from headshot_lint import lint, load, make_settings
from headshot_lint.config.roster_file import read_roster
from headshot_lint.engine.profile import load_profile
from headshot_lint.engine.registry import AnyRule, load_rules
from headshot_lint.engine.team import TeamShot, check_set
from headshot_lint.model.rule import SetRule
from headshot_lint.model.team import Member
from headshot_lint.model.verdict import Status
from headshot_lint.shot import Shot

RULES = {code: rule for code, rule in load_rules().items() if code.startswith("HL")}


def said_of_photo(rule: type[AnyRule], shown: Shown) -> dict[str, str]:
    (path,) = shown.photos
    options = {key: value for key, value in shown.options.items() if key != "severity"}
    settings = make_settings(
        profile=shown.profile,
        select=[rule.code],
        options={rule.code: options},
        severity={rule.code: "warning"},
        preview=True,
    )
    report = lint(path, settings=settings, engine="mediapipe")
    (result,) = (result for result in report.photo.results if result.code == rule.code)
    assert result.status is Status.FAIL
    return {"message": result.message, "advice": result.advice}


def said_of_set(rule: type[AnyRule], shown: Shown) -> dict[str, str]:
    members = tuple(Member(p.name, Shot(load(p), engine="mediapipe")) for p in shown.photos)
    roster = read_roster(shown.roster, shown.roster.name) if shown.roster else None
    found = check_set(load_profile("corporate").plans[rule.code], TeamShot(members, roster))
    verdict = next(f.verdict for f in found if f.verdict.status is Status.FAIL)
    return {"message": verdict.message, "advice": verdict.advice}


def said(rule: type[AnyRule]) -> dict[str, str]:
    shown = first_case(rule, "fail")
    return said_of_set(rule, shown) if issubclass(rule, SetRule) else said_of_photo(rule, shown)


def words(text: str) -> str:
    """Numbers may differ between machines and releases of libraries, words may not."""
    return re.sub(r"\d+(?:[.,]\d+)*", "N", text)


@pytest.mark.model
@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: f"{rule.code}-{rule.name}")
def test_example_is_what_the_rule_says(rule: type[AnyRule]) -> None:
    pytest.importorskip("mediapipe", reason="the examples are those of this engine")
    now = said(rule)
    kept = json.loads(EXAMPLES.read_text(encoding="utf-8")) if EXAMPLES.is_file() else {}
    if os.environ.get("UPDATE_SNAPSHOTS"):
        kept[rule.code] = now
        text = json.dumps(dict(sorted(kept.items())), indent=2, ensure_ascii=False) + "\n"
        EXAMPLES.write_text(text, encoding="utf-8")
    else:
        assert {key: words(text) for key, text in kept[rule.code].items()} == {
            key: words(text) for key, text in now.items()
        }


def test_every_example_is_of_a_rule() -> None:
    assert list(json.loads(EXAMPLES.read_text(encoding="utf-8"))) == sorted(RULES)
