"""The report: the one object that every output format renders (JSON, schema 1).

Field names and meanings are a contract with other programs; within schema 1 fields are only added.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import PydanticSerializationError, to_jsonable_python

from headshot_lint.model.verdict import Category, Confidence, Severity, Status

PhotoVerdict = Literal["pass", "warn", "fail"]
Kind = Literal[
    "headshot",
    "portrait",
    "snapshot",
    "group",
    "not-a-photo",
    "no-person",
    "unreadable",
    "unknown",  # the selected rules measure too little to tell
]
Score = Annotated[float, Field(ge=0, le=100)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Region(_Model):
    """Where in the upright photo a finding lies."""

    box: tuple[int, int, int, int] = Field(description="x, y, width, height in pixels")
    label: str = Field(default="", description="what lies there")


class Advice(_Model):
    """What to tell a picture generator."""

    add: tuple[str, ...] = Field(default=(), description="words for the prompt")
    avoid: tuple[str, ...] = Field(default=(), description="words for the negative prompt")


class Suppression(_Model):
    """Why a finding is waived."""

    reason: str = Field(description="as whoever waived it gave it")
    expires: date | None = Field(description="the last day on which it is")


class Result(_Model):
    """What one rule says about one photo."""

    code: str = Field(pattern=r"^[A-Z]{2,}\d{3}$", description="of the rule; it never changes")
    name: str = Field(description="of the rule; it never changes")
    category: Category = Field(description="the group of the rule")
    severity: Severity = Field(description="in force: as rule, profile and configuration have it")
    status: Status = Field(description="`skip` and `error` give the `reason` and are no pass")
    confidence: Confidence = Field(
        description="how sure the measurement is; at most `medium` within 3 % of the limit, where "
        "other versions of the libraries may judge otherwise"
    )
    value: float | str | None = Field(description="the measurement, in `unit`")
    unit: str = Field(description="of `value` and `limit`; empty where there is none")
    limit: float | str | None = Field(description="the border set by the profile, in `unit`")
    score: Annotated[int, Field(ge=0, le=100)] | None = Field(
        description="how good the measurement is; null where nothing was measured"
    )
    points_lost: float = Field(ge=0, description="what this result takes off the photo's score")
    message: str = Field(description="what was found, in a sentence with the numbers")
    advice: str = Field(description="what to do about it; empty where the rule passes")
    prompt_advice: Advice = Field(description="the same for a picture generator")
    reason: str | None = Field(description="why a rule was skipped or broke")
    regions: tuple[Region, ...] = Field(default=(), description="where in the photo")
    fixable: bool = Field(description="whether a program could mend it without a new photo")
    suppressed: Suppression | None = Field(
        default=None,
        description="of a failing rule: the waiver by which it does not count for the exit code; "
        "status, scores and verdict are as measured",
    )


class PhotoReport(_Model):
    """Everything said about one photo."""

    path: str = Field(description="as it was given or found, `-` for standard input")
    profile: str | None = Field(
        default=None, description="by which the photo was judged; settings may differ by folder"
    )
    sha256: str | None = Field(description="of the file's bytes; null where it was not read")
    width: int | None = Field(description="in pixels, upright")
    height: int | None = Field(description="in pixels, upright")
    bytes: int | None = Field(description="the size of the file")
    format: str | None = Field(description="by its content and not by its suffix, as `JPEG`")
    verdict: PhotoVerdict = Field(
        description="`fail` where an error fails, else `warn` where a warning fails; hints change "
        "nothing"
    )
    score: Score = Field(description="100 less the points lost; a failing error holds it at 49")
    kind: Kind = Field(
        description="what the photo is of: a summary, no verdict; `unknown` where the selected "
        "rules measure too little to tell"
    )
    categories: dict[Category, Score | None] = Field(
        description="scores by category; null where nothing was measured"
    )
    smallest_legible_px: int | None = Field(
        description="the smallest avatar in which the face can be read; null where none or unknown"
    )
    results: tuple[Result, ...] = Field(description="of every rule that was to judge, by code")

    def failures(self, *severities: Severity) -> tuple[Result, ...]:
        """Failing results that are not waived, of the given severities or any, worst first."""
        wanted = severities or tuple(Severity)
        return tuple(r for r in self._failing if r.suppressed is None and r.severity in wanted)

    @property
    def waived(self) -> tuple[Result, ...]:
        """Failing results that are waived, worst first."""
        return tuple(r for r in self._failing if r.suppressed is not None)

    @property
    def _failing(self) -> list[Result]:
        failing = [r for r in self.results if r.status is Status.FAIL]
        order = list(Severity)
        return sorted(failing, key=lambda r: (order.index(r.severity), -r.points_lost, r.code))


class Tool(_Model):
    """What made the report."""

    name: Literal["headshot-lint"] = Field(default="headshot-lint", description="always this")
    version: str = Field(description="of headshot-lint")
    models: dict[str, str] = Field(description="sha256 by file name")


class Summary(_Model):
    """Counts over the run."""

    checked: int = Field(description="photos that were judged")
    passed: int = Field(description="of these, with the verdict `pass`")
    warned: int = Field(description="with the verdict `warn`")
    failed: int = Field(description="with the verdict `fail`")
    excluded: int = Field(default=0, description="photos that were found and left out")
    suppressed: int = Field(default=0, description="findings that are waived")
    seconds: float = Field(description="the only field that differs between two equal runs")


class TeamResult(Result):
    """What a team rule says about some photos of a team: an outlier, a pair, those in line."""

    team: str = Field(default="", description="the folder of the set that was judged")
    photos: tuple[str, ...] = Field(
        description="of which it is said; none where it is said of a name without a photo"
    )
    about: str | None = Field(
        default=None, description="the file that a finding without photos is about: the roster"
    )

    @property
    def place(self) -> str:
        """The photos in one text; without any, the roster or the folder of the set."""
        return ", ".join(self.photos) or self.about or self.team


StaleState = Literal["unused", "expired", "changed", "moved"]


class StaleSuppression(_Model):
    """An entry of the suppressions file that waives nothing as it stands."""

    photo: str = Field(description="as the file has it: relative to its folder")
    code: str = Field(description="of the rule")
    name: str = Field(description="of the rule")
    state: StaleState = Field(
        description="the rule no longer fails there or the photo is gone; its last day is over; "
        "the photo has other bytes now; a photo of the same bytes is elsewhere and takes it over"
    )
    reason: str = Field(description="as whoever waived it gave it")
    expires: date | None = Field(description="the last day on which it is waived")
    moved_to: tuple[str, ...] = Field(default=(), description="photos of the same bytes")


class Report(_Model):
    """One run over any number of photos."""

    model_config = ConfigDict(serialize_by_alias=True)

    schema_: Literal[1] = Field(default=1, alias="schema", description="of this object")
    tool: Tool = Field(description="what made the report, and with which models")
    profile: str = Field(description="of the run as a whole: name and edition, as `corporate@1`")
    summary: Summary = Field(description="counts over the run")
    photos: tuple[PhotoReport, ...] = Field(description="sorted by path")
    team: tuple[TeamResult, ...] = Field(default=(), description="of the rules on sets of photos")
    suppressions: tuple[StaleSuppression, ...] = Field(
        default=(), description="what to look after in the suppressions file"
    )

    @property
    def ok(self) -> bool:
        """Whether no photo failed and no rule broke."""
        return self.summary.failed == 0 and not self.broken

    @property
    def broken(self) -> tuple[Result, ...]:
        """Results of rules that raised instead of judging."""
        results: list[Result] = [result for photo in self.photos for result in photo.results]
        results += self.team
        return tuple(result for result in results if result.status is Status.ERROR)

    @property
    def photo(self) -> PhotoReport:
        """The only photo of a report over one.

        Raises:
            ValueError: when the report covers none or several.
        """
        (photo,) = self.photos
        return photo

    def to_json(self, indent: int | None = 2) -> str:
        """The report as JSON text: keys and paths in fixed order, floats rounded."""
        try:
            return self.model_dump_json(by_alias=True, indent=indent)
        except PydanticSerializationError:  # half a character, which UTF-8 cannot hold
            plain = to_jsonable_python(self, by_alias=True)
            separators = (",", ":") if indent is None else None
            return json.dumps(plain, indent=indent, separators=separators)
