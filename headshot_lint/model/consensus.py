"""What most of a set agrees on, and how far one of them is from it; plain numbers, for rules."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from headshot_lint.model.options import Limits, option

MAD_TO_SD = 1.4826
"""Of a normal distribution: standard deviation over median absolute deviation."""

RAYLEIGH_MEDIAN = 1.1774
"""Of a round normal distribution in a plane: median distance from the centre over its standard
deviation, the square root of 2 ln 2."""

_SMALL_SETS = {2: 1.196, 3: 1.495, 4: 1.363, 5: 1.206, 6: 1.200, 7: 1.140, 8: 1.129, 9: 1.107}
"""By which the median absolute deviation of so few values is too small (Croux and Rousseeuw,
"Time-efficient algorithms for two highly robust estimators of scale", COMPSTAT 1992)."""


class TeamLimits(Limits):
    """The options of a rule that measures how far a photo is from the rest of its team."""

    best: float = option(1.5, "Deviation that keeps the full score.", unit="sd", low=0, high=100)
    limit: float = option(
        3.0,
        "Largest deviation from the team's median that passes, in robust standard deviations.",
        unit="sd",
        low=0,
        high=100,
    )
    worst: float = option(8.0, "Deviation that scores 0.", unit="sd", low=0, high=1000)
    min_photos: int = option(
        5, "Photos that a team needs for a median to mean anything.", unit="photos", low=3
    )


@dataclass(frozen=True)
class Consensus:
    """The middle of a set and its spread.

    Attributes:
        middle: the median.
        sd: robust standard deviation, in the unit of the values.
    """

    middle: float
    sd: float

    def deviation(self, value: float) -> float:
        """How far a value is from the middle, in standard deviations."""
        return abs(value - self.middle) / self.sd


def consensus(values: Sequence[float], *, least_sd: float) -> Consensus:
    """Return median and robust spread (median absolute deviation) of values.

    Args:
        values: at least one.
        least_sd: the spread of a very uniform set: smaller differences are nobody's concern.
    """
    middle = median(values)
    spread = MAD_TO_SD * median(abs(value - middle) for value in values)
    return Consensus(middle, max(_corrected(spread, len(values)), least_sd))


def common_shifts(
    rows: Sequence[Mapping[str, float]],
    *,
    ceiling: float = math.inf,
    witness: str = "",
    steady: float = 0.0,
) -> list[float]:
    """Return by how much each row as a whole is shifted against the others.

    Several signs tell of one thing, say the exposure, and each of them of something else as well,
    say a cap over the eyes or a dark coat. What is common to them is the median of their
    differences from the set's median of the same sign.

    Args:
        rows: values by sign, in one unit; a row may lack signs, and one without any is not shifted.
        ceiling: a value from there up was cut off and may have been any higher one. It goes along
            with the highest difference that the row shows, and is never less than its own.
        witness: a sign that ought to be the same in all rows: no row is shifted further than its
            witness, unless that is cut off.
        steady: the largest robust standard deviation with which the witness is believed.
    """
    signs = {sign for row in rows for sign in row}
    middles = {sign: median(row[sign] for row in rows if sign in row) for sign in signs}
    shifts = [_common_shift(row, middles, ceiling) for row in rows]
    seen = [row[witness] for row in rows if witness in row]
    if not seen or consensus(seen, least_sd=0.0).sd > steady:
        return shifts
    return [
        median((0.0, shift, row[witness] - middles[witness]))
        if row.get(witness, ceiling) < ceiling
        else shift
        for row, shift in zip(rows, shifts, strict=True)
    ]


def _common_shift(row: Mapping[str, float], middles: Mapping[str, float], ceiling: float) -> float:
    if not row:
        return 0.0
    shifts = {sign: value - middles[sign] for sign, value in row.items()}
    highest = max(shifts.values())
    return median(highest if row[sign] >= ceiling else shift for sign, shift in shifts.items())


def spread_of(distances: Sequence[float], *, least_sd: float) -> float:
    """Return the robust standard deviation behind distances from a middle in a plane."""
    return max(_corrected(median(distances) / RAYLEIGH_MEDIAN, len(distances)), least_sd)


def _corrected(spread: float, number: int) -> float:
    return spread * _SMALL_SETS.get(number, number / (number - 0.8))


def quartiles(values: Sequence[float]) -> tuple[float, float]:
    """Return where the middle half of the values begins and ends."""
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[round(last * 0.25)], ordered[round(last * 0.75)]
