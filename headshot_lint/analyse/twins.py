"""Files of a set that hold the same picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from headshot_lint.measure.picture_match import Copy, match
from headshot_lint.model.facts.fingerprint import Fingerprint
from headshot_lint.model.team import Twin

CLOSE_WHOLE = 0.75
CLOSE_EYES = 0.80
"""Correlations of vectors from which a pair is looked at closely. What is cut off at one side moves
the whole picture and leaves the surroundings of the eyes; of two different pictures, one pair in
some thousands comes so close. With laxer ones, pairs are found that only happen to align."""

LEAST_LIKENESS = 0.5
"""What is less alike is not even told to the rule: well below its limit."""

_BLOCK = 256


def find_twins(prints: Sequence[tuple[str, Fingerprint]]) -> tuple[Twin, ...]:
    """Return the pairs that may be one picture, in the order of the set.

    Time grows with the square of the number: 700 photos of different pictures take four seconds,
    3,000 about a minute.

    Args:
        prints: path and fingerprint of each photo.
    """
    copies = [_copy(fingerprint) for _, fingerprint in prints]
    if len(copies) < 2:
        return ()
    found: dict[tuple[int, int], Twin] = {}
    for mirrored in (False, True):
        others = [copy.mirrored for copy in copies] if mirrored else copies
        for i, k in _close(copies, others):
            best = match(copies[i], others[k])
            back = match(others[k], copies[i])
            likeness = max(best.likeness, back.likeness)
            known = found.get((i, k))
            if likeness < max(LEAST_LIKENESS, known.likeness if known else 0.0):
                continue
            # The part in common of the one that shows more.
            share = min(m.common_share for m in (best, back) if m.common_share)
            found[i, k] = Twin((prints[i][0], prints[k][0]), likeness, share, mirrored)
    return tuple(found[key] for key in sorted(found))


def _close(copies: Sequence[Copy], others: Sequence[Copy]) -> Iterator[tuple[int, int]]:
    """Pairs i < k whose vectors are close, block by block: the whole table would not fit."""
    whole, eyes = (_stack(copies, name) for name in ("whole_vector", "eyes_vector"))
    other_whole, other_eyes = (_stack(others, name) for name in ("whole_vector", "eyes_vector"))
    for start in range(0, len(copies), _BLOCK):
        rows = slice(start, start + _BLOCK)
        close = whole[rows] @ other_whole.T > CLOSE_WHOLE
        close |= eyes[rows] @ other_eyes.T > CLOSE_EYES
        for row, column in zip(*np.nonzero(close), strict=True):
            if start + row < column:
                yield int(start + row), int(column)


def _stack(copies: Sequence[Copy], name: str) -> NDArray[np.float32]:
    return np.stack([getattr(copy, name) for copy in copies])


def _copy(fingerprint: Fingerprint) -> Copy:
    luma = np.frombuffer(bytes.fromhex(fingerprint.luma), dtype=np.uint8)
    eyes = None if fingerprint.eyes is None else np.reshape(fingerprint.eyes, (2, 2))
    return Copy(luma.reshape(fingerprint.height, fingerprint.width), eyes)
