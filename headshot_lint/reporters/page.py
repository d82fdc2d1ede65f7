"""A column of wrapped, styled lines."""

from __future__ import annotations

from collections.abc import Iterable

from rich.color import ColorSystem
from rich.console import Console
from rich.text import Text

from headshot_lint.reporters.view import View


class Page:
    """Collects lines of rich text, wrapped to the view's width; knows nothing of reports.

    Only `rich.text.Text` is taken, never markup, so that brackets in file names stay brackets.
    """

    def __init__(self, view: View) -> None:
        self._width = view.width
        self._colour = view.colour
        self._lines: list[str] = []
        # It wraps and styles, and prints nothing: its own printing takes longer than judging.
        self._console = Console(width=view.width)
        self._in_gap = True

    def line(self, text: Text) -> None:
        """Add one line however long: a wrapped path could not be copied."""
        self._put(text, 0)

    def write(self, text: Text, *, indent: int = 0, hang: int = 0) -> None:
        """Add a paragraph, its further lines `hang` columns deeper than the first."""
        width = self._width - indent - hang
        if text.cell_len <= width:
            self._put(text, indent)
            return
        first, *rest = text.wrap(self._console, width) or [Text()]
        self._put(first, indent)
        for line in rest:
            self._put(line, indent + hang)

    def flow(self, cells: Iterable[Text], *, indent: int = 0) -> None:
        """Add cells side by side, broken into lines between cells only."""
        line = Text()
        for cell in cells:
            if line and indent + line.cell_len + 2 + cell.cell_len > self._width:
                self._put(line, indent)
                line = Text()
            if line:
                line.append("  ")
            line.append_text(cell)
        if line:
            self._put(line, indent)

    def gap(self) -> None:
        """Add an empty line, unless one or nothing stands above."""
        if not self._in_gap:
            self._lines.append("")
            self._in_gap = True

    def text(self) -> str:
        """Everything written so far."""
        return "".join(f"{line}\n" for line in self._lines)

    def _put(self, line: Text, indent: int) -> None:
        line.rstrip()
        self._lines.append(" " * indent + (self._styled(line) if self._colour else line.plain))
        self._in_gap = False

    def _styled(self, line: Text) -> str:
        # Only styles of parts are rendered; in an empty text the whole line is a part.
        return "".join(
            style.render(text, color_system=ColorSystem.STANDARD) if style else text
            for text, style, _ in (Text() + line).render(self._console)
        )
