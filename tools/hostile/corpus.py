"""The corpus: case by case from a seed, so that any of them can be made again by its number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from random import Random
from typing import Literal

from hostile import damage
from hostile.bases import bases
from hostile.crafted import READ, REFUSED, crafted

Expected = Literal["same", "same or refused", "read", "refused", "either"]

SEED = 8
SIZE = 20_500
"""Files in the whole corpus, besides those built by hand."""

_LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:%b\nsize 12345\n"
_PAGES = (b"", b"\0", b"<html><body>Sign in</body></html>", b"%PDF-1.4\n", b"8BPS\0\1", b"PK\3\4")
_DAMAGES: tuple[tuple[int, damage.Damage, Expected], ...] = (
    (26, damage.cut, "same or refused"),
    (20, damage.flip, "either"),
    (10, damage.overwrite, "either"),
    (8, damage.shift, "either"),
    (16, damage.exaggerate, "either"),
    (5, damage.splice, "either"),
    (9, damage.absurd_metadata, "either"),
)
_WEIGHTS = [weight for weight, _, _ in _DAMAGES]


@dataclass(frozen=True)
class Case:
    """One file and what must come of it.

    Attributes:
        label: what it is: the kind of damage and the sound file, or the name of one built by hand.
        name: what the file is called.
        make: returns its bytes.
        expected: `same` pixels as the sound file `base` has, `read`, `refused`, or either.
    """

    label: str
    name: str
    make: Callable[[], bytes]
    expected: Expected
    base: str = ""


def case(number: int, seed: int = SEED) -> Case:
    """Return one of the damaged files."""
    chance = Random(f"{seed}/{number}")  # noqa: S311 - to be repeated, not to be secret
    base = chance.choice(tuple(bases()))
    data = bases()[base]
    kind = chance.random()
    if kind < 0.04:
        return _wrong_name(base, chance)
    if kind < 0.07:
        appended = damage.append(data, chance)
        return Case(f"append {base}", base, lambda: appended, "same", base)
    if kind < 0.10:
        return _no_picture(base, chance)
    _, inflict, expected = chance.choices(_DAMAGES, _WEIGHTS)[0]
    return Case(f"{inflict.__name__} {base}", base, lambda: inflict(data, chance), expected, base)


def _wrong_name(base: str, chance: Random) -> Case:
    other = chance.choice(tuple(bases()))
    stem, suffix = base.rpartition(".")[0], other.rpartition(".")[2]
    return Case(f"wrong name {base}", f"{stem}.{suffix}", lambda: bases()[base], "same", base)


def _no_picture(base: str, chance: Random) -> Case:
    digest = chance.randbytes(32).hex().encode()
    noise = bases()[base][:4] + chance.randbytes(chance.choice((0, 1, 20, 3000)))
    found = chance.choice((*_PAGES, _LFS % digest, noise, chance.randbytes(100)))
    return Case(
        f"no picture {base}", base, lambda: found, "refused" if found != noise else "either"
    )


def by_hand() -> Iterator[Case]:
    """Yield the files built by hand."""
    for name, make in crafted().items():
        expected: Expected = "either"
        if name in READ:
            expected = "read"
        elif name in REFUSED:
            expected = "refused"
        yield Case(f"by hand: {name}", name, make, expected)


def corpus(size: int = SIZE, seed: int = SEED) -> Iterator[Case]:
    """Yield the whole corpus."""
    return chain(by_hand(), (case(number, seed) for number in range(size)))
