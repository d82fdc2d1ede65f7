"""What came of mending a photo: step by step, and what is left to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from headshot_lint.engine.report import PhotoReport

Remedy = Literal["reshoot", "unsafe-fix", "declined"]


@dataclass(frozen=True)
class Step:
    """A fix that was kept.

    Attributes:
        fix: its name.
        does: what it does.
        mended: codes and names of the rules that no longer fail.
        before, after: the photo's score.
    """

    fix: str
    does: str
    mended: tuple[tuple[str, str], ...]
    before: float
    after: float


@dataclass(frozen=True)
class Declined:
    """A fix that was tried and not kept, with the reason as a sentence."""

    fix: str
    reason: str


@dataclass(frozen=True)
class Left:
    """A finding that is still there.

    Attributes:
        remedy: what it takes: a new photo, a fix that is asked for by name, or, where a fix was
            declined, a decision.
        fix: the fix in question; empty where it takes a new photo.
        advice: the rule's.
    """

    code: str
    name: str
    message: str
    advice: str
    remedy: Remedy
    fix: str = ""


@dataclass(frozen=True, eq=False)
class Mended:
    """A photo after all fixes that were kept.

    Attributes:
        data: the file; the original's very bytes where nothing was done.
        name: of the file.
        kind: its format.
        steps: what was done.
        declined: what was tried and not kept.
        left: findings that are still there.
        before, after: reports of the photo; None where it could not be read.
        notes: what went with the old file, in words.
    """

    data: bytes
    name: str
    kind: str
    steps: tuple[Step, ...] = ()
    declined: tuple[Declined, ...] = ()
    left: tuple[Left, ...] = ()
    before: PhotoReport | None = None
    after: PhotoReport | None = None
    notes: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether there is something to write."""
        return bool(self.steps)
