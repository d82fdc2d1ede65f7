"""What a server knows: rules and profiles, for programs that show them."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, Field

from headshot_lint.model.verdict import Category


class KnownRule(BaseModel):
    """A rule."""

    code: str = Field(description="it never changes")
    name: str = Field(description="it never changes")
    category: Category
    summary: str = Field(description="what is wrong in the photo")
    on_sets: bool = Field(description="it compares photos, so it judges no upload")


class KnownProfile(BaseModel):
    """A profile."""

    name: str
    edition: int
    title: str
    description: str


@cache
def known_rules() -> tuple[KnownRule, ...]:
    """All rules, by code."""
    from headshot_lint.engine.registry import load_rules
    from headshot_lint.engine.rule_page import RulePage

    return tuple(
        KnownRule(
            code=code,
            name=rule.name,
            category=rule.category,
            summary=RulePage.of(rule).summary,
            on_sets=rule.category is Category.TEAM,
        )
        for code, rule in sorted(load_rules().items())
    )


@cache
def known_profiles() -> tuple[KnownProfile, ...]:
    """All profiles, by name."""
    from headshot_lint.engine.profile import load_profile, profile_names

    profiles = [load_profile(name) for name in sorted(profile_names())]
    return tuple(
        KnownProfile(name=p.name, edition=p.edition, title=p.title, description=p.description)
        for p in profiles
    )
