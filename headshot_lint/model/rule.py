"""The rule interface: one criterion, declared facts in, a verdict out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast, get_args

from headshot_lint.model.options import NoOptions, Options, Ramp
from headshot_lint.model.verdict import (
    Box,
    Category,
    Confidence,
    PromptAdvice,
    Severity,
    Status,
    Verdict,
)

if TYPE_CHECKING:
    from headshot_lint.model.facts import Facts

O_co = TypeVar("O_co", bound=Options, covariant=True)


class Rule(Generic[O_co]):
    """One criterion: a pure function from the facts of a photo to a verdict.

    Class data:
        code, name, category: as in the rule catalogue; they never change.
        severity: in the default profile; None where the rule is off by default.
        points: how much of its category's 100 points a score of 0 costs in the default profile.
        needs: the facts that `check` reads, names of `Facts` properties.
        wants: facts that it reads where the photo yields them; their absence skips nothing.
        unit: of the verdict's value and limit.
        since: the release that brought the rule.
        preview: on trial: it cannot be chosen unless the settings allow preview.
        Options: the options' class, taken from the base class's argument.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    category: ClassVar[Category]
    severity: ClassVar[Severity | None] = Severity.WARNING
    points: ClassVar[float] = 10.0
    needs: ClassVar[tuple[str, ...]] = ()
    wants: ClassVar[tuple[str, ...]] = ()
    unit: ClassVar[str] = ""
    since: ClassVar[str] = "0.1.0"
    preview: ClassVar[bool] = False
    Options: ClassVar[type[Options]] = NoOptions

    def __init_subclass__(cls) -> None:
        for base in getattr(cls, "__orig_bases__", ()):
            for argument in get_args(base):
                if isinstance(argument, type):
                    cls.Options = argument

    def __init__(self, options: O_co | None = None) -> None:
        self.options: O_co = options if options is not None else cast("O_co", self.Options())

    def check(self, facts: Facts) -> Verdict:
        """Judge a photo by its facts; reads nothing that `needs` does not name.

        Raises:
            Missing: when the facts are there but do not allow a verdict on this photo.
        """
        raise NotImplementedError

    @staticmethod
    def judge(  # noqa: PLR0913 - the parts of a finding, most of them optional
        value: float,
        ramp: Ramp,
        *,
        passing: str,
        failing: str,
        advice: str = "",
        prompt: PromptAdvice = PromptAdvice(),  # noqa: B008 - frozen and empty
        confidence: Confidence = Confidence.HIGH,
        regions: tuple[Box, ...] = (),
        fixable: bool = False,
        severity: Severity | None = None,
        unit: str | None = None,
    ) -> Verdict:
        """Compare a measurement with its ramp and word the outcome."""
        fails = ramp.fails(value)
        return Verdict(
            status=Status.FAIL if fails else Status.PASS,
            message=failing if fails else passing,
            value=value,
            limit=ramp.limit,
            score=ramp.score(value),
            confidence=confidence,
            advice=advice if fails else "",
            prompt_advice=prompt if fails else PromptAdvice(),
            regions=regions if fails else (),
            fixable=fixable and fails,
            severity=severity if fails else None,
            unit=unit,
        )
