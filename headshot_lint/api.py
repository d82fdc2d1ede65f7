"""What a rule may import: the stable surface for built-in and third-party rule packs."""

from headshot_lint.model.facts import Facts
from headshot_lint.model.options import Limits, NoOptions, OptionInfo, Options, Ramp, option
from headshot_lint.model.rule import Rule
from headshot_lint.model.swatch import lab_of_hex
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

__all__ = [
    "Box",
    "Category",
    "Confidence",
    "Facts",
    "Limits",
    "Missing",
    "NoOptions",
    "OptionInfo",
    "Options",
    "PromptAdvice",
    "Ramp",
    "Rule",
    "Severity",
    "Status",
    "Verdict",
    "lab_of_hex",
    "option",
]
