"""Mending a photo: fix by fix, each judged before it is kept, until nothing is left to do."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.engine.judge import judge_photo
from headshot_lint.engine.profile import Profile
from headshot_lint.engine.report import PhotoReport
from headshot_lint.mend.compose import option_of
from headshot_lint.mend.crop import CREDENTIALS_STAY, TOO_HEAVY
from headshot_lint.mend.encode import WRITTEN
from headshot_lint.mend.fix import Case, Fix, Unmendable, faults
from headshot_lint.mend.fixes import FIXES, UNSAFE
from headshot_lint.mend.guard import mended, objection
from headshot_lint.mend.mended import Declined, Left, Mended, Step
from headshot_lint.mend.naming import Naming
from headshot_lint.mend.recipe import Original, Recipe
from headshot_lint.mend.strip import CannotStripError
from headshot_lint.model.errors import HeadshotLintError, Unreadable
from headshot_lint.photo import load
from headshot_lint.shot import Shot

_MOST_ROUNDS = 4
"""A mended photo is mended again until nothing changes; what does not settle is left as it was."""


@dataclass(frozen=True, eq=False)
class _Stage:
    """A photo as it is between two steps: its file, its name, and what rules say of it."""

    original: Original
    name: str
    report: PhotoReport


@dataclass(frozen=True)
class Mender:
    """Mends photos by the rules of a profile.

    Attributes:
        profile: whose faults are mended, within whose limits.
        unsafe: names of further fixes that were asked for.
        naming: how the result is called.
        engine: what finds landmarks.

    Raises:
        HeadshotLintError: there is no unsafe fix of a name.
    """

    profile: Profile
    unsafe: Collection[str] = ()
    naming: Naming = field(default_factory=Naming)
    engine: LandmarkEngine = "auto"

    def __post_init__(self) -> None:
        for name in self.unsafe:
            if name not in UNSAFE:
                raise HeadshotLintError(
                    f"there is no unsafe fix {name!r}", hint=f"there are: {', '.join(UNSAFE)}"
                )

    def mend(self, data: bytes, name: str) -> Mended:
        """Return the photo with every fix that it allows.

        Mending the result again changes nothing. Where that cannot be had, nothing is changed.
        """
        try:
            original = self._original(data, name)
        except Unreadable:
            return Mended(data, name, "")
        return self.mend_original(original, name, self._judge(original, name))

    def mend_original(self, original: Original, name: str, before: PhotoReport) -> Mended:
        """The same for a photo that was read and judged already.

        Args:
            original: the photo.
            name: what to call it.
            before: report of it by the profile.
        """
        start = _Stage(original, name, before)
        whole, stage = self._round(start)
        for _ in range(_MOST_ROUNDS):
            if not whole.changed:
                return whole
            again, stage = self._round(stage)
            if not again.changed:
                return replace(whole, left=again.left, declined=again.declined)
            whole = _joined(whole, again)
        declined = Declined("", "The fixes do not settle: mending the result would go on.")
        unchanged, _ = self._round(start, fixes=())
        return replace(unchanged, declined=(declined,))

    def _original(self, data: bytes, name: str) -> Original:
        return Original(data, Shot(load(data, name=name), engine=self.engine))

    def _judge(self, original: Original, name: str) -> PhotoReport:
        return judge_photo(name, original.shot, original.shot.photo.sha256, self.profile)

    def _round(self, start: _Stage, fixes: tuple[Fix, ...] | None = None) -> tuple[Mended, _Stage]:
        """Try every fix once, in order, each on top of those that were kept."""
        file = start.original.shot.file
        kind = self.naming.kind(start.name, file, self.profile)
        recipe = self._recipe(file.size_bytes or 0, kind)
        case = Case(start.original, self.profile, start.report, recipe)
        stage, steps, declined = start, [], []
        for fix in self._fixes if fixes is None else fixes:
            tried = self._try(fix, case, start.name)
            if isinstance(tried, Declined):
                declined.append(tried)
            elif tried is not None:
                stage, case, step = tried
                steps.append(step)
        lost = steps and case.recipe.draws and file.c2pa
        mended = Mended(
            data=stage.original.data,
            name=stage.name,
            kind=case.recipe.kind if steps else file.format,
            steps=tuple(steps),
            declined=tuple(declined),
            left=self._left(case.report, declined),
            before=start.report,
            after=case.report,
            notes=(CREDENTIALS_STAY,) if lost else (),
        )
        return mended, stage

    @property
    def _fixes(self) -> tuple[Fix, ...]:
        return tuple(fix for fix in FIXES if fix.safe or fix.name in self.unsafe)

    def _recipe(self, size_bytes: int, kind: str) -> Recipe:
        best = option_of(self.profile, "file-too-heavy", "best", math.inf)
        limit = option_of(self.profile, "file-too-heavy", "limit", math.inf)
        return Recipe(kind, wanted_bytes=max(best, min(size_bytes, limit)), most_bytes=limit)

    def _try(self, fix: Fix, case: Case, name: str) -> tuple[_Stage, Case, Step] | Declined | None:
        """Return what a fix makes of the photo, why it was declined, or None: nothing to do."""
        reason = ""
        try:
            for recipe in fix.propose(case):
                made = self._made(recipe, case, name)
                if isinstance(made, str):
                    reason = reason or made
                    continue
                after = made.report
                against = objection(case.report, after, fix)
                if against is None:
                    step = Step(
                        fix.name,
                        fix.does,
                        mended(case.report, after, fix),
                        case.report.score,
                        after.score,
                    )
                    return made, replace(case, report=after, recipe=recipe), step
                reason = reason or against
        except Unmendable as refusal:
            reason = str(refusal)
        return Declined(fix.name, reason) if reason else None

    def _made(self, recipe: Recipe, case: Case, name: str) -> _Stage | str:
        """Carry out a recipe and judge it; a sentence where that cannot be."""
        if recipe.draws and recipe.kind not in WRITTEN:
            return f"{recipe.kind} is not written: mend into a new file."
        if self.naming.in_place and recipe.kind != case.recipe.kind:
            return f"It would be a {recipe.kind}, which needs another name."
        try:
            data = case.original.cook(recipe)
        except CannotStripError as refusal:
            return f"The metadata cannot be taken out: {refusal}."
        if data is None:
            return TOO_HEAVY
        shown_as = self.naming.name(name, recipe.kind)
        original = self._original(data, shown_as)
        return _Stage(original, shown_as, self._judge(original, shown_as))

    def _left(self, report: PhotoReport, declined: list[Declined]) -> tuple[Left, ...]:
        refused = {one.fix for one in declined}
        return tuple(
            _left_of(result.code, result.name, result.message, result.advice, refused, self.unsafe)
            for result in report.failures()
        )


def calls_for_fix(report: PhotoReport) -> bool:
    """Whether a photo has a finding, other than a hint, that a safe fix is for."""
    mends = {name for fix in FIXES if fix.safe for name in fix.mends}
    return any(result.name in mends for result in faults(report))


def _left_of(  # noqa: PLR0913, PLR0917 - the words of a finding
    code: str,
    name: str,
    message: str,
    advice: str,
    refused: set[str],
    asked: Collection[str],
) -> Left:
    """Say what a finding takes that is still there."""
    for fix in FIXES:
        if name in fix.mends and fix.name in refused:
            return Left(code, name, message, advice, "declined", fix.name)
    for fix in FIXES:
        if name in fix.mends and not fix.safe and fix.name not in asked:
            return Left(code, name, message, advice, "unsafe-fix", fix.name)
    return Left(code, name, message, advice, "reshoot")


def _joined(one: Mended, then: Mended) -> Mended:
    """Two rounds as one."""
    return replace(
        then, steps=one.steps + then.steps, before=one.before, notes=one.notes or then.notes
    )
