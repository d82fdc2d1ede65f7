"""Who is in a team: the names that photos are expected for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """One line of a roster.

    Attributes:
        name: as the roster writes it; given names first.
        family: the family name, where the roster has it apart.
        photo: the photo's file name or path, where the roster names one.
        handles: e-mail addresses (the part before the @) and user names.
    """

    name: str
    family: str = ""
    photo: str = ""
    handles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roster:
    """A list of persons.

    Attributes:
        source: the file, as messages name it.
    """

    source: str
    people: tuple[Person, ...]
