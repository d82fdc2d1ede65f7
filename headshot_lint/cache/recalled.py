"""A photo's facts, recalled where they are known and measured where they are not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
        lines: what is known, encoded.
        measure: decodes the photo; its attributes are the facts.
    """

    def __init__(
        self, sha256: str, path: str, lines: Mapping[str, Line], measure: Callable[[], Facts]
    ) -> None:
        self.sha256 = sha256
        self.learned: dict[str, object] = {}
        self._path = path
        self._lines = lines
        self._measure = measure
        self._measured: Facts | None = None

    def __getattr__(self, name: str) -> object:
        if name not in fact_types():
            raise AttributeError(name)
        fact = self._known(name)
        if fact is None:
            fact = self._learn(name)
        if name == "file":
            fact = cast("FileFacts", fact).under(self._path)
        if isinstance(fact, Missing):
            raise Missing(fact.reason)
        self.__dict__[name] = fact  # the next reading goes straight there
        return fact

    def require_readable(self) -> None:
        """Decode the photo, unless what it holds is known.

        Raises:
            Unreadable: it cannot be decoded.
        """
        if "file" not in self._lines:
            self._shot()

    @property
    def all_lines(self) -> Mapping[str, Line]:
        """What was known and what was learned, encoded."""
        learned = {name: encode(name, fact) for name, fact in self.learned.items()}
        return {**self._lines, **{name: line for name, line in learned.items() if line is not None}}

    def _known(self, name: str) -> object:
        if name in self.learned:
            return self.learned[name]
        if name not in self._lines:
            return None
        try:
            return decode(name, self._lines[name])
        except ValueError:
            return None

    def _learn(self, name: str) -> object:
        fact: object
        try:
            fact = getattr(self._shot(), name)
        except Missing as absence:
            fact = absence
        if name == "file":
            fact = cast("FileFacts", fact).under("")
        self.learned[name] = fact
        return fact

    def _shot(self) -> Facts:
        if self._measured is None:
            self._measured = self._measure()
        return self._measured
