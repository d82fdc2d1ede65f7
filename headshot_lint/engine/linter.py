"""What judges photos: from a source to its report, and from reports to that of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol, cast

from headshot_lint.analyse.model_files import model_hashes
from headshot_lint.analyse.providers import require_chosen
from headshot_lint.analyse.view import LandmarkEngine
from headshot_lint.engine.judge import UNREADABLE, judge_photo, judge_unreadable
from headshot_lint.engine.profile import Profile
from headshot_lint.engine.report import PhotoReport, Report, Summary, Tool
from headshot_lint.engine.settings import Settings
from headshot_lint.engine.sources import is_encoded, is_pixels, name_of, read_encoded, writable
from headshot_lint.engine.team import Team, Teams
from headshot_lint.model.clock import Clock
from headshot_lint.model.verdict import Verdict
from headshot_lint.photo import LoadLimits, Unreadable
from headshot_lint.shot import Shot

if TYPE_CHECKING:
    from headshot_lint.cache.facts_cache import FactCache
    from headshot_lint.cache.recalled import Recalled
    from headshot_lint.engine.isolation import Bench, Isolation
    from headshot_lint.model.facts import Facts
    from headshot_lint.photo import Source


class Refusing(Protocol):
    """The rule that words why a photo could not be read."""

    def refuse(self, reason: str, hint: str) -> Verdict:
        """Return its failing verdict."""
        ...


@dataclass(frozen=True)
class Opened:
    """A photo that is ready to be judged.

    Attributes:
        known: nothing of it has to be measured, so that `judge` takes about a millisecond.
        judge: returns its report.
    """

    known: bool
    judge: Callable[[], PhotoReport]


@dataclass(frozen=True)
class _Case:
    """A photo and what it is judged by; `path` is its name in reports.

    On a `bench` it is measured in another process.
    """

    source: Source
    name: str | None
    path: str
    profile: Profile
    team: Team | None
    clock: Clock
    bench: Bench | None = None

    @property
    def readings(self) -> Iterable[tuple[str, ...]]:
        """The facts that each of its rules reads, those on sets included."""
        of_team = zip(self.team.facts_read) if self.team else ()
        return (*self.profile.readings, *of_team)


class Linter:
    """Judges photos by settings; models stay loaded between calls, threads may share it.

    Args:
        settings: how photos are judged, where a call says nothing else.
        engine: what finds landmarks: `mediapipe`, `onnx`, or `auto` for whichever is installed.
        clock: takes the time that steps, facts and rules need.
        cache: facts of photos measured before; it is asked for files and bytes. Pictures and
            arrays are measured each time: their pixels do not tell all that their facts depend on.
        isolation: workers that decode and measure files and bytes; pixels are measured here.
        limits: caps on bytes and pixels of a photo that is measured without a cache.

    Raises:
        HeadshotLintError: the settings name a profile, rule or option that does not exist, or the
            environment an execution provider.
    """

    def __init__(  # noqa: PLR0913 - what a run is made of, each by its name
        self,
        settings: Settings | None = None,
        *,
        engine: LandmarkEngine = "auto",
        clock: Clock | None = None,
        cache: FactCache | None = None,
        isolation: Isolation | None = None,
        limits: LoadLimits | None = None,
    ) -> None:
        require_chosen()
        self.profile: Profile = (settings or Settings()).resolved
        self.engine: LandmarkEngine = engine
        self._clock = clock
        self._cache = cache
        self._isolation = isolation
        self._limits = limits or LoadLimits()
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
        return self.open(source, name=name, settings=settings, team=team).judge()

    def open(
        self,
        source: Source,
        *,
        name: str | None = None,
        settings: Settings | None = None,
        team: Team | None = None,
    ) -> Opened:
        """Look up what is known of a photo; to judge it is up to the caller, who may want a thread.

        Without a cache nothing is known, and nothing is read yet.
        """
        case = self._case(source, name, settings, team)
        try:
            facts = self._recall(case)
        except Unreadable as refusal:
            return Opened(True, partial(self._refuse, case, refusal))
        known = facts is not None and all(map(facts.knows, case.readings))
        return Opened(known, partial(self._check, case, facts))

    def measure(self, source: Source, *, name: str | None = None) -> PhotoReport:
        """Judge one photo that must be readable; the cache is not asked.

        Raises:
            Unreadable: it is not; `check` makes a report of that.
        """
        case = self._case(source, name, None, None)
        try:
            return self._measured(case)
        finally:
            if case.bench is not None:
                case.bench.clear()

    def _case(
        self, source: Source, name: str | None, settings: Settings | None, team: Team | None
    ) -> _Case:
        return _Case(
            source=source,
            name=name,
            path=writable(name if name is not None else name_of(source)),
            profile=self.profile if settings is None else settings.resolved,
            team=team,
            clock=Clock(running=self._clock is not None),
            bench=None if self._isolation is None or is_pixels(source) else self._isolation.bench(),
        )

    def _recall(self, case: _Case) -> Recalled | None:
        """What the cache knows of a photo; None where it is not asked.

        Raises:
            Unreadable: the file cannot be read.
        """
        if self._cache is None or not is_encoded(case.source):
            return None
        with case.clock.lap("step", "cache"):
            data, called = read_encoded(case.source, case.name)
            apart = partial(case.bench.measure, data, called) if case.bench else None
            measure = cast("Callable[[], Facts] | None", apart)
            return self._cache.recall(data, called, self.engine, case.clock, measure)

    def _check(self, case: _Case, facts: Recalled | None) -> PhotoReport:
        try:
            judged = self._measured(case) if facts is None else self._recalled(case, facts)
        except Unreadable as refusal:
            return self._refuse(case, refusal)
        finally:
            if case.bench is not None:
                case.bench.clear()
        if self._clock is not None:
            self._clock.add(case.clock)
        return judged

    def _measured(self, case: _Case) -> PhotoReport:
        """Judge a photo by facts that are all measured.

        Raises:
            Unreadable: it cannot be read.
        """
        from headshot_lint.photo import load

        if case.bench is not None:
            with case.clock.lap("step", "load"):
                remote = case.bench.measure(*read_encoded(case.source, case.name), self._limits)
            return self._judge(case, cast("Facts", remote), remote.sha256)
        with case.clock.lap("step", "load"):
            photo = load(case.source, name=case.name, limits=self._limits)
        return self._judge(case, Shot(photo, engine=self.engine, clock=case.clock), photo.sha256)

    def _recalled(self, case: _Case, facts: Recalled) -> PhotoReport:
        """Judge a photo by what is known; what has to be measured is kept.

        Raises:
            Unreadable: nothing is known of it, and it cannot be decoded.
        """
        facts.require_readable()
        judged = self._judge(case, cast("Facts", facts), facts.sha256)
        if self._cache is not None:
            with case.clock.lap("step", "cache"):
                self._cache.keep(facts, self.engine)
        return judged

    def _judge(self, case: _Case, facts: Facts, sha256: str) -> PhotoReport:
        with case.clock.lap("step", "score"):
            judged = judge_photo(case.path, facts, sha256, case.profile, case.clock)
            if case.team is not None:
                self._teams.add(case.team, case.path, facts)
            return judged

    def _refuse(self, case: _Case, refusal: Unreadable) -> PhotoReport:
        if case.team is not None:
            self._teams.add(case.team, case.path, None)
        rule = cast("Refusing", case.profile.plans[UNREADABLE].rule)
        verdict: Verdict = rule.refuse(refusal.reason, refusal.hint)
        return judge_unreadable(case.path, verdict, refusal.size, case.profile)

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
