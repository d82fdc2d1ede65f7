"""Rosters and file names that agree, and slips planted in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from headshot_lint.model.letters import words
from headshot_lint.model.roster import Person, Roster

GIVEN = (
    "Ada", "Jürgen", "Søren", "Łukasz", "Zoë", "María", "Nguyễn", "İbrahim", "Þórdís", "Anna",
    "Chloé", "Björn", "Siobhán", "Иван", "Ольга", "Γιώργος", "José", "Renée", "Håkon",
    "Małgorzata", "Tomáš", "Ağa", "Aoife", "Jean-Luc", "Mary", "Wei", "Fatima", "Kwame", "Priya",
    "Noor",
)  # fmt: skip
FAMILY = (
    "Lovelace", "Müller", "Ørsted", "Wiśniewski", "Brontë", "García-López", "Văn", "Çağlar",
    "Ægisdóttir", "Berg", "Lefèvre", "Åström", "O\u2019Neill", "Петров", "Иванова",
    "Παπαδόπουλος", "Núñez", "Dvořák", "Nordahl", "Kowalczyk", "Šimek", "Öztürk", "Walsh",
    "Picard", "Shelley", "Zhang", "Rahman", "Mensah", "Sharma", "Haddad", "Schröder", "Fjeldså",
    "Lindqvist", "Baker", "Novák",
)  # fmt: skip
STRANGERS = ("Quentin Blackwood", "Hedwig Zuckmayer", "Tariq Valcourt", "Ottoline Pym")
PEOPLE = 24
PLANTED_EACH = 2


@dataclass(frozen=True)
class Planted:
    """A roster, files, and what is amiss.

    Attributes:
        misspelt: by file, whose name it nearly spells.
        strangers: files of nobody on the roster.
        missing: names without a file.
        doubtful: files that fit two names.
    """

    roster: Roster
    files: tuple[str, ...]
    misspelt: dict[str, str] = field(default_factory=dict)
    strangers: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


Style = Callable[[tuple[str, ...], tuple[str, ...]], str]

STYLES: dict[str, Style] = {
    "ada-lovelace": lambda g, f: "-".join((*g, *f)),
    "lovelace_ada": lambda g, f: "_".join((*f, *g)),
    "AdaLovelace": lambda g, f: "".join(word.title() for word in (*g, *f)),
    "ada.lovelace-headshot": lambda g, f: ".".join((*g, *f)) + "-headshot",
    "alovelace": lambda g, f: g[0][0] + "".join(f),
    "a.lovelace": lambda g, f: g[0][0] + "." + "".join(f),
    "Ada Lovelace (2)": lambda g, f: " ".join((*g, *f)).title() + " (2)",
    "IMG_ada_lovelace_400x400": lambda g, f: "IMG_" + "_".join((*g, *f)) + "_400x400",
}
_UMLAUTS = str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae", "ø": "oe", "å": "aa", "æ": "ae"})


def roster(seed: int) -> Planted:
    """A roster of two dozen people with their files, and some slips of each kind."""
    source = np.random.default_rng(seed)
    given, family = source.permutation(GIVEN)[:PEOPLE], source.permutation(FAMILY)[:PEOPLE]
    people = [Person(f"{g} {f}") for g, f in zip(given, family, strict=True)]
    twin = Person(f"{given[0]} {STRANGERS[0].split()[1]}")  # a namesake by the given name
    files: list[str] = []
    misspelt: dict[str, str] = {}
    missing: list[str] = []
    doubtful: list[str] = []
    for i, (person, g, f) in enumerate(zip(people, given, family, strict=True)):
        spelt = _spelt(str(g), source), _spelt(str(f), source)
        name = list(STYLES.values())[int(source.integers(len(STYLES)))](*spelt)
        if i == 0:
            name = "-".join(spelt[0])
            doubtful.append(f"{name}.jpg")
        elif i <= PLANTED_EACH:
            name = _slip("-".join((*spelt[0], *spelt[1])), source)
            misspelt[f"{name}.jpg"] = person.name
        elif i <= 2 * PLANTED_EACH:
            missing.append(person.name)
            continue
        files.append(f"{name}.jpg")
    strangers = tuple(f"{'-'.join(words(name))}.jpg" for name in STRANGERS[1 : 1 + PLANTED_EACH])
    return Planted(
        roster=Roster("people.csv", (*people, twin)),
        files=tuple(sorted((*files, *strangers))),
        misspelt=misspelt,
        strangers=strangers,
        missing=tuple(missing),
        doubtful=tuple(doubtful),
    )


def _spelt(name: str, source: np.random.Generator) -> tuple[str, ...]:
    """In plain letters, in either usual way, or as it is."""
    way = int(source.integers(3))
    if way == 0:
        return tuple(name.lower().replace("\u2019", "").split("-"))
    return words(name.lower().translate(_UMLAUTS) if way == 1 else name)


def _slip(name: str, source: np.random.Generator) -> str:
    """Two neighbours exchanged, a letter left out, doubled or replaced; first letters stay."""
    while True:
        at = int(source.integers(1, len(name) - 1))
        pair = name[at : at + 2]
        if "-" in name[at - 1 : at + 2]:
            continue
        way = int(source.integers(4))
        changed = (pair[::-1], pair[1], pair[0] * 2 + pair[1], "k" + pair[1])[way]
        slipped = name[:at] + changed + name[at + 2 :]
        if slipped != name:
            return slipped
