"""Plain columns of text."""

from __future__ import annotations

from collections.abc import Sequence


def table(rows: Sequence[Sequence[str]], *, indent: int = 0) -> str:
    """Return rows as left-aligned columns; the last column may be of any length."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        " " * indent + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)
