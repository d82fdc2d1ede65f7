"""The cache of facts: what the linter asks before it measures."""

from __future__ import annotations

import threading
from collections.abc import Callable
from hashlib import blake2b, sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from headshot_lint.cache.codec import PICTURES
from headshot_lint.cache.entry import pack, unpack
from headshot_lint.cache.fingerprint import fingerprint
from headshot_lint.cache.recalled import Recalled
from headshot_lint.cache.store import Store, default_root
from headshot_lint.shot import Shot

if TYPE_CHECKING:
    from headshot_lint.analyse.view import LandmarkEngine
    from headshot_lint.model.clock import Clock
    from headshot_lint.model.facts import Facts

T = TypeVar("T")


class FactCache:
    """Facts of photos measured before, in a folder that processes and threads may share.

    It never ends a run: where the folder cannot be used, photos are measured as if there were no
    cache, and `trouble` says why.

    Args:
        root: the folder of the cache; by default that of the user, as `default_root` says.

    Attributes:
        trouble: why the folder could not be used, in words; None while it can.
        recalled: photos of which every fact that was asked for was known.
    """

    def __init__(self, root: Path | str | None = None) -> None:
        self.store = Store(default_root() if root is None else Path(root))
        self.trouble: str | None = None
        self.recalled = 0
        self._counting = threading.Lock()
        self._guard(self.store.require_private)

    def recall(
        self,
        data: bytes,
        path: str,
        engine: LandmarkEngine,
        clock: Clock,
        measure: Callable[[], Facts] | None = None,
    ) -> Recalled:
        """Return the facts of a photo, those that are known and those still to be measured.

        Args:
            data: of the photo's file.
            path: its name, on whose extension one fact depends.
            engine: what finds landmarks.
            clock: takes the time of what is measured.
            measure: decodes the photo somewhere else; by default that is done here.
        """

        def measure_here() -> Facts:
            from headshot_lint.photo import load

            with clock.lap("step", "load"):
                photo = load(data, name=path)
            return Shot(photo, engine=engine, clock=clock)

        content = sha256(data).hexdigest()
        subject = _subject(content, engine)
        stored = None
        if self.trouble is None:
            stored = self._guard(lambda: self.store.read(_key(subject)))
        lines = (unpack(subject, stored) if stored else None) or {}
        return Recalled(content, path, lines, measure or measure_here)

    def keep(self, facts: Recalled, engine: LandmarkEngine) -> None:
        """Keep what was measured of a photo beside what was known of it."""
        if facts.learned.keys() <= PICTURES:
            with self._counting:
                self.recalled += 1
            return
        if self.trouble is None:
            subject = _subject(facts.sha256, engine)
            content = pack(subject, facts.all_lines)
            self._guard(lambda: self.store.write(_key(subject), content))

    def _guard(self, action: Callable[[], T]) -> T | None:
        try:
            return action()
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            self.trouble = f"{place}{error.strerror or error}"
            return None


def _subject(content: str, engine: LandmarkEngine) -> str:
    """The photo and what measured it."""
    return f"{content} {engine} {fingerprint()}"


def _key(subject: str) -> str:
    return blake2b(subject.encode(), digest_size=20).hexdigest()
