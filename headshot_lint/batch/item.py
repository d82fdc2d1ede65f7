"""One photo to be scored: what it is called, and where its bytes are."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from headshot_lint.model.errors import HeadshotLintError

if TYPE_CHECKING:
    from headshot_lint.photo import LoadLimits

_PERMANENT = (FileNotFoundError, PermissionError, IsADirectoryError, ImportError)
"""What another try does not mend."""


@dataclass(frozen=True)
class Item:
    """One photo.

    Attributes:
        path: its name in the output, unlike that of any other.
        url: what fsspec opens: a path, or an address as `s3://bucket/key`.
        offset, size: where in that file the photo lies, in bytes; None for all of it.
        etag: what the store says that changes with the content, if it says so.
        known_sha256: of the content that was scored before, if any was.
    """

    path: str
    url: str
    offset: int | None = None
    size: int | None = None
    etag: str | None = None
    known_sha256: str | None = None

    @classmethod
    def of(cls, column: dict[str, Any]) -> Item:
        """An item from a row of a table, of which only `path` must be there."""
        known = {info.name: column.get(info.name) for info in fields(cls)}
        path = str(column["path"])
        return cls(**(known | {"path": path, "url": known["url"] or path}))

    @property
    def name(self) -> str:
        """What rules take for the name of the file: without folders and query."""
        inner = self.path.removeprefix("tar://").partition("::")[0]
        path = unquote(urlsplit(inner).path) if "://" in inner else inner
        return PurePosixPath(path).name or path

    def read(self, limits: LoadLimits) -> bytes:
        """Return its bytes, of too many only so many that this shows.

        Raises:
            Exception: as the file system has it; what may pass is tried twice.
        """
        try:
            return self._read(limits.max_bytes + 1)
        except _PERMANENT:
            raise
        except Exception:  # noqa: BLE001 - each file system has its own for a broken connection
            return self._read(limits.max_bytes + 1)

    def _read(self, most: int) -> bytes:
        file_system, path = open_place(self.url)
        with file_system.open(path, "rb") as file:
            if self.offset is not None:
                file.seek(self.offset)
            data: bytes = file.read(most if self.size is None else min(self.size, most))
        if self.size is not None and len(data) < min(self.size, most):
            raise EOFError(f"{self.url} ends within {self.path}")
        return data


def open_place(url: str) -> tuple[Any, str]:
    """Return the file system of a path or address, and the path in it.

    Raises:
        HeadshotLintError: there is no such file system, or its library is not installed.
    """
    from fsspec.core import url_to_fs

    try:
        file_system, path = url_to_fs(url)
    except ImportError as error:
        protocol = url.partition("://")[0]
        raise HeadshotLintError(
            f"{url}: {error}", hint=_LIBRARY.get(protocol, "pip install what is named above")
        ) from error
    except ValueError as error:
        raise HeadshotLintError(
            f"{url}: {error}", hint="write a path or s3://, https://"
        ) from error
    return file_system, str(path)


_LIBRARY = {
    "s3": "pip install s3fs",
    "s3a": "pip install s3fs",
    "gs": "pip install gcsfs",
    "gcs": "pip install gcsfs",
    "az": "pip install adlfs",
    "abfs": "pip install adlfs",
    "http": "pip install 'headshot-lint[batch]'",
    "https": "pip install 'headshot-lint[batch]'",
}
