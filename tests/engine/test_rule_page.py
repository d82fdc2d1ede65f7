"""A rule's documentation, taken apart."""

from __future__ import annotations

from headshot_lint.engine.registry import load_rules
from headshot_lint.engine.rule_page import find_page


def test_a_page_has_a_summary_and_sections() -> None:
    page = find_page("HL107")
    assert page is not None
    assert page.summary == "The head, or the camera, is tilted."
    assert page.body.startswith("## Why it matters\n")
    assert page.section("Known limits").startswith("A tilted camera")
    assert "\n" not in page.section("Known limits")
    assert page.section("No such heading") == ""


def test_every_rule_has_a_page() -> None:
    for code in load_rules():
        page = find_page(code)
        assert page is not None
        assert page.section("Why it matters")


def test_a_rule_that_is_not_installed_has_none() -> None:
    assert find_page("ZZ999") is None
