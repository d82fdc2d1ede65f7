"""Photos judged as a set: what is kept of each, and the rules that compare them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from headshot_lint.engine.judge import result_fields
from headshot_lint.engine.narrow import Narrowed
from headshot_lint.engine.profile import RulePlan
from headshot_lint.engine.report import TeamResult
from headshot_lint.engine.settings import Settings
from headshot_lint.model.clock import Clock
from headshot_lint.model.errors import Unreadable
from headshot_lint.model.facts import Facts
from headshot_lint.model.naming import Naming, match_names
from headshot_lint.model.roster import Roster
from headshot_lint.model.rule import SetRule
from headshot_lint.model.team import Member, SetVerdict, TeamFacts, Twin
from headshot_lint.model.verdict import Missing, Status, Verdict
from headshot_lint.photo.source import STDIN

if TYPE_CHECKING:
    from headshot_lint.photo import Source

UNREAD = Missing("the photo could not be read")


@dataclass(frozen=True)
class Team:
    """A set of photos that ought to agree.

    Attributes:
        name: of the set, as reports give it: its folder.
        settings: how it is judged.
        roster: who is in it, if that is known. Teams of one roster are held against it together.
    """

    name: str
    settings: Settings
    roster: Roster | None = None

    @cached_property
    def facts_read(self) -> tuple[str, ...]:
        """The facts of a photo that the rules on the set read, sorted."""
        rules = [plan.rule for plan in self.settings.resolved.active_on_sets]
        return tuple(sorted({name for rule in rules for name in rule.needs + rule.wants}))


TeamOf: TypeAlias = "Callable[[Source], Team | None]"
"""Says to which team a photo belongs, if to any."""


class KeptFacts:
    """The facts of one photo that rules on sets read; pixels and all other facts are let go."""

    __slots__ = ("_values",)

    def __init__(self, values: dict[str, object]) -> None:
        self._values = values

    @classmethod
    def of(cls, facts: Facts, names: Iterable[str]) -> KeptFacts:
        """Read facts; an absence or a failure is kept like a value."""
        values: dict[str, object] = {}
        for name in names:
            try:
                values[name] = getattr(facts, name)
            except Unreadable:
                raise
            except Exception as failure:  # noqa: BLE001 - kept, and raised when a rule reads it
                values[name] = failure.with_traceback(None)
        return cls(values)

    @classmethod
    def unread(cls, names: Iterable[str]) -> KeptFacts:
        """The facts of a photo that could not be read: none."""
        return cls(dict.fromkeys(names, UNREAD))

    def __getattr__(self, name: str) -> object:
        value = self._values[name]
        if isinstance(value, Missing):
            raise Missing(value.reason)
        if isinstance(value, Exception):
            raise value
        return value


@dataclass(frozen=True)
class TeamShot:
    """The facts of a set; what compares all photos is worked out on first use and kept."""

    members: tuple[Member, ...]
    roster: Roster | None = None

    @cached_property
    def twins(self) -> tuple[Twin, ...]:
        """Pairs of files that may hold the same picture."""
        from headshot_lint.analyse.twins import find_twins

        return find_twins([(member.path, member.facts.fingerprint) for member in self.members])

    @cached_property
    def naming(self) -> Naming:
        """Photos and names of the roster brought together.

        Raises:
            Missing: without a roster.
        """
        if self.roster is None:
            raise Missing("no roster is given (`roster` of [team], or --roster)")
        return match_names([member.path for member in self.members], self.roster)


@dataclass
class _Gathered:
    team: Team
    members: list[Member] = field(default_factory=list)


class Teams:
    """Gathers the photos of a run by teams; threads may share it."""

    def __init__(self) -> None:
        self._gathered: dict[str, _Gathered] = {}
        self._adding = threading.Lock()

    def add(self, team: Team, path: str, facts: Facts | None) -> None:
        """Keep what the team's rules will read of a photo; `facts` is None of an unreadable one."""
        read = team.facts_read
        kept = KeptFacts.unread(read) if facts is None else KeptFacts.of(facts, read)
        member = Member(path, cast("Facts", kept))
        with self._adding:
            self._gathered.setdefault(team.name, _Gathered(team)).members.append(member)

    def judge(self, clock: Clock | None = None) -> tuple[TeamResult, ...]:
        """Judge every team: sorted by team, code and photos."""
        results = [
            result
            for plan, group in self._to_judge()
            for result in _results(plan, group, clock or Clock())
        ]
        return tuple(sorted(results, key=lambda r: (r.team, r.code, not r.photos, r.photos)))

    def _to_judge(self) -> Iterator[tuple[RulePlan, _Gathered]]:
        """Each rule with each set that it judges: a roster's is all teams that have it."""
        by_roster: dict[tuple[str, str], tuple[RulePlan, _Gathered]] = {}
        for name in sorted(self._gathered):
            group = self._gathered[name]
            for plan in group.team.settings.resolved.active_on_sets:
                if group.team.roster is None or "naming" not in _rule(plan).set_needs:
                    yield plan, group
                    continue
                key = (plan.rule.code, group.team.roster.source)
                if key in by_roster:
                    together = by_roster[key][1]
                    together.team = replace(together.team, name=f"all of {key[1]}")
                else:
                    together = _Gathered(group.team)
                    by_roster[key] = (plan, together)
                together.members.extend(group.members)
        yield from by_roster.values()


