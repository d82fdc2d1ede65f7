"""Errors meant for users: what happened, what to do, and the exit code that follows."""

from __future__ import annotations

from enum import StrEnum

EXIT_FINDINGS = 1
EXIT_USAGE = 2


class HeadshotLintError(Exception):
    """An error that a user can act on; programming mistakes raise `ValueError` instead.

    Attributes:
        message: what is wrong, one sentence.
        hint: what to do about it, or an empty string.
        exit_code: of the process when the error ends the run.
    """

    def __init__(self, message: str, hint: str = "", exit_code: int = EXIT_USAGE) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code

    def at(self, place: object) -> HeadshotLintError:
        """The same error, its message led by the place where its cause stands."""
        return HeadshotLintError(f"{place}: {self.message}", self.hint, self.exit_code)


class Fault(StrEnum):
    """Why a photo could not be read."""

    MISSING = "missing"
    DIRECTORY = "directory"
    SPECIAL = "special file"
    PERMISSION = "permission"
    EMPTY = "empty"
    LFS_POINTER = "LFS pointer"
    NO_IMAGE = "not an image"
    UNSUPPORTED = "unsupported format"
    NEEDS_EXTRA = "needs an extra"
    TRUNCATED = "truncated"
    CORRUPT = "corrupt"
    TOO_HEAVY = "too many bytes"
    TOO_LARGE = "too many pixels"
    TOO_INTRICATE = "too many parts"
    TOO_SLOW = "too slow"
    KILLER = "ended its process"


# With these there is no photo at the path at all: a matter of the command line, not of the picture.
NO_PHOTO = frozenset({Fault.MISSING, Fault.DIRECTORY, Fault.SPECIAL, Fault.PERMISSION})


class Unreadable(HeadshotLintError):  # noqa: N818 - a state of the photo, told as a finding
    """A photo that could not be read.

    Attributes:
        fault: the kind of failure.
        reason: completes the sentence "The photo ...".
        size: of the file in bytes, or None where there is no file or it was not read.
    """

    def __init__(
        self, fault: Fault, reason: str, hint: str = "", *, size: int | None = None
    ) -> None:
        exit_code = EXIT_USAGE if fault in NO_PHOTO else EXIT_FINDINGS
        super().__init__(f"The photo {reason}.", hint, exit_code)
        self.fault = fault
        self.reason = reason
        self.size = size
