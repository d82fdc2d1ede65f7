"""HL805 duplicate-photo."""

from __future__ import annotations

from collections.abc import Iterator

from headshot_lint.api import (
    Category,
    Limits,
    SetRule,
    SetVerdict,
    TeamFacts,
    Twin,
    option,
)

WHOLE = 0.97  # a common share that leaves no cut to speak of


class DuplicatePhotoOptions(Limits):
    """Options of HL805."""

    best: float = option(0.5, "Likeness that keeps the full score.", unit="0-1", low=-1, high=1)
    limit: float = option(0.8, "Largest likeness that passes.", unit="0-1", low=-1, high=1)
    worst: float = option(1.0, "Likeness that scores 0.", unit="0-1", low=-1, high=2)


class DuplicatePhoto(SetRule[DuplicatePhotoOptions]):
    """Two files hold the same picture.

    ## Why it matters
    One picture under two names is a mix-up that puts a wrong face beside a name, or a leftover
    beside its new cut. Either way one of them is out of date.

    ## How it is measured
    Tiny grey copies of the pictures are laid over each other, frame on frame and eyes on eyes, also
    mirrored, and compared neighbourhood by neighbourhood; the value is the correlation that the
    worst 15 % stay below. Encoding, scaling, cuts, tints and exposure leave it near 1. Two persons
    before one wall, and one person in another shot, differ in some places, and those decide.
    Pictures are compared, never faces: nobody is recognised.

    ## Known limits
    Of a picture without a face only copies with little cut off are found. Two frames of one burst,
    in which nothing moved, are one picture. Flat pictures without any texture have none to compare.

    ## References
    Evangelidis and Psarakis, PAMI 30 (2008), for the alignment. Limit: between the likest pair of
    two different pictures and the least alike copies, see docs/team-accuracy.md.
    """

    code = "HL805"
    name = "duplicate-photo"
    category = Category.TEAM
    points = 0.0
    needs = ("fingerprint",)
    set_needs = ("twins",)
    unit = "0-1"
    fewest = 2

    def check(self, team: TeamFacts) -> Iterator[SetVerdict]:
        """Name each group of files that hold one picture."""
        same = [twin for twin in team.twins if self.options.ramp.fails(twin.likeness)]
        found: set[str] = set()
        for group in _groups(same):
            photos = tuple(sorted({path for twin in group for path in twin.paths}))
            found |= set(photos)
            message = self._message(group, len(photos))
            verdict = self.tell(
                min(twin.likeness for twin in group),
                self.options.ramp,
                message,
                advice="Look whose picture it is, and keep one file of it.",
            )
            yield SetVerdict(verdict, photos)
        others = tuple(member.path for member in team.members if member.path not in found)
        if others:
            nearest = max((t.likeness for t in team.twins if t not in same), default=0.0)
            verdict = self.judge(
                nearest, self.options.ramp, passing="Each of these is another picture.", failing=""
            )
            yield SetVerdict(verdict, others)

    @staticmethod
    def _message(group: list[Twin], files: int) -> str:
        traits = []
        share = min(twin.common_share for twin in group)
        if share < WHOLE:
            traits.append(f"one is a cut that shows {100 * share:.0f} % of another")
        if any(twin.mirrored for twin in group):
            traits.append("one is mirrored")
        count = "Two" if files == 2 else str(files)
        detail = f": {', and '.join(traits)}" if traits else ""
        return f"{count} files hold the same picture{detail}."


def _groups(twins: list[Twin]) -> list[list[Twin]]:
    """Pairs that hang together, in the order of the set."""
    groups: list[list[Twin]] = []
    for twin in twins:
        paths = set(twin.paths)
        linked = [g for g in groups if any(paths & set(other.paths) for other in g)]
        merged = [other for group in linked for other in group]
        groups = [group for group in groups if group not in linked]
        groups.append([*merged, twin])
    return groups
