"""Files that are there as a whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from headshot_lint.engine.whole_file import whole_file
from headshot_lint.model.errors import HeadshotLintError


def write_whole(path: Path, data: bytes) -> bool:
    """Write a file so that at every moment the old or the new one is there; links stay links.

    The bytes go into a file beside it, are brought to the disk, and take its name in one step.

    Returns:
        Whether anything was written: a file that holds these bytes already is left alone.

    Raises:
        HeadshotLintError: it cannot be written; what was there still is.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.is_file() and target.read_bytes() == data:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, data)
    except OSError as error:
        raise HeadshotLintError(
            f"{path.name!r} could not be written: {error.strerror or error}",
            hint="the original is untouched; name a folder that may be written to with --out",
        ) from error
    return True


def _replace(target: Path, data: bytes) -> None:
    draft = target.parent / f".headshot-lint-{secrets.token_hex(6)}.tmp"
    with whole_file(target, draft) as file:
        file.write(data)
        if target.exists():
            draft.chmod(target.stat().st_mode & 0o7777)
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """Bring the new name itself to the disk, where folders can be."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