def check_set(plan: RulePlan, team: TeamShot, clock: Clock | None = None) -> list[SetVerdict]:
    """Run one rule on a set: photos without a fact that it needs are skipped with the reason."""
    rule = _rule(plan)
    fit, verdicts = _with_all(rule, team.members)
    fewest = getattr(rule.options, "min_photos", rule.fewest)
    photos = tuple(member.path for member in fit)
    if len(fit) < fewest:
        if not fit:
            return verdicts
        few = f"{len(fit)} of the team's photos can be compared, and {fewest} are needed"
        return [*verdicts, SetVerdict(_skipped(few), photos)]
    shot = TeamShot(fit, team.roster)
    try:
        narrowed = cast("TeamFacts", Narrowed(cast("Facts", shot), ("members",), rule.set_needs))
        with (clock or Clock()).lap("rule", f"{rule.code} {rule.name}"):
            return [*verdicts, *rule.check(narrowed)]
    except Missing as absence:
        return [*verdicts, SetVerdict(_skipped(absence.reason), photos)]
    except Exception as failure:  # noqa: BLE001 - one broken rule must not end the run
        reason = f"{type(failure).__name__}: {failure}"
        broken = Verdict(status=Status.ERROR, message="The rule broke.", reason=reason)
        return [*verdicts, SetVerdict(broken, photos)]


def _rule(plan: RulePlan) -> SetRule[Any]:
    return cast("SetRule[Any]", plan.rule)


def _with_all(
    rule: SetRule[Any], members: Iterable[Member]
) -> tuple[tuple[Member, ...], list[SetVerdict]]:
    """The members that yield all that a rule needs, and a verdict for each reason of the others."""
    fit: list[Member] = []
    without: dict[tuple[Status, str], list[str]] = {}
    for member in sorted(members, key=lambda member: member.path):
        try:
            narrowed = Narrowed(member.facts, rule.needs, rule.wants)
        except Missing as absence:
            without.setdefault((Status.SKIP, absence.reason), []).append(member.path)
        except Exception as failure:  # noqa: BLE001 - told as what it is, an error
            reason = f"{type(failure).__name__}: {failure}"
            without.setdefault((Status.ERROR, reason), []).append(member.path)
        else:
            fit.append(Member(member.path, cast("Facts", narrowed)))
    verdicts = [
        SetVerdict(Verdict(status=status, message="", reason=reason), tuple(paths))
        for (status, reason), paths in without.items()
    ]
    return tuple(fit), verdicts


def _skipped(reason: str) -> Verdict:
    return Verdict(status=Status.SKIP, message="", reason=reason)


def _results(plan: RulePlan, group: _Gathered, clock: Clock) -> Iterator[TeamResult]:
    team = group.team
    about = team.roster.source if team.roster and "naming" in _rule(plan).set_needs else None
    for found in check_set(plan, TeamShot(tuple(group.members), team.roster), clock):
        fields = result_fields(plan, found.verdict)
        yield TeamResult(**fields, team=team.name, photos=found.photos, about=about)


def by_folder(settings: Settings | None = None, roster: Roster | None = None) -> TeamOf:
    """Return what makes each folder of photos a team; photos without a path belong to none."""
    judged_by = settings or Settings()

    def team_of(source: Source) -> Team | None:
        if not isinstance(source, str | os.PathLike) or source == STDIN:
            return None
        return Team(os.path.dirname(os.fspath(source)) or os.curdir, judged_by, roster)  # noqa: PTH120 - keeps the path as it is written

    return team_of
