"""Which photo belongs to which name, by the names of the files alone.

Nothing is guessed: a file that fits several persons, or a person who is nearly but not quite named,
is told and left to the reader.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import permutations

from headshot_lint.model.letters import bare, spellings, words
from headshot_lint.model.roster import Person, Roster

LIKELY_SLIP = 0.8
"""Ratcliff-Obershelp similarity from which a name is offered as a misspelling: two letters in
twelve; two different names on one roster are seldom as close, and the reader decides."""

_FEWEST_LETTERS = 4  # shorter: too many names are near
_MOST_WORDS = 5  # of a name, whose orders are tried

NOISE = frozenset(
    """
    headshot headshots portrait portraits photo photos picture pictures pic image img avatar profile
    foto bild passbild photograph dsc staff team employee speaker member
    small medium large thumb thumbnail web print hires lowres final new old edit edited retouched
    crop cropped square round circle copy kopie export original orig resized compressed bw color
    colour scaled min max v sq full hd jpg jpeg png webp
    """.split()  # noqa: SIM905 - read as a text
)
"""Words of file names that are no part of a name, unless the roster has them in one."""

TITLES = frozenset(
    """
    dr prof professor mr mrs ms mx miss sir dame rev herr frau jr sr ii iii iv phd md mba msc bsc
    dipl ing mag
    """.split()  # noqa: SIM905 - as above
)


@dataclass(frozen=True)
class Naming:
    """Photos and names brought together.

    Attributes:
        source: the roster, as messages name it.
        names: how many it has.
        named: by photo, the name that it belongs to.
        ambiguous: by photo, the names that it fits equally well.
        slips: by photo that fits no name, the name that it nearly spells, who has no photo.
        nameless: photos that fit no name.
        photoless: names without a photo, less those that may have an ambiguous or misspelt one.
    """

    source: str
    names: int
    named: Mapping[str, str] = field(default_factory=dict)
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    slips: Mapping[str, str] = field(default_factory=dict)
    nameless: tuple[str, ...] = ()
    photoless: tuple[str, ...] = ()


def match_names(paths: Sequence[str], roster: Roster) -> Naming:
    """Match photos with the names of a roster by their file names.

    Of the ways in which a file may name a person, the surest that fits anybody counts: the file
    that the roster gives; a user name or e-mail address; all names, in any order; given and family
    name; an initial and the family name, as in addresses; one of the names alone.
    """
    keys = [_Keys.of(person) for person in roster.people]
    known = frozenset(word for key in keys for name in key.spelt for word in name)
    fits = {path: _fits(_File.of(path, known), keys) for path in paths}
    named = {path: roster.people[found[0]].name for path, found in fits.items() if len(found) == 1}
    ambiguous = {
        path: tuple(roster.people[i].name for i in found)
        for path, found in fits.items()
        if len(found) > 1
    }
    taken = {i for found in fits.values() for i in found}
    left = [i for i in range(len(keys)) if i not in taken]
    unfit = [path for path, found in fits.items() if not found]
    slips = _slips({path: _File.of(path, known) for path in unfit}, {i: keys[i] for i in left})
    return Naming(
        source=roster.source,
        names=len(keys),
        named=named,
        ambiguous=ambiguous,
        slips={path: roster.people[i].name for path, i in slips.items()},
        nameless=tuple(path for path in unfit if path not in slips),
        photoless=tuple(roster.people[i].name for i in left if i not in slips.values()),
    )


@dataclass(frozen=True)
class _File:
    """A file name taken apart.

    Attributes:
        place: the path in lower case with forward slashes.
        words: of its name, without noise, titles and numbers.
        joined: the same as one word, digits kept: user names have some.
    """

    place: str
    words: tuple[str, ...]
    joined: str

    @classmethod
    def of(cls, path: str, known: frozenset[str]) -> _File:
        place = path.replace("\\", "/").lower()
        stem = _stem(path.replace("\\", "/"))
        kept = [w for w in words(stem) if w in known or w not in NOISE | TITLES]
        named = tuple(word for word in kept if not re.fullmatch(r"\d+x?\d*(px)?", word))
        return cls(place, named, bare(stem))


def _stem(path: str) -> str:
    name = path.rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    return stem if dot and stem and len(suffix) <= 5 else name


@dataclass(frozen=True)
class _Keys:
    """What names a person, in letters a-z.

    Attributes:
        photo: file or path that the roster names, lower case.
        handles: user names as one word.
        spelt: the name's words, once for each usual spelling of its letters (ü as u and as ue).
        full: those words joined in each order.
        pairs: given and family name joined, in both orders.
        initials: an initial and a name joined, as in addresses.
        single: each name alone.
    """

    photo: str
    handles: frozenset[str]
    spelt: frozenset[tuple[str, ...]]
    full: frozenset[str]
    pairs: frozenset[str]
    initials: frozenset[str]
    single: frozenset[str]

    @classmethod
    def of(cls, person: Person) -> _Keys:
        spelt = frozenset(
            tuple(word for word in words(text) if word not in TITLES) or words(text)
            for text in spellings(person.name)
        )
        outer = [_outer(name, person.family) for name in spelt if len(name) > 1]
        # In plain letters, the initial of some names is two: th for a thorn, ya for a Cyrillic one.
        initial = bare(next((w for w in person.name.split() if bare(w) not in TITLES), "x")[0])
        return cls(
            photo=person.photo.replace("\\", "/").lower().removeprefix("./"),
            handles=frozenset(bare(handle) for handle in person.handles),
            spelt=spelt,
            full=frozenset(
                "".join(order) for name in spelt for order in permutations(name[:_MOST_WORDS])
            ),
            pairs=frozenset(pair for g, f in outer for pair in (g + f, f + g)),
            initials=frozenset(
                key
                for g, f in outer
                for i in {g[0], initial}
                for key in (i + f, f + i, g + f[0], f[0] + g)
            ),
            single=frozenset(word for name in spelt for word in name if len(word) > 1),
        )


def _outer(name: tuple[str, ...], family: str) -> tuple[str, str]:
    """The first given name and the family name, all words of it joined."""
    parts = next((w for s in spellings(family) if (w := words(s)) == name[-len(w) :]), ())
    if parts and len(parts) < len(name):
        return name[0], "".join(parts)
    return name[0], name[-1]


def _fits(file: _File, keys: Sequence[_Keys]) -> list[int]:
    """The persons whom a file names in the surest way in which it names anybody."""
    joined = "".join(file.words)
    pair = file.words[0] + file.words[-1] if len(file.words) > 1 else joined
    ways: tuple[Callable[[_Keys], bool], ...] = (
        lambda key: bool(key.photo) and _is_file(file.place, key.photo),
        lambda key: file.joined in key.handles or joined in key.handles,
        lambda key: joined in key.full,
        lambda key: joined in key.pairs or pair in key.pairs or _contains(file.words, key.spelt),
        lambda key: joined in key.initials,
        lambda key: len(file.words) == 1 and joined in key.single,
    )
    for way in ways:
        if found := [i for i, key in enumerate(keys) if way(key)]:
            return found
    return []


def _is_file(place: str, photo: str) -> bool:
    """Whether a path ends with the file that the roster names, with or without its suffix."""
    whole = place == photo or place.endswith(f"/{photo}")
    return whole or ("/" not in photo and photo == _stem(place))


def _contains(file: tuple[str, ...], spelt: Iterable[tuple[str, ...]]) -> bool:
    """Whether a file has at least two words of a name, and one has all words of the other."""
    for name in spelt:
        shared = set(file) & set(name)
        if len(shared) > 1 and shared in (set(file), set(name)):
            return True
    return False


def _slips(files: Mapping[str, _File], keys: Mapping[int, _Keys]) -> dict[str, int]:
    """Pairs of a file and a name that are nearest to each other, near, and without a rival."""
    near: dict[str, list[int]] = {}
    for path, file in files.items():
        near[path] = [i for i, key in keys.items() if _likeness(file, key) >= LIKELY_SLIP]
    rivals: defaultdict[int, int] = defaultdict(int)
    for found in near.values():
        for i in found:
            rivals[i] += 1
    return {p: found[0] for p, found in near.items() if len(found) == 1 and rivals[found[0]] == 1}


def _likeness(file: _File, key: _Keys) -> float:
    joined = "".join(file.words)
    if len(joined) < _FEWEST_LETTERS:
        return 0.0
    candidates = key.full | key.pairs | key.handles
    return max((SequenceMatcher(None, joined, name).ratio() for name in candidates), default=0.0)
