"""Lint one photo or many."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

from headshot_lint.analyse.model_files import model_hashes
from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.engine.judge import UNREADABLE, judge_photo, judge_unreadable
from headshot_lint.engine.profile import Profile
from headshot_lint.engine.report import PhotoReport, Report, Summary, Tool
from headshot_lint.engine.select import Level
from headshot_lint.engine.settings import Settings, make_settings
from headshot_lint.engine.team import Team, TeamOf, Teams
from headshot_lint.model.clock import Clock
from headshot_lint.model.verdict import Verdict
from headshot_lint.photo import LoadLimits, Unreadable
from headshot_lint.photo.source import STDIN, read_bytes
from headshot_lint.shot import Shot

if TYPE_CHECKING:
    from headshot_lint.cache.facts_cache import FactCache
    from headshot_lint.model.facts import Facts
    from headshot_lint.photo import Source

Progress = Callable[[PhotoReport], None]


class Refusing(Protocol):
    """The rule that words why a photo could not be read."""

    def refuse(self, reason: str, hint: str) -> Verdict:
        """Return its failing verdict."""
        ...


SettingsOf: TypeAlias = "Callable[[Source], Settings]"


class Linter:
    """Judges photos by settings; models stay loaded between calls, threads may share it.

    Args:
        settings: how photos are judged, where a call says nothing else.
        engine: what finds landmarks: `mediapipe`, `onnx`, or `auto` for whichever is installed.
        clock: takes the time that steps, facts and rules need.
        cache: facts of photos measured before; it is asked for files and bytes. Pictures and
            arrays are measured each time: their pixels do not tell all that their facts depend on.

    Raises:
        HeadshotLintError: the settings name a profile, rule or option that does not exist.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        engine: LandmarkEngine = "auto",
        clock: Clock | None = None,
        cache: FactCache | None = None,
    ) -> None:
        self.profile: Profile = (settings or Settings()).resolved
        self.engine: LandmarkEngine = engine
        self._clock = clock
        self._cache = cache
        self._teams = Teams()

    def check(
        self,
        source: Source,
        *,
        name: str | None = None,
        settings: Settings | None = None,
        team: Team | None = None,
    ) -> PhotoReport:
        """Judge one photo; a photo that cannot be read yields a report that says why.

        Of a photo that belongs to a team, what the team's rules read is kept until `report`.
        """
        profile = self.profile if settings is None else settings.resolved
        path = writable(name if name is not None else _name_of(source))
        clock = Clock(running=self._clock is not None)

        def judge(facts: Facts, sha256: str) -> PhotoReport:
            with clock.lap("step", "score"):
                judged = judge_photo(path, facts, sha256, profile, clock)
                if team is not None:
                    self._teams.add(team, path, facts)
                return judged

        try:
            judged = self._judge(source, name, judge, clock)
        except Unreadable as refusal:
            if team is not None:
                self._teams.add(team, path, None)
            return _refuse(refusal, path, profile)
        if self._clock is not None:
            self._clock.add(clock)
        return judged

    def _judge(
        self,
        source: Source,
        name: str | None,
        judge: Callable[[Facts, str], PhotoReport],
        clock: Clock,
    ) -> PhotoReport:
        """Judge a photo by its facts, recalled or measured; what was read of them is kept.

        Raises:
            Unreadable: it cannot be read.
        """
        if self._cache is None or not _is_encoded(source):
            from headshot_lint.photo import load

            with clock.lap("step", "load"):
                photo = load(source, name=name)
            return judge(Shot(photo, engine=self.engine, clock=clock), photo.sha256)
        with clock.lap("step", "cache"):
            data, called = _read(source, name)
            facts = self._cache.recall(data, called, self.engine, clock)
        judged = judge(cast("Facts", facts), facts.sha256)
        with clock.lap("step", "cache"):
            self._cache.keep(facts, self.engine)
        return judged

    def report(self, photos: Iterable[PhotoReport], *, seconds: float, excluded: int = 0) -> Report:
        """Gather photo reports into a run's report, sorted by path, and judge the teams."""
        ordered = tuple(sorted(photos, key=lambda photo: photo.path))
        verdicts = [photo.verdict for photo in ordered]
        return Report(
            tool=Tool(version=version("headshot-lint"), models=model_hashes()),
            profile=self.profile.label,
            summary=Summary(
                checked=len(ordered),
                passed=verdicts.count("pass"),
                warned=verdicts.count("warn"),
                failed=verdicts.count("fail"),
                excluded=excluded,
                seconds=round(seconds, 3),
            ),
            photos=ordered,
            team=self._teams.judge(self._clock),
        )


def _refuse(refusal: Unreadable, path: str, profile: Profile) -> PhotoReport:
    rule = cast("Refusing", profile.plans[UNREADABLE].rule)
    verdict: Verdict = rule.refuse(refusal.reason, refusal.hint)
    return judge_unreadable(path, verdict, refusal.size, profile)


