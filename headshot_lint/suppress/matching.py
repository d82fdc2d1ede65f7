"""Match the entries of a suppressions file with what a run found."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path, PurePath
from typing import TypeVar

from headshot_lint.engine.report import (
    PhotoReport,
    Report,
    Result,
    StaleState,
    StaleSuppression,
    Suppression,
    TeamResult,
)
from headshot_lint.model.verdict import Status
from headshot_lint.suppress.entry import Entry
from headshot_lint.suppress.file import SuppressionsFile

R = TypeVar("R", bound=Result)


@dataclass(frozen=True)
class Found:
    """A rule that fails on a photo.

    Attributes:
        photo: path of the photo, as entries write it.
        sha256: of the photo's bytes; None where there are none to be had.
    """

    photo: str
    code: str
    sha256: str | None


@dataclass(frozen=True)
class Stale:
    """An entry that waives nothing as it stands.

    Attributes:
        moved_to: where photos of the same content are that fail the same rule.
    """

    entry: Entry
    state: StaleState
    moved_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matching:
    """The entries of a file against the photos of a report.

    Attributes:
        today: the day by which entries expire.
    """

    file: SuppressionsFile
    report: Report
    today: date
    _places: dict[str, str] = field(default_factory=dict)

    def place(self, path: str) -> str:
        """The path of a photo as entries write it: from the folder of the file."""
        if path not in self._places:
            try:
                relative = os.path.relpath(os.path.abspath(path), self.file.path.parent)  # noqa: PTH100 - links stay links
            except ValueError:  # on another drive
                relative = path
            self._places[path] = PurePath(relative).as_posix()
        return self._places[path]

    @cached_property
    def photos(self) -> Mapping[str, PhotoReport]:
        """The photos of the report, as entries write their paths."""
        return {self.place(photo.path): photo for photo in self.report.photos}

    @cached_property
    def entries(self) -> Mapping[tuple[str, str], Entry]:
        """The entries by photo and rule."""
        return {entry.key: entry for entry in self.file.entries}

    @cached_property
    def found(self) -> Mapping[tuple[str, str], Found]:
        """Every failing rule of every photo."""
        return {(found.photo, found.code): found for found in self._found()}

    def waiver(self, photo: str, code: str) -> Entry | None:
        """The entry that waives a finding, or None.

        A photo that has no entry of its own takes over that of a photo with the same content which
        is no longer where it was: it was moved. While the other is still there, it is a copy, and
        whoever waived the one may not want the other.
        """
        found = self.found[photo, code]
        entry = self.entries.get((photo, code)) or self._moved_from(found)
        if entry is None or entry.sha256 != found.sha256 or entry.expired(self.today):
            return None
        return entry

    @cached_property
    def unwaivable(self) -> tuple[TeamResult, ...]:
        """Findings that speak of no photo, whose content an entry could hold for."""
        failing = (result for result in self.report.team if result.status is Status.FAIL)
        return tuple(result for result in failing if not result.photos)

    @cached_property
    def stale(self) -> tuple[Stale, ...]:
        """The entries that waive nothing as they stand, of photos and rules that were judged."""
        states = ((entry, self._state(entry)) for entry in self.file.entries)
        return tuple(
            Stale(entry, state, self._moved_to.get(entry.key, ()))
            for entry, state in states
            if state is not None
        )

    def applied(self) -> Report:
        """The report with every waived finding marked, and with the entries that are stale."""
        if not self.file.entries:
            return self.report
        photos = tuple(self._marked(photo) for photo in self.report.photos)
        team = tuple(self._marked_team(result) for result in self.report.team)
        results = [result for photo in photos for result in photo.results]
        number = sum(result.suppressed is not None for result in (*results, *team))
        summary = self.report.summary.model_copy(update={"suppressed": number})
        stale = tuple(_told(stale) for stale in self.stale)
        return self.report.model_copy(
            update={"photos": photos, "team": team, "summary": summary, "suppressions": stale}
        )

    def _found(self) -> Iterator[Found]:
        for photo, judged in self.photos.items():
            for result in judged.results:
                if result.status is Status.FAIL:
                    yield Found(photo, result.code, self._sha256(judged))
        for team in self.report.team:
            for path in team.photos if team.status is Status.FAIL else ():
                photo = self.place(path)
                if photo in self.photos:
                    yield Found(photo, team.code, self._sha256(self.photos[photo]))

    @staticmethod
    def _sha256(photo: PhotoReport) -> str | None:
        """The digest of a photo's bytes, also where they are no picture that can be read."""
        if photo.sha256 is not None:
            return photo.sha256
        try:
            with Path(photo.path).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except (OSError, ValueError):
            return None

    @cached_property
    def _gone(self) -> Mapping[tuple[str | None, str], Entry]:
        """Entries of photos that are no longer there, by content and rule.

        Where two entries of the same content are gone, neither can be told to be the one.
        """
        gone: dict[tuple[str | None, str], list[Entry]] = {}
        for entry in self.file.entries:
            if not self._is_there(entry.photo):
                gone.setdefault((entry.sha256, entry.code), []).append(entry)
        return {key: entries[0] for key, entries in gone.items() if len(entries) == 1}

    def _is_there(self, photo: str) -> bool:
        return photo in self.photos or os.path.lexists(self.file.path.parent / photo)

    def _moved_from(self, found: Found) -> Entry | None:
        return self._gone.get((found.sha256, found.code))

    @cached_property
    def _moved_to(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """By the key of an entry, where its photo is now."""
        moved: dict[tuple[str, str], tuple[str, ...]] = {}
        for found in sorted(self.found.values(), key=lambda found: found.photo):
            entry = self._moved_from(found)
            if entry is not None and (found.photo, found.code) not in self.entries:
                moved[entry.key] = (*moved.get(entry.key, ()), found.photo)
        return moved

    def _state(self, entry: Entry) -> StaleState | None:
        """What is wrong with an entry; None where nothing is, or this run cannot tell."""
        if entry.key in self.found:
            if entry.sha256 != self.found[entry.key].sha256:
                return "changed"
            return "expired" if entry.expired(self.today) else None
        if entry.key in self._moved_to:
            return "expired" if entry.expired(self.today) else "moved"
        if not self._is_there(entry.photo):
            return "unused"
        judged = self.photos.get(entry.photo)
        if judged is None:
            return None
        status = self._status(judged, entry)
        changed = judged.sha256 is not None and judged.sha256 != entry.sha256
        skipped_anew = status is Status.SKIP and changed
        return "unused" if status is Status.PASS or skipped_anew else None

    def _status(self, photo: PhotoReport, entry: Entry) -> Status | None:
        """What the rule of an entry says of its photo where it finds nothing; None if it is off."""
        said = [r.status for r in photo.results if r.code == entry.code]
        said += self._in_team.get(entry.key, [])
        return next(iter(said), None)

    @cached_property
    def _in_team(self) -> Mapping[tuple[str, str], list[Status]]:
        """What rules on sets say of each photo: that it is in line comes before why it was not."""
        said: dict[tuple[str, str], list[Status]] = {}
        for result in sorted(self.report.team, key=lambda r: r.status is not Status.PASS):
            for path in result.photos:
                said.setdefault((self.place(path), result.code), []).append(result.status)
        return said

    def _marked(self, photo: PhotoReport) -> PhotoReport:
        place = self.place(photo.path)
        if not any(result.status is Status.FAIL for result in photo.results):
            return photo
        results = tuple(self._marked_result(result, place) for result in photo.results)
        return photo.model_copy(update={"results": results})

    def _marked_result(self, result: Result, place: str) -> Result:
        if result.status is not Status.FAIL:
            return result
        entry = self.waiver(place, result.code)
        return result if entry is None else _mark(result, entry)

    def _marked_team(self, result: TeamResult) -> TeamResult:
        """A finding on the set is waived where each of its photos has an entry for the rule."""
        if result.status is not Status.FAIL:
            return result
        keys = [(self.place(path), result.code) for path in result.photos]
        waivers = [self.waiver(*key) if key in self.found else None for key in keys]
        if not waivers or None in waivers:
            return result
        return result if waivers[0] is None else _mark(result, waivers[0])


def _mark(result: R, entry: Entry) -> R:
    waiver = Suppression(reason=entry.reason, expires=entry.expires)
    return result.model_copy(update={"suppressed": waiver})


def _told(stale: Stale) -> StaleSuppression:
    entry = stale.entry
    return StaleSuppression(
        photo=entry.photo,
        code=entry.code,
        name=entry.name,
        state=stale.state,
        reason=entry.reason,
        expires=entry.expires,
        moved_to=stale.moved_to,
    )
