"""Where a photo's bytes come from: a path, standard input, or memory."""

from __future__ import annotations

import os
import stat
import sys
from os import PathLike
from pathlib import Path
from typing import TextIO
from weakref import WeakKeyDictionary

from headshot_lint.model.errors import Fault, Unreadable
from headshot_lint.photo.limits import LoadLimits

STDIN = "-"


def read_bytes(source: str | PathLike[str], limits: LoadLimits) -> bytes:
    """Read a file, or standard input for `-`, without ever reading more than the byte cap.

    Raises:
        Unreadable: nothing at the path, not a plain file, no permission, or over the cap.
    """
    if os.fspath(source) == STDIN:
        return _read_stdin(limits)
    path = Path(source)
    try:
        # A FIFO or a terminal would block on open: only plain files are opened.
        status = path.stat()
        _require_plain(status, limits)
        with path.open("rb") as file:
            # As much as there ought to be: to ask for all that may be has Python clear that much.
            data = file.read(status.st_size + 1)
            if len(data) > status.st_size:  # it grew meanwhile, or tells no size
                data += file.read(limits.max_bytes + 1 - len(data))
    except FileNotFoundError:
        raise Unreadable(Fault.MISSING, "does not exist", "Check the path.") from None
    except PermissionError:
        raise Unreadable(
            Fault.PERMISSION, "may not be read", "Check the permissions of the file."
        ) from None
    except (OSError, ValueError) as error:  # a path too long, a NUL in it, a failing disk
        raise Unreadable(
            Fault.MISSING, f"could not be opened: {error}", "Check the path."
        ) from error
    return within(data, limits)


def within(data: bytes, limits: LoadLimits) -> bytes:
    """Return `data`, refusing it above the byte cap."""
    if len(data) > limits.max_bytes:
        raise _too_heavy(limits)
    return data


def _require_plain(status: os.stat_result, limits: LoadLimits) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable(Fault.DIRECTORY, "is a directory", "Name the photos in it.")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(
            Fault.SPECIAL,
            "is a pipe or a device, not a file",
            "Pipe the photo to standard input and name it `-`.",
        )
    if status.st_size > limits.max_bytes:
        raise _too_heavy(limits)


_stdin_read: WeakKeyDictionary[TextIO, bytes] = WeakKeyDictionary()
"""What came from standard input, which can be read but once and is looked at again for pictures."""


def _read_stdin(limits: LoadLimits) -> bytes:
    if sys.stdin is not None and sys.stdin in _stdin_read:
        return within(_stdin_read[sys.stdin], limits)
    if sys.stdin is None or sys.stdin.isatty():
        raise Unreadable(
            Fault.SPECIAL,
            "was to come from standard input, which is a terminal",
            "Pipe a photo in.",
        )
    _stdin_read[sys.stdin] = sys.stdin.buffer.read(limits.max_bytes + 1)
    return within(_stdin_read[sys.stdin], limits)


def _too_heavy(limits: LoadLimits) -> Unreadable:
    megabytes = limits.max_bytes / 1e6
    return Unreadable(
        Fault.TOO_HEAVY, f"is heavier than {megabytes:.0f} MB", "Export a smaller JPEG."
    )
