"""What a document shows of a run, held against a run of today."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import zip_longest

FINDING = re.compile(
    r"(?P<before>error|warning|hint)? ?(?P<rule>HL\d{3} [a-z][a-z-]+)"
    r"(?: (?P<after>error|warning|hint)\b)?(?P<words>.*?)(?=→|^\S|\Z)",
    re.DOTALL | re.MULTILINE,
)
"""In one line after the name of the file, or as a heading with the message below it."""
LIMIT = re.compile(r"limit\s+(\d+(?:\.\d+)?)")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
NEAR, LIMIT_NEAR = 0.1, 0.05
"""By which share numbers may differ between machines and releases of libraries: measured ones, and
limits, of which some give way to what was measured."""


@dataclass(frozen=True)
class Finding:
    """One finding as it is printed."""

    rule: str
    severity: str
    limits: tuple[float, ...]
    measured: tuple[float, ...]

    def like(self, other: Finding | None) -> bool:
        """Whether both say the same, up to what differs between machines."""
        return (
            other is not None
            and (self.rule, self.severity) == (other.rule, other.severity)
            and _near(self.limits, other.limits, LIMIT_NEAR)
            and _near(self.measured, other.measured, NEAR)
        )


def _near(some: tuple[float, ...], others: tuple[float, ...], share: float) -> bool:
    return len(some) == len(others) and all(
        math.isclose(one, other, rel_tol=share) for one, other in zip(some, others, strict=True)
    )


def findings(text: str) -> list[Finding]:
    """Read the findings in what `full` or `concise` prints."""
    return [
        Finding(
            rule=match["rule"],
            severity=match["before"] or match["after"] or "",
            limits=tuple(map(float, LIMIT.findall(match["words"]))),
            measured=tuple(map(float, NUMBER.findall(LIMIT.sub("", match["words"])))),
        )
        for match in FINDING.finditer(text)
    ]


def stale(shown: str, printed: str) -> list[str]:
    """Say what a sample shows that is printed no more, and what is printed in its place."""
    pairs = zip_longest(findings(shown), findings(printed))
    return [
        f"{one} is shown, {other} printed"
        for one, other in pairs
        if one is None or not one.like(other)
    ]
