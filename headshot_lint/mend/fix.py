"""What a fix is: the rules whose fault it mends, and what it proposes to do about a photo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from headshot_lint.engine.profile import Profile
from headshot_lint.engine.report import PhotoReport, Result
from headshot_lint.mend.compose import option_of
from headshot_lint.mend.recipe import Original, Recipe
from headshot_lint.model.verdict import Severity, Status


class Unmendable(Exception):  # noqa: N818 - a state of the photo, told to the user
    """A fix does not apply to this photo; the message says why, as a sentence."""


@dataclass(frozen=True, eq=False)
class Case:
    """A photo that is to be mended.

    Attributes:
        original: the photo.
        profile: whose rules hold.
        report: of what the recipe makes of it so far.
        recipe: what is done so far.
    """

    original: Original
    profile: Profile
    report: PhotoReport
    recipe: Recipe

    def fails(self, *names: str) -> bool:
        """Whether one of the rules fails, as more than a hint: conventions call for no fix."""
        return any(result.name in names for result in self.faults)

    @property
    def faults(self) -> tuple[Result, ...]:
        """Failing errors and warnings."""
        return faults(self.report)


def faults(report: PhotoReport) -> tuple[Result, ...]:
    """Failing errors and warnings, which call for a fix; a hint does not."""
    return tuple(
        result
        for result in report.results
        if result.status is Status.FAIL and result.severity is not Severity.HINT
    )


def redrawn(case: Case) -> Iterator[Recipe]:
    """Recipes that encode the picture anew: as it is written by default, and without any loss."""
    yield replace(case.recipe, redrawn=True)
    allowed = option_of(case.profile, "wrong-format", "allowed", ("PNG",))
    if case.recipe.kind != "PNG" and "PNG" in allowed:
        yield replace(case.recipe, redrawn=True, kind="PNG")


@dataclass(frozen=True)
class Fix:
    """One way to mend photos.

    Attributes:
        name: by which it is asked for and reported.
        does: what it does, completing "The fix ...".
        mends: names of the rules whose fault it mends.
        propose: recipes worth a try, the best first; none where there is nothing to do. It raises
            `Unmendable` where the fault is there and the photo does not allow the fix.
        safe: it shows nothing in another light: only such are carried out unasked.
    """

    name: str
    does: str
    mends: tuple[str, ...]
    propose: Callable[[Case], Iterable[Recipe]]
    safe: bool = True
