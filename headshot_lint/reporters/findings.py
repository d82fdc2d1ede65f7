"""What a report found, in the order in which most formats list it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from headshot_lint.engine.report import PhotoReport, Report, Result
from headshot_lint.model.verdict import Severity, Status


@dataclass(frozen=True)
class Finding:
    """A rule that fails or broke, and the photos that it speaks of.

    Attributes:
        paths: as the report has them; several where a rule judged the photos as a set, and the
            roster or the set's folder where it speaks of no photo. Never empty.
        photos: the reports of those photos, as far as the report holds them.
    """

    result: Result
    paths: tuple[str, ...]
    photos: tuple[PhotoReport, ...]

    @property
    def broken(self) -> bool:
        """Whether the rule itself broke: then the photos are not to blame."""
        return self.result.status is Status.ERROR

    @property
    def severity(self) -> Severity:
        """How grave it is; a broken rule is an error whatever it was to judge."""
        return Severity.ERROR if self.broken else self.result.severity

    @property
    def bare_text(self) -> str:
        """What was found, or the exception on which the rule broke."""
        return (self.result.reason if self.broken else None) or self.result.message

    @property
    def text(self) -> str:
        """What was found, or how the rule broke, for formats that have no word for the latter."""
        return f"The rule broke: {self.bare_text}" if self.broken else self.bare_text

    @property
    def full_text(self) -> str:
        """What was found and what to do about it."""
        return " ".join(part for part in (self.text, self.result.advice) if part)


def findings(report: Report, *, waived: bool = False) -> Iterator[Finding]:
    """Yield photo by photo what broke and what fails, the worst first; then the set's findings.

    Args:
        report: of a run.
        waived: also what is waived, after the rest of each photo.
    """
    by_path = {photo.path: photo for photo in report.photos}
    for photo in report.photos:
        listed = (*_broken(photo), *photo.failures(), *(photo.waived if waived else ()))
        for result in listed:
            yield Finding(result, (photo.path,), (photo,))
    for result in report.team:
        if result.status in (Status.FAIL, Status.ERROR) and (waived or not result.suppressed):
            known = tuple(by_path[path] for path in result.photos if path in by_path)
            # Formats that put a finding at a file need one: a name without a photo stands in the
            # roster.
            place = result.about or result.team or "."
            yield Finding(result, result.photos or (place,), known)


def _broken(photo: PhotoReport) -> Iterator[Result]:
    return (result for result in photo.results if result.status is Status.ERROR)


def count(number: int, noun: str) -> str:
    """Return the number with its noun, in the plural where it needs one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