def _is_encoded(source: Source) -> bool:
    """Whether a photo comes as a file or as the bytes of one; standard input is read but once."""
    if isinstance(source, str | os.PathLike):
        return os.fspath(source) != STDIN
    return isinstance(source, bytes | bytearray | memoryview)


def _read(source: Source, name: str | None) -> tuple[bytes, str]:
    """Return the bytes of an encoded photo, and its name."""
    if isinstance(source, str | os.PathLike):
        return read_bytes(source, LoadLimits()), name or os.fspath(source)
    return bytes(source), name or "<bytes>"  # type: ignore[arg-type]  # `_is_encoded`


def _name_of(source: Source) -> str:
    return os.fspath(source) if isinstance(source, str | os.PathLike) else "<image>"


def writable(path: str) -> str:
    """Return the path as reports have it: with bytes that are no UTF-8 as escapes, for JSON."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def lint(  # noqa: PLR0913 - all but the image have defaults
    image: Source,
    profile: str | None = None,
    *,
    settings: Settings | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] = (),
    severity: Mapping[str, Level] | None = None,
    options: Mapping[str, Mapping[str, object]] | None = None,
    engine: LandmarkEngine = "auto",
    name: str | None = None,
    cache: FactCache | None = None,
) -> Report:
    """Lint one photo.

    Args:
        image: a path, `-` for standard input, encoded bytes, a PIL image, or an RGB uint8 array of
            height x width x 3.
        profile: what the photo is for; by default that of the settings, `corporate` without any.
        settings: what to start from: `settings_for(path)` reads a configuration file.
        select: the rules that judge: codes, prefixes, names, categories or `ALL`.
        ignore: rules that do not judge.
        severity: `error`, `warning`, `hint` or `off`, by the same selectors.
        options: values of rule options, by code or name of the rule.
        engine: what finds landmarks.
        name: the name that the report gives the photo, where `image` has none.
        cache: facts of photos measured before; without one, nothing is read from disk or kept.

    Raises:
        HeadshotLintError: a profile, rule or option does not exist, or a value is out of range. A
            photo that cannot be read is no error: its report fails with HL001.
    """
    started = time.perf_counter()
    made = make_settings(
        settings, profile, select=select, ignore=ignore, severity=severity, options=options
    )
    linter = Linter(made, engine=engine, cache=cache)
    photo = linter.check(image, name=name)
    return linter.report([photo], seconds=time.perf_counter() - started)


def _in_turn(
    check: Callable[[Source], PhotoReport], paths: Iterable[Source], jobs: int
) -> Iterator[PhotoReport]:
    """Check photos, `jobs` at a time, and yield their reports in order."""
    if jobs == 1:
        yield from map(check, paths)
        return
    with ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="headshot-lint") as pool:
        yield from pool.map(check, paths)


def lint_many(  # noqa: PLR0913 - all but the paths have defaults
    paths: Iterable[Source],
    profile: str | None = None,
    *,
    settings: Settings | None = None,
    settings_of: SettingsOf | None = None,
    team_of: TeamOf | None = None,
    jobs: int = 1,
    engine: LandmarkEngine = "auto",
    excluded: int = 0,
    progress: Progress | None = None,
    clock: Clock | None = None,
    stdin_name: str | None = None,
    cache: FactCache | None = None,
    known: Iterable[PhotoReport] = (),
) -> Report:
    """Lint many photos, `jobs` at a time; the report does not depend on `jobs`.

    Args:
        paths: as `image` of `lint`.
        profile: what the photos are for; by default that of the settings.
        settings: how the photos are judged; `make_settings` builds them.
        settings_of: says for each photo how it is judged, where that differs.
        team_of: says for each photo which set it belongs to, as `by_folder(settings)` does; without
            it no photos are compared.
        jobs: photos judged in parallel, one thread each.
        engine: what finds landmarks.
        excluded: how many photos the caller left out, for the summary.
        progress: called with each photo's report as it is done, from the calling thread.
        clock: takes the time that steps, facts and rules need.
        stdin_name: the name that the report gives the photo from standard input.
        cache: as in `lint`.
        known: reports of photos that are not judged again, which join the others as they are; no
            team hears of them.

    Raises:
        HeadshotLintError: a profile, rule or option does not exist, or a value is out of range.
        ValueError: `jobs` is below 1.
    """
    started = time.perf_counter()
    linter = Linter(make_settings(settings, profile), engine=engine, clock=clock, cache=cache)
    done: list[PhotoReport] = []
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, not {jobs}")

    def check(path: Source) -> PhotoReport:
        name = stdin_name if isinstance(path, str) and path == STDIN else None
        return linter.check(
            path,
            name=name,
            settings=settings_of(path) if settings_of else None,
            team=team_of(path) if team_of else None,
        )

    for photo in _in_turn(check, paths, jobs):
        done.append(photo)
        if progress is not None:
            progress(photo)
    report = linter.report([*known, *done], seconds=0.0, excluded=excluded)
    summary = report.summary.model_copy(update={"seconds": round(time.perf_counter() - started, 3)})
    return report.model_copy(update={"summary": summary})
