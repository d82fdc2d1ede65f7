"""From what a caller names as the check to a function from a picture to a judgement."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from headshot_lint.gate.errors import GateError
from headshot_lint.gate.pictures import Picture
from headshot_lint.gate.words import Finding, Judgement
from headshot_lint.model.verdict import Severity, Status

if TYPE_CHECKING:
    from headshot_lint.engine.linter import Linter
    from headshot_lint.engine.profile import Profile
    from headshot_lint.engine.report import PhotoReport, Report, Result
    from headshot_lint.engine.settings import Settings

Check: TypeAlias = "str | Settings | Linter | Callable[[Any], object]"
"""The name of a profile, settings, a linter, or a function from a Pillow image to a `Report`, a
`PhotoReport`, a `Judgement` or a bool."""

Judging: TypeAlias = Callable[[Picture], Judgement]

PORTRAIT_LIBERTIES = (
    "portrait-not-headshot",
    "black-and-white",
    "weak-impression",
    "face-turned",
    "face-pitched",
    "head-tilted",
    "gaze-averted",
    "uneven-light",
    "hard-shadows",
    "backlit",
    "shiny-skin",
    "cluttered-background",
    "uneven-background",
    "coloured-background",
    "weak-separation",
    "background-shadow",
    "face-too-small",
    "face-too-large",
    "off-centre",
    "eye-line-off",
    "no-shoulders",
    "circle-unsafe",
    "illegible-avatar",
    "dull-avatar",
)
"""What a headshot must not do and a portrait may: the departures that HL701 grades, the light and
background behind them, and what only a small round avatar needs. Faults stay: a face that is dark,
burnt out, blurred, covered or cut, closed eyes, more than one person, traces of a generator."""


def judging(check: Check, purpose: str) -> tuple[Judging, Profile | None]:
    """Return the function that judges, and the profile by which it does if it is a linter's.

    Raises:
        GateError: there is no such purpose, or the check is none.
        HeadshotLintError: the settings name a profile, rule or option that does not exist.
    """
    from headshot_lint.engine.linter import Linter

    if purpose not in ("headshot", "portrait"):
        raise GateError(f"there is no purpose {purpose!r}", "headshot or portrait")
    if isinstance(check, Linter) or (callable(check) and not isinstance(check, str)):
        if purpose != "headshot":
            raise GateError(
                "a linter or function of your own judges for the purpose that you built it for",
                "name a profile or settings where you give a purpose",
            )
        if not isinstance(check, Linter):
            return _by_function(check), None
        return _by_linter(check), check.profile
    linter = Linter(settings_for_purpose(check, purpose))
    return _by_linter(linter), linter.profile


def settings_for_purpose(check: str | Settings, purpose: str) -> Settings:
    """Settings under which the rules that only hold for headshots give way to a portrait."""
    from headshot_lint.engine.settings import Settings, make_settings

    base = Settings(profile=check) if isinstance(check, str) else check
    if not isinstance(base, Settings):
        raise GateError(
            f"a {type(check).__name__} does not check pictures",
            "give the name of a profile, settings, a linter or a function",
        )
    return make_settings(base, ignore=PORTRAIT_LIBERTIES) if purpose == "portrait" else base


def _by_linter(linter: Linter) -> Judging:
    return lambda picture: judgement_of(linter.check(picture.source, name="<render>"))


def _by_function(check: Callable[[Any], object]) -> Judging:
    return lambda picture: judgement_of(check(picture.image()))


def judgement_of(answer: object) -> Judgement:
    """Bring the answer of a check to one form.

    Raises:
        GateError: it is nothing that judges a picture.
    """
    from headshot_lint.engine.report import PhotoReport, Report

    if isinstance(answer, Judgement):
        return answer
    if isinstance(answer, bool):
        found = () if answer else (Finding("CHECK", "check", message="The check said no."),)
        return Judgement(100.0 if answer else 0.0, found)
    if isinstance(answer, Report):
        return _of_report(answer)
    if isinstance(answer, PhotoReport):
        return _of_photo(answer)
    raise GateError(
        f"the check returned a {type(answer).__name__}",
        "return a Report, a PhotoReport, a Judgement or a bool",
    )


def _of_report(report: Report) -> Judgement:
    return _of_photo(report.photo)


def _of_photo(photo: PhotoReport) -> Judgement:
    return Judgement(
        score=photo.score,
        findings=_findings(photo.failures()),
        broken=tuple(r.code for r in photo.results if r.status is Status.ERROR),
        report=photo,
    )


def _findings(results: Iterable[Result]) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            code=result.code,
            name=result.name,
            category=str(result.category),
            severity=Severity(result.severity),
            message=result.message,
            add=result.prompt_advice.add,
            avoid=result.prompt_advice.avoid,
        )
        for result in results
    )
