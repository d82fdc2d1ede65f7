"""What one job leaves on the disk: its journal, and the pictures that are kept."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headshot_lint.gate.commands import Course
from headshot_lint.gate.core import order
from headshot_lint.gate.errors import GateError
from headshot_lint.gate.journal import Journal, plain
from headshot_lint.gate.keeping import Keeper, Save
from headshot_lint.gate.remedies import Takes
from headshot_lint.gate.seeds import fresh_seed
from headshot_lint.gate.words import Attempt, Params, Request


@dataclass(frozen=True)
class Files:
    """The open files of a job; either may be missing."""

    key: str
    journal: Journal | None
    keeper: Keeper | None

    @classmethod
    def of(cls, key: str, journal: Path | None, save_to: Path | None, save: Save) -> Files:
        """Open what is asked for.

        Raises:
            GateError: the journal cannot be opened.
        """
        keeper = None if save_to is None else Keeper(save_to, key, save)
        return cls(key, None if journal is None else Journal(journal, key), keeper)

    def course(
        self, given: Params, whole: dict[str, Any], seed: int | None, takes: Takes
    ) -> Course:
        """The job, with what a journal tells of it.

        Args:
            given: the parameters that the caller gave, by which the journal knows the job.
            whole: those over the generator's defaults, which may change with its code.
            seed: of the job, or None.
            takes: the parameters that the generator takes.

        Raises:
            GateError: the journal tells of another job, or the parameters have no JSON.
        """
        if self.journal is None:
            return Course(self.key, whole, fresh_seed() if seed is None else seed, takes)
        past = self.journal.past
        if seed is None:
            seed = fresh_seed() if past.seed is None else past.seed
        self.journal.describe(dict(given), seed)
        history = _recalled(past.attempts, self.keeper)
        return Course(self.key, plain(whole), seed, takes, history, past.interrupted)

    def begin(self, request: Request) -> None:
        """Write down that an attempt begins."""
        if self.journal is not None:
            self.journal.begin(request)

    def keep(self, attempt: Attempt, *, is_best: bool) -> None:
        """First the picture, then the line that names it: a line never names what is not there."""
        if attempt.picture is not None:
            attempt.sha256 = attempt.picture.sha256
        if self.keeper is not None:
            self.keeper.keep(attempt, is_best=is_best)
        if self.journal is not None:
            self.journal.end(attempt)
        if self.keeper is not None:
            self.keeper.settle(attempt, is_best=is_best)

    def close(self) -> None:
        """Let others work on the job."""
        if self.journal is not None:
            self.journal.close()


def key_of(params: Params, seed: int | None) -> str:
    """A name for a job that was given none: by seed and parameters; new where there is no seed."""
    if seed is not None:
        try:
            text = json.dumps([plain(dict(params)), seed], sort_keys=True)
        except GateError:  # parameters without JSON: nothing could be resumed by them
            pass
        else:
            return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    return secrets.token_hex(8)


def _recalled(attempts: Sequence[Attempt], keeper: Keeper | None) -> tuple[Attempt, ...]:
    """Attempts from a journal, the best with its picture.

    A picture that passed and was not saved, or is gone, is rendered again with the same seed: the
    attempts from it on are left out.
    """
    judged = [attempt for attempt in attempts if attempt.judgement is not None]
    if not judged:
        return tuple(attempts)
    best = max(judged, key=order)  # of equals the first, as in the core
    if (keeper is None or not keeper.recall(best)) and best.ok:
        return tuple(attempts[: attempts.index(best)])
    return tuple(attempts)
