"""A section of the evaluation, and its three renderings: Markdown, JSON, terminal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rich.table import Table

from evaluation.agreement import Estimate, Share

Cell = str | int | float | Estimate | Share | None
Json = str | int | float | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True)
class Section:
    """A table with its title and what a reader must know of it.

    Attributes:
        key: its name in the JSON file.
        text: Markdown paragraphs before the table.
    """

    key: str
    title: str
    text: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def markdown(self) -> str:
        """The section as Markdown, heading included."""
        lines = [_line(self.columns), "|" + "---|" * len(self.columns)]
        lines += [_line([_text(cell) for cell in row]) for row in self.rows]
        return "\n".join([f"## {self.title}", "", self.text, "", *lines, ""])

    def terminal(self) -> Table:
        """The section as a table of the terminal."""
        table = Table(*self.columns, title=self.title, title_justify="left")
        for row in self.rows:
            table.add_row(*(_text(cell) for cell in row))
        return table

    def json(self) -> list[Json]:
        """The rows as objects by column."""
        return [
            dict(zip(self.columns, (as_json(cell) for cell in row), strict=True))
            for row in self.rows
        ]


def as_json(cell: Cell) -> Json:
    """A cell as JSON; what could not be worked out is null."""
    if isinstance(cell, Estimate):
        return {"value": _round(cell.value), "low": _round(cell.low), "high": _round(cell.high)}
    if isinstance(cell, Share):
        low, high = (_round(edge) for edge in cell.interval)
        return {
            "value": _round(cell.value),
            "low": low,
            "high": high,
            "hits": _round(cell.hits),
            "of": cell.of,
        }
    return _round(cell) if isinstance(cell, float) else cell


def _round(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)


def _text(cell: Cell) -> str:
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return "-"
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
