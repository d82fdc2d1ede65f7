"""What a rule says about one photo."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a failing rule matters: errors fail the photo, warnings warn, hints inform."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Status(StrEnum):
    """What became of one rule on one photo."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    SKIP = "skip"  # could not be or need not be judged here: the reason says why
    ERROR = "error"  # the rule itself broke: the reason says how


class Confidence(StrEnum):
    """How far the measurement behind a verdict can be trusted on this photo."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Category(StrEnum):
    """The group of a rule; the hundreds digit of its code."""

    FILE = "file"
    FACE = "face"
    LIGHTING = "lighting"
    BACKGROUND = "background"
    FRAMING = "framing"
    AVATAR = "avatar"
    RENDER = "render"
    STYLE = "style"
    TEAM = "team"


@dataclass(frozen=True)
class Box:
    """A region of the upright photo in pixels, origin at the upper left."""

    x: float
    y: float
    width: float
    height: float
    label: str = ""


@dataclass(frozen=True)
class PromptAdvice:
    """What a picture generator should be told: words to add and words to avoid."""

    add: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """One rule's answer, with the evidence for it.

    `value`, `limit`, `score` and `status` are kept apart: the measurement in the rule's unit, the
    border that the profile sets, how good the measurement is (0-100), and what follows from it.
    """

    status: Status
    message: str
    value: float | str | None = None
    limit: float | str | None = None
    score: int | None = None
    confidence: Confidence = Confidence.HIGH
    advice: str = ""
    prompt_advice: PromptAdvice = PromptAdvice()
    regions: tuple[Box, ...] = ()
    fixable: bool = False
    reason: str | None = None
    severity: Severity | None = None
    """Set where the finding is graver than the rule's severity, say beyond a second limit."""
    unit: str | None = None
    """Of value and limit, where an option makes the rule measure something else than usual."""


class Missing(Exception):  # noqa: N818 - the absence of a fact, not a failure
    """A fact that this photo does not yield, with the reason in words.

    Raised by the analyser of a fact; the engine turns it into a skip of every rule that needs it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
