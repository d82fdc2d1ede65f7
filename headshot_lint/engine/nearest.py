"""Did-you-mean for names that users type."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(wanted: str, known: Iterable[str]) -> str:
    """Return a hint naming up to three known names close to `wanted`, else the whole list."""
    names = sorted(set(known))
    folded = {name.lower(): name for name in names}
    close = [folded[n] for n in difflib.get_close_matches(wanted.lower(), folded, n=3, cutoff=0.5)]
    if close:
        return f"did you mean {' or '.join(close)}?"
    if len(names) <= 20:
        return f"known: {', '.join(names)}"
    return ""
