"""Names in letters a-z, whatever script and spelling they come in."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

_TWO_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ñ": "nh", "đ": "dj"}
)
"""Letters that are also written as two: Müller as Mueller, Åse as Aase."""

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SEPARATOR = re.compile(r"[^a-z0-9]+")
_APOSTROPHE = re.compile(r"['’ʼ`´]")  # noqa: RUF001 - as people write them


def bare(text: str) -> str:
    """Return `text` as lower-case letters a-z and digits, nothing between them.

    >>> bare("Łukasz O'Neill-2"), bare("Иван")
    ('lukaszoneill2', 'ivan')
    """
    return "".join(words(text))


def words(text: str) -> tuple[str, ...]:
    """Return the words of a name or of a file name, in letters a-z; `AdaLovelace` has two.

    >>> words("Müller, Jürgen-Peter"), words("adaLovelace_400x400")
    (('muller', 'jurgen', 'peter'), ('ada', 'lovelace', '400x400'))
    """
    # File systems of Apple take letters apart: ü as u and a mark.
    composed = unicodedata.normalize("NFKC", text)
    plain = anyascii(_APOSTROPHE.sub("", _HUMP.sub(" ", composed))).lower()
    return tuple(word for word in _SEPARATOR.split(plain.replace("'", "")) if word)


def spellings(name: str) -> tuple[str, ...]:
    """Return a name and, where it has such letters, its spelling with two letters for one."""
    lower = unicodedata.normalize("NFKC", name).lower()
    double = lower.translate(_TWO_LETTERS)
    return (name,) if double == lower else (name, double)
