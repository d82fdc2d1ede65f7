"""Saving pictures: each file appears whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from pathlib import Path
from typing import Literal

from headshot_lint.engine.whole_file import whole_file
from headshot_lint.gate.errors import GateError, GeneratorError
from headshot_lint.gate.journal import file_stem
from headshot_lint.gate.pictures import Picture
from headshot_lint.gate.words import Attempt

Save = Literal["none", "best", "passed", "all"]


class Keeper:
    """Saves the pictures of one job.

    Args:
        folder: where they go; it is made when the first is saved.
        key: of the job, which the file names begin with.
        save: which are saved. Of `best`, the one before is removed once the better is written down.
    """

    def __init__(self, folder: Path, key: str, save: Save) -> None:
        self.folder = folder
        self.stem = file_stem(key)
        self.save = save
        self._last: Path | None = None

    def keep(self, attempt: Attempt, *, is_best: bool) -> None:
        """Save an attempt's picture as far as asked for; path and digest go into the attempt."""
        if attempt.picture is None:
            return
        attempt.sha256 = attempt.picture.sha256
        wanted = {
            "none": False,
            "best": is_best,
            "passed": attempt.ok,
            "all": True,
        }[self.save]
        if not wanted:
            return
        data, suffix = attempt.picture.encoded()
        path = self.folder / f"{self.stem}-{attempt.index:03d}{suffix}"
        write_whole(path, data)
        attempt.path, attempt.file_sha256 = str(path), hashlib.sha256(data).hexdigest()

    def settle(self, attempt: Attempt, *, is_best: bool) -> None:
        """After an attempt was written down: remove the picture that a better one replaces."""
        if self.save != "best" or not is_best or attempt.path is None:
            return
        if self._last is not None and str(self._last) != attempt.path:
            self._last.unlink(missing_ok=True)
        self._last = Path(attempt.path)

    def recall(self, attempt: Attempt) -> bool:
        """Load the picture of an attempt from a journal; False where the saved file is not there.

        What passed and has no picture any more is rendered again, with the same seed.
        """
        if attempt.path is None:
            return False
        path = Path(attempt.path)
        if not path.exists():  # the folder may have been moved, with the journal
            path = self.folder / path.name
        with contextlib.suppress(OSError, GeneratorError, GateError):
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() == attempt.file_sha256:
                attempt.picture, attempt.path = Picture(data), str(path)
                self._last = path
                return True
        return False


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place, have it on the disk, and rename it.

    Raises:
        GateError: it cannot be written.
    """
    draft = path.with_name(f".{path.name}-{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path, draft) as file:
            file.write(data)
    except OSError as error:
        raise GateError(
            f"the picture {str(path)!r} cannot be saved: {error.strerror}",
            "name a folder that you may write to",
        ) from error
