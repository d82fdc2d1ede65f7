"""A photo's facts, recalled where they are known and measured where they are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, cast

from headshot_lint.cache.codec import Line, decode, encode, fact_types
from headshot_lint.model.verdict import Missing

if TYPE_CHECKING:
    from headshot_lint.model.facts import Facts, FileFacts


class Recalled:
    """Facts of one photo, by name, as rules read them.

    What rules ask for and nobody knows is measured, then and not before: so a photo whose facts
    are all known is not decoded. A failure to measure is nothing known; it is raised each time.

    Args:
        sha256: of the photo's bytes.
        path: the name of the photo now; its content was perhaps measured under another.
        lines: what is known, encoded; where some of it cannot be read, nothing of it is believed.
        measure: decodes the photo; its attributes are the facts.
    """

    def __init__(
        self, sha256: str, path: str, lines: Mapping[str, Line], measure: Callable[[], Facts]
    ) -> None:
        self.sha256 = sha256
        self.learned: dict[str, object] = {}
        self._path = path
        self._measure = measure
        self._measured: Facts | None = None
        self._absent: dict[str, Missing] = {}
        try:
            known, self._lines = decode(lines), lines
        except ValueError:
            known, self._lines = {}, {}
        for name, fact in known.items():
            self._take(name, fact)

    def __getattr__(self, name: str) -> object:
        # Facts that are there are attributes, and do not come by here.
        if name not in fact_types():
            raise AttributeError(name)
        if name not in self._absent:
            self._learn(name)
        if name in self._absent:
            raise Missing(self._absent[name].reason)
        return vars(self)[name]

    def require_readable(self) -> None:
        """Decode the photo, unless what it holds is known.

        Raises:
            Unreadable: it cannot be decoded.
        """
        if not self.knows({"file"}):
            self._shot()

    def knows(self, names: Iterable[str]) -> bool:
        """Whether nothing has to be measured to read these facts, up to one that is absent."""
        for name in names:
            if name in self._absent:
                return True
            if name not in vars(self):
                return False
        return True

    @property
    def all_lines(self) -> Mapping[str, Line]:
        """What was known and what was learned, encoded."""
        learned = {name: encode(name, fact) for name, fact in self.learned.items()}
        return {**self._lines, **{name: line for name, line in learned.items() if line is not None}}

    def _learn(self, name: str) -> None:
        fact: object
        try:
            fact = getattr(self._shot(), name)
        except Missing as absence:
            fact = absence
        if name == "file":
            fact = cast("FileFacts", fact).under("")
        self.learned[name] = fact
        self._take(name, fact)

    def _take(self, name: str, fact: object) -> None:
        if isinstance(fact, Missing):
            self._absent[name] = fact
        else:
            named = cast("FileFacts", fact).under(self._path) if name == "file" else fact
            vars(self)[name] = named

    def _shot(self) -> Facts:
        if self._measured is None:
            self._measured = self._measure()
        return self._measured
