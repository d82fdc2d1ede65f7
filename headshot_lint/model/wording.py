"""Numbers as messages give them."""

from __future__ import annotations

_MOST_DECIMALS = 4
"""As many as a report keeps."""


def beside(value: float, limit: float, decimals: int = 0) -> str:
    """Write a measurement so that a reader sees on which side of the limit it lies.

    Args:
        value: the measurement.
        limit: what it is compared with, as the message gives it.
        decimals: how many there are at least; more only where fewer would hide the difference.

    >>> beside(60.3, 60), beside(87.2, 60), beside(2.04, 2.0, decimals=1)
    ('60.3', '87', '2.04')
    """
    shown = f"{value:.{decimals}f}"
    while value != limit and decimals < _MOST_DECIMALS and not _agree(float(shown), value, limit):
        decimals += 1
        shown = f"{value:.{decimals}f}"
    return shown


def _agree(shown: float, value: float, limit: float) -> bool:
    """Whether the number that is shown lies on the side of the limit on which the value lies."""
    return shown != limit and (shown > limit) == (value > limit)
