"""A set of photos that is judged as a whole: what its rules read and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from headshot_lint.model.facts import Facts
    from headshot_lint.model.naming import Naming
    from headshot_lint.model.verdict import Verdict


@dataclass(frozen=True)
class Member:
    """One photo of a team.

    Attributes:
        path: as the report names it.
        facts: of the photo, as far as the rule declares them.
    """

    path: str
    facts: Facts


@dataclass(frozen=True)
class Twin:
    """Two files that seem to hold the same picture.

    Attributes:
        paths: both, in the order of the set.
        likeness: how well the worst sixth of the common area agrees once one picture is laid over
            the other: correlation of small neighbourhoods, -1 to 1.
        common_share: part of the larger view that both show, 0-1; 1 where nothing is cut away.
        mirrored: one of them is the mirror image of the other.
    """

    paths: tuple[str, str]
    likeness: float
    common_share: float
    mirrored: bool


class TeamFacts(Protocol):
    """What a rule on a set may read."""

    @property
    def members(self) -> tuple[Member, ...]:
        """The photos, sorted by path."""
        ...

    @property
    def twins(self) -> tuple[Twin, ...]:
        """Pairs of files that may hold the same picture, sorted by path."""
        ...

    @property
    def naming(self) -> Naming:
        """Which photo belongs to which name of the roster; missing where no roster is given."""
        ...


@dataclass(frozen=True)
class SetVerdict:
    """A rule's answer on some photos of a set.

    Attributes:
        photos: paths of those that the verdict speaks of; none where it speaks of a name.
    """

    verdict: Verdict
    photos: tuple[str, ...]
