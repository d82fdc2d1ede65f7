"""A file that a report goes to: tried before the work, replaced as a whole after it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from headshot_lint.model.errors import HeadshotLintError


class ReportFile:
    """A file that will be written; folders on the way to it are made.

    A regular file appears complete or not at all: the report is written beside it and renamed.
    What is no regular file (a pipe, `/dev/null`) must not be renamed over and is written to.

    Attributes:
        name: the path as the user gave it.
        target: where it leads, links resolved, so that a link stays one.

    Raises:
        HeadshotLintError: the file could not be written.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        try:
            self.target = Path(os.path.realpath(Path(name).expanduser()))
            self._try()
        except (OSError, RuntimeError) as error:  # the latter: a home folder that is not known
            reason = getattr(error, "strerror", None) or str(error)
            raise HeadshotLintError(
                f"the report cannot be written to {name!r}: {reason}",
                hint="name a file in a folder that you may write to",
            ) from error

    def write(self, text: str) -> None:
        """Write the report, in UTF-8; what UTF-8 cannot hold is written as an escape.

        Raises:
            OSError: the file could not be written; an earlier one is still there.
        """
        self.write_bytes(text.encode("utf-8", "backslashreplace"))

    def write_bytes(self, data: bytes) -> None:
        """Write what is no text.

        Raises:
            OSError: the file could not be written; an earlier one is still there.
        """
        if self._special:
            self.target.write_bytes(data)
            return
        draft = self._draft()
        try:
            with draft.open("xb") as file:  # unlike tempfile's, by the user's umask
                file.write(data)
            if self.target.exists():
                draft.chmod(self.target.stat().st_mode & 0o7777)
            draft.replace(self.target)
        finally:
            draft.unlink(missing_ok=True)

    @property
    def _special(self) -> bool:
        return self.target.exists() and not self.target.is_file()

    def _draft(self) -> Path:
        return self.target.parent / f".headshot-lint-{secrets.token_hex(6)}.tmp"

    def _try(self) -> None:
        if self.target.is_dir() or self.name.endswith(("/", os.sep)):
            raise IsADirectoryError(None, "it is a folder")
        if self.target.exists() and not os.access(self.target, os.W_OK):
            raise PermissionError(None, "it is write-protected")
        if self._special:
            return
        self.target.parent.mkdir(parents=True, exist_ok=True)
        draft = self._draft()
        draft.touch(exist_ok=False)  # permission bits do not tell: of root, mounts, full disks
        draft.unlink()
