"""What a rule may import: the stable surface for built-in and third-party rule packs."""

from headshot_lint.model.consensus import (
    TeamLimits,
    common_shifts,
    consensus,
    quartiles,
    spread_of,
)
from headshot_lint.model.facts import Facts
from headshot_lint.model.facts.impression import second_opinion
from headshot_lint.model.naming import Naming
from headshot_lint.model.options import (
    GivingLimits,
    Limits,
    NoOptions,
    OptionInfo,
    Options,
    Ramp,
    option,
)
from headshot_lint.model.rule import Rule, SetRule
from headshot_lint.model.swatch import difference_de, lab_of_hex
from headshot_lint.model.team import Member, SetVerdict, TeamFacts, Twin
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
from headshot_lint.model.wording import beside

__all__ = [
    "Box",
    "Category",
    "Confidence",
    "Facts",
    "GivingLimits",
    "Limits",
    "Member",
    "Missing",
    "Naming",
    "NoOptions",
    "OptionInfo",
    "Options",
    "PromptAdvice",
    "Ramp",
    "Rule",
    "SetRule",
    "SetVerdict",
    "Severity",
    "Status",
    "TeamFacts",
    "TeamLimits",
    "Twin",
    "Verdict",
    "beside",
    "common_shifts",
    "consensus",
    "difference_de",
    "lab_of_hex",
    "option",
    "quartiles",
    "second_opinion",
    "spread_of",
]
