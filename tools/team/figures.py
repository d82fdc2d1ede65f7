"""Plants told and told amiss, counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from evaluation.agreement import Share

from headshot_lint.api import Status
from headshot_lint.engine.linter import Linter
from headshot_lint.engine.settings import Settings, make_settings
from headshot_lint.engine.team import Team
from headshot_lint.model.naming import Naming
from team.plants import Planted
from team.rosters import Planted as PlantedRoster


@dataclass
class Tally:
    """Counts of one rule on some sets.

    Attributes:
        planted, found: plants by kind.
        people: names of the sitters in whose photographs something was planted.
        in_line: files without a plant.
        amiss: of those, how many the rule told.
        scattered: sets that the rule called scattered as a whole.
        skipped: files that it could not judge.
    """

    sets: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    people: set[str] = field(default_factory=set)
    in_line: int = 0
    amiss: int = 0
    scattered: int = 0
    skipped: int = 0

    @property
    def recall(self) -> Share:
        """Plants that were told."""
        return Share(self.found.total(), self.planted.total())

    @property
    def precision(self) -> Share:
        """What was told and is a plant."""
        return Share(self.found.total(), self.found.total() + self.amiss)

    @property
    def false_alarms(self) -> Share:
        """Files in line that were told."""
        return Share(self.amiss, self.in_line)


def judged(code: str, files: Sequence[Planted]) -> tuple[set[frozenset[str]], set[str]]:
    """Judge a set by one rule; the photos of each finding, and those skipped."""
    settings = make_settings(Settings(), select=[code])
    linter, team = Linter(settings), Team("set", settings)
    photos = [linter.check(file.data, name=file.name, team=team) for file in files]
    report = linter.report(photos, seconds=0.0)
    if report.broken:
        raise ValueError(f"{code} broke: {report.broken[0].reason}")
    told = {frozenset(r.photos) for r in report.team if r.status is Status.FAIL}
    skipped = {path for r in report.team if r.status is Status.SKIP for path in r.photos}
    return told, skipped


def count_outliers(code: str, files: Sequence[Planted], tally: Tally) -> None:
    """Count a set with outliers."""
    told, skipped = judged(code, files)
    single = {path for photos in told if len(photos) == 1 for path in photos}
    tally.sets += 1
    tally.scattered += any(len(photos) > 1 for photos in told)
    tally.skipped += len(skipped)
    for file in files:
        if file.kind:
            tally.planted[file.kind] += 1
            tally.people.add(file.sitter)
            tally.found[file.kind] += file.name in single
        else:
            tally.in_line += 1
            tally.amiss += file.name in single


def count_copies(files: Sequence[Planted], tally: Tally) -> None:
    """Count a set with copies; a group that is not one picture and its copy is told amiss."""
    told, _ = judged("HL805", files)
    pairs = {frozenset((file.name, file.of)): file.kind for file in files if file.kind}
    tally.people |= {file.sitter for file in files if file.kind}
    tally.sets += 1
    tally.in_line += len(files) - 2 * len(pairs)
    for pair, kind in pairs.items():
        tally.planted[kind] += 1
        tally.found[kind] += pair in told
    tally.amiss += len(told - pairs.keys())


def count_names(planted: PlantedRoster, naming: Naming, tally: Tally) -> None:
    """Count a roster: each slip told as what it is, and what else was told."""
    kinds: dict[str, tuple[set[str], set[str]]] = {
        "misspelt file": (
            {f"{file} {name}" for file, name in planted.misspelt.items()},
            {f"{file} {name}" for file, name in naming.slips.items()},
        ),
        "file of a stranger": (set(planted.strangers), set(naming.nameless)),
        "name without a file": (set(planted.missing), set(naming.photoless)),
        "file that fits two names": (set(planted.doubtful), set(naming.ambiguous)),
    }
    tally.sets += 1
    wrong = sum(len(files) for files in (planted.misspelt, planted.strangers, planted.doubtful))
    tally.in_line += len(planted.files) - wrong
    for kind, (there, told) in kinds.items():
        tally.planted[kind] += len(there)
        tally.found[kind] += len(there & told)
        tally.amiss += len(told - there)


def by_kind(tallies: Iterable[Tally]) -> dict[str, Share]:
    """Recall of each kind of plant over all tallies."""
    planted: defaultdict[str, int] = defaultdict(int)
    found: defaultdict[str, int] = defaultdict(int)
    for tally in tallies:
        for kind, count in tally.planted.items():
            planted[kind] += count
            found[kind] += tally.found[kind]
    return {kind: Share(found[kind], count) for kind, count in planted.items()}
