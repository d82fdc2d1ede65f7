"""A folder of small files by key, safe to share between processes, bounded in size.

Each file appears whole, by renaming: a process that is killed leaves a temporary file at worst,
which is cleared away later. There are no locks; where two processes write the same key, the last
one stays. Every error of the system is raised as the `OSError` that it is.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs

FOLDER = "facts-1"
"""The store's own folder below the one that it is given: the only one that it touches."""

MAX_BYTES = 256_000_000
"""Facts of a photo take about 7 kB, so that this holds some 35,000 photos."""

SHARDS = 256
_DAY_S = 86_400.0
_ABANDONED_S = 3_600.0
_LEAVING = f"{FOLDER}.leaving-"
_SUFFIX, _TEMPORARY = ".facts", ".tmp"

_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This file marks a cache of headshot-lint.\n# See https://bford.info/cachedir/\n"
)


def default_root() -> Path:
    """Where the facts are kept if nobody says otherwise: in the user's cache folder."""
    return platformdirs.user_cache_path("headshot-lint")


@dataclass(frozen=True)
class Usage:
    """What a store holds: number of photos, bytes, and when the least recently used was used.

    Attributes:
        oldest_s: seconds since the epoch, None where there is none.
    """

    photos: int
    size_bytes: int
    oldest_s: float | None


class Store:
    """A folder of files below `root`.

    Args:
        root: may be shared with other things; it is made where it does not exist.
        max_bytes: beyond this, what was used least recently goes.
    """

    def __init__(self, root: Path, max_bytes: int = MAX_BYTES) -> None:
        self.root = root
        self.folder = root / FOLDER
        self._max_shard_bytes = max_bytes // SHARDS

    def read(self, key: str) -> bytes | None:
        """Return the content under a key, None where there is none.

        Raises:
            OSError: the folder cannot be read, or others may write to it.
        """
        place = self._place(key)
        try:
            with place.open("rb", buffering=0) as file:
                found = os.fstat(file.fileno())
                content = file.readall()
        except FileNotFoundError:
            return None
        # Once a day is enough to tell old from new, and spares a write at every read.
        if time.time() - found.st_mtime > _DAY_S:
            with suppress(OSError):
                os.utime(place)
        return content

    def write(self, key: str, content: bytes) -> None:
        """Keep content under a key, whole or not at all; what is too old goes.

        Raises:
            OSError: the folder is read-only, full, or others may write to it.
        """
        place = self._place(key)
        shard = place.parent
        number, temporary = self._temporary(shard)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(content)
            os.replace(temporary, place)  # noqa: PTH105 - of the very name that mkstemp gave
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108 - as above
            raise
        self._trim(shard)

    def clear(self) -> Usage:
        """Remove everything that the store holds; return what that was.

        Raises:
            OSError: something could not be removed.
        """
        import secrets
        import shutil

        usage = self.usage()
        # Renamed first, so that a run that writes meanwhile begins anew and is not in the way.
        with suppress(FileNotFoundError):
            self.folder.rename(self.root / f"{_LEAVING}{secrets.token_hex(8)}")
        for left in self.root.glob(f"{_LEAVING}*"):
            if left.is_symlink():
                left.unlink()
            else:
                shutil.rmtree(left)
        return usage

    def usage(self) -> Usage:
        """Return what the store holds."""
        found = [file for shard in _entries(self.folder) for file in _files(Path(shard.path))]
        kept = [file for file in found if file.name.endswith(_SUFFIX)]
        return Usage(
            photos=len(kept),
            size_bytes=sum(file.size for file in found),
            oldest_s=min((file.used_s for file in kept), default=None),
        )

    def require_private(self) -> None:
        """Make sure that nobody else may put facts here.

        Raises:
            PermissionError: others may write to the folder, or it is another user's.
        """
        if os.name != "posix":
            return
        try:
            found = self.folder.stat()
        except FileNotFoundError:
            return
        if found.st_uid != os.geteuid():
            raise PermissionError(0, "belongs to another user", str(self.folder))
        if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise PermissionError(0, "may be written by other users", str(self.folder))

    def _place(self, key: str) -> Path:
        return self.folder.joinpath(key[:2], f"{key[2:]}{_SUFFIX}")

    def _temporary(self, shard: Path) -> tuple[int, str]:
        """Open a new file, readable by its owner only; return its descriptor and name."""
        import tempfile

        try:
            return tempfile.mkstemp(_TEMPORARY, "", shard)
        except FileNotFoundError:
            self._make(shard)
            return tempfile.mkstemp(_TEMPORARY, "", shard)

    def _make(self, shard: Path) -> None:
        """Make the folders that are missing; those of the store are its owner's alone."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        shard.mkdir(mode=0o700, exist_ok=True)
        for name, text in (("CACHEDIR.TAG", _TAG), (".gitignore", "*\n")):
            with suppress(FileExistsError), (self.folder / name).open("x") as file:
                file.write(text)

    def _trim(self, shard: Path) -> None:
        """Remove what was used least recently until the shard is within its part of the limit.

        Keys are digests, so that all shards grow alike, and one holds what can be looked through
        at every write.
        """
        files = sorted(_files(shard), key=lambda file: file.used_s)
        size = sum(file.size for file in files)
        for file in files:
            abandoned = file.name.endswith(_TEMPORARY) and time.time() - file.used_s > _ABANDONED_S
            if abandoned or size > self._max_shard_bytes:
                with suppress(FileNotFoundError):
                    (shard / file.name).unlink()
                size -= file.size


@dataclass(frozen=True)
class _File:
    name: str
    size: int
    used_s: float


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """The folders in a folder, none where that does not exist."""
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
    except FileNotFoundError:
        return []


def _files(folder: Path) -> Iterator[_File]:
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):  # another process was quicker
                found = entry.stat(follow_symlinks=False)
                yield _File(entry.name, found.st_size, found.st_mtime)
