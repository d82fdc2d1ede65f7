"""The rule interface: one criterion, declared facts in, a verdict out.

`Rule` judges a photo by its facts, `SetRule` the photos of a team by the facts of all of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast, get_args

from headshot_lint.model.options import NoOptions, Options, Ramp
from headshot_lint.model.team import SetVerdict, TeamFacts
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


class Criterion(Generic[O_co]):
    """What rules on a photo and rules on a set of photos have in common.

    Class data:
        code, name, category: as in the rule catalogue; they never change.
        severity: in the default profile; None where the rule is off by default.
        points: how much of its category's 100 points a score of 0 costs in the default profile.
        needs: the facts of a photo that `check` reads, names of `Facts` properties.
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


class Rule(Criterion[O_co]):
    """A pure function from the facts of a photo to a verdict."""

    def check(self, facts: Facts) -> Verdict:
        """Judge a photo by its facts; reads nothing that `needs` does not name.

        Raises:
            Missing: when the facts are there but do not allow a verdict on this photo.
        """
        raise NotImplementedError


class SetRule(Criterion[O_co]):
    """A pure function from the facts of a team's photos to verdicts on some of them.

    Class data besides that of every criterion:
        set_needs: the facts of the set that `check` reads, names of `TeamFacts` properties;
            `members` is always there.
        fewest: the number of photos below which there is nothing to compare. An option of the
            name `min_photos` takes its place.
    """

    set_needs: ClassVar[tuple[str, ...]] = ()
    fewest: ClassVar[int] = 1

    def check(self, team: TeamFacts) -> Iterable[SetVerdict]:
        """Judge the photos of a set; every photo is named by at least one verdict.

        The members are those that yield all of `needs`; the engine says of the others that they
        were skipped, and why.

        Raises:
            Missing: when the facts do not allow a verdict on this set.
        """
        raise NotImplementedError

    @staticmethod
    def tell(  # noqa: PLR0913 - the parts of a finding, most of them optional
        value: float,
        ramp: Ramp,
        message: str,
        *,
        advice: str = "",
        prompt: PromptAdvice = PromptAdvice(),  # noqa: B008 - frozen and empty
        regions: tuple[Box, ...] = (),
    ) -> Verdict:
        """Compare a measurement with its ramp; the message holds on either side of the limit."""
        return SetRule.judge(
            value,
            ramp,
            passing=message,
            failing=message,
            advice=advice,
            prompt=prompt,
            regions=regions,
        )

    @staticmethod
    def scattered(excess: float, ramp: Ramp, message: str, advice: str) -> Verdict:
        """Say of a whole set that its photos have nothing in common.

        Args:
            excess: their spread by the largest with which there still is an outlier; above 1.
            ramp: of deviations; the verdict fails by as much.
            message: what scatters, and by how much.
            advice: what to agree on.
        """
        just_beyond = math.nextafter(ramp.limit, math.inf)
        return SetRule.tell(max(excess * ramp.limit, just_beyond), ramp, message, advice=advice)

    @staticmethod
    def sort_out(
        judged: Iterable[tuple[str, Verdict]], ramp: Ramp, in_line: str
    ) -> Iterator[SetVerdict]:
        """Yield a verdict for each photo that fails, and one for all those that pass.

        Args:
            judged: path and verdict of each photo; the values are deviations.
            ramp: the one that they were judged by.
            in_line: what is said of the photos that pass.
        """
        passing: list[tuple[str, Verdict]] = []
        for path, verdict in judged:
            if verdict.status is Status.FAIL:
                yield SetVerdict(verdict, (path,))
            else:
                passing.append((path, verdict))
        if passing:
            furthest = max(float(verdict.value or 0.0) for _, verdict in passing)
            verdict = SetRule.tell(furthest, ramp, in_line)
            yield SetVerdict(verdict, tuple(path for path, _ in passing))

    @staticmethod
    def skip(reason: str, photos: tuple[str, ...]) -> SetVerdict:
        """Say why some photos were not judged."""
        return SetVerdict(Verdict(status=Status.SKIP, message="", reason=reason), photos)
