"""Rows on their way to Parquet: parts that are there whole or not at all, and what they hold."""

from __future__ import annotations

import io
import re
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from headshot_lint.batch.item import open_place
from headshot_lint.batch.rows import Row, schema, table_of
from headshot_lint.engine.whole_file import whole_file
from headshot_lint.model.errors import HeadshotLintError

if TYPE_CHECKING:
    import pyarrow as pa

_PART = re.compile(r"part-(\d{6,})-[0-9a-f]{8}\.parquet")
_LOCK = "_lock"
_COMPRESSION = "zstd"
_OBJECT_STORES = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs"})
"""They have no folders; to make one may make a bucket."""


@dataclass(frozen=True)
class Known:
    """What is written of a photo.

    Attributes:
        part: the file that holds its row.
        sha256, etag: of the content; None where the row is to be made anew.
    """

    part: str
    sha256: str | None
    etag: str | None


@dataclass
class Parts:
    """The output of a run: a folder of Parquet parts, or one file that is made of them at the end.

    Parts are numbered; of two rows of one photo, that in the later part holds, and the other is
    removed by `settle`. A part appears by one rename, or one request to an object store.

    Args:
        out: a folder, or a file ending with `.parquet`, anywhere that fsspec reaches.
    """

    out: str
    _known: dict[bytes, Known] = field(default_factory=dict)
    _stale: dict[str, set[bytes]] = field(default_factory=dict)
    _next: int = 0
    _lock: IO[bytes] | None = None

    def __post_init__(self) -> None:
        self.single = self.out.lower().endswith(".parquet")
        folder = f"{self.out}.parts" if self.single else self.out
        self._fs, self._folder = open_place(folder.rstrip("/") or folder)
        self._file = open_place(self.out)[1]
        self._local = "file" in _protocols(self._fs)

    def open(self, judged_by: str) -> None:
        """Take the place, and read what is written of which photo.

        Args:
            judged_by: rows of other settings or versions are made anew.

        Raises:
            HeadshotLintError: another run writes there, or a part is no part.
        """
        try:
            if not _OBJECT_STORES & set(_protocols(self._fs)):
                self._fs.makedirs(self._folder, exist_ok=True)
            self._take()
            self._fs.invalidate_cache()
            for part in self._written():
                self._read(part, judged_by)
        except OSError as error:
            raise HeadshotLintError(
                f"{self.out}: cannot be written: {error}", hint="name another place with --out"
            ) from error

    def __len__(self) -> int:
        return len(self._known)

    def known(self, path: str) -> Known | None:
        """What is written of a photo."""
        return self._known.get(digest(path))

    def write(self, rows: list[Row]) -> None:
        """Write rows as the next part; from then on they are not lost."""
        if not rows:
            return
        name = f"{self._folder}/part-{self._next:06d}-{secrets.token_hex(4)}.parquet"
        self._put(name, table_of(rows))
        self._next += 1
        for row in rows:
            key = digest(row["path"])
            if key in self._known:
                self._outdate(self._known[key].part, key)
            self._known[key] = Known(name, row.get("sha256"), row.get("etag"))

    def settle(self, *, done: bool) -> None:
        """Remove rows that later ones replace; of a run that is done, make the single file."""
        if self.single and done:
            self._merge()
            return
        for part in list(self._stale):
            left = self._current(part)
            if left.num_rows:
                self._put(part, left)
            else:
                self._fs.rm_file(part)
            del self._stale[part]

    def close(self) -> None:
        """Give the place free."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _take(self) -> None:
        """Hold the folder for this run; the system lets go of it however the run ends."""
        if not self._local:
            return
        for left in Path(self._folder).glob(".part-*"):
            left.unlink()
        try:
            import fcntl
        except ImportError:  # Windows
            return
        self._lock = Path(self._folder, _LOCK).open("wb")  # noqa: SIM115 - held until `close`
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.close()
            raise HeadshotLintError(
                f"another run writes to {self.out}", hint="wait for it, or name another --out"
            ) from None

    def _written(self) -> Iterator[str]:
        """Files with rows, oldest first."""
        if self.single and self._fs.exists(self._file):
            yield self._file
        for name in self._listed():
            match = _PART.fullmatch(name.rpartition("/")[2])
            if match:
                self._next = max(self._next, int(match[1]) + 1)
                yield name

    def _listed(self) -> list[str]:
        try:
            return sorted(map(str, self._fs.ls(self._folder, detail=False)))
        except FileNotFoundError:  # a prefix without objects
            return []

    def _read(self, part: str, judged_by: str) -> None:
        columns = ["path", "sha256", "etag", "judged_by", "error", "broken"]
        for row in self._table(part, columns).to_pylist():
            key = digest(row["path"])
            if key in self._known:
                self._outdate(self._known[key].part, key)
            holds = row["judged_by"] == judged_by and row["error"] is None and not row["broken"]
            self._known[key] = (
                Known(part, row["sha256"], row["etag"]) if holds else Known(part, None, None)
            )

    def _outdate(self, part: str, key: bytes) -> None:
        self._stale.setdefault(part, set()).add(key)

    def _table(self, part: str, columns: list[str] | None = None) -> pa.Table:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            with self._fs.open(part, "rb") as file:
                return pq.read_table(file, columns=columns)
        except (pa.ArrowInvalid, pa.ArrowKeyError) as error:
            raise HeadshotLintError(
                f"{part} holds no rows of headshot-lint: {error}", hint="move it elsewhere"
            ) from error

    def _current(self, part: str) -> pa.Table:
        """The rows of a part that hold."""
        table = self._table(part)
        stale = self._stale.get(part, set())
        if not stale:
            return table
        return table.filter([digest(path) not in stale for path in table["path"].to_pylist()])

    def _put(self, name: str, table: pa.Table) -> None:
        """Write a file so that it is there whole or not at all."""
        import pyarrow.parquet as pq

        if self._local:
            with whole_file(Path(name), self._draft()) as file:
                pq.write_table(table, file, compression=_COMPRESSION)
            return
        content = io.BytesIO()
        pq.write_table(table, content, compression=_COMPRESSION)
        self._fs.pipe_file(name, content.getvalue())

    def _merge(self) -> None:
        """Make one file of all parts, then remove them."""
        parts = list(self._written())
        if parts != [self._file] or self._stale:
            if self._local:
                with whole_file(Path(self._file), self._draft()) as file:
                    self._combine(parts, file)
            else:
                # An object appears when it is complete, so it is sent from a file that is.
                with tempfile.TemporaryDirectory() as folder:
                    made = Path(folder, "rows.parquet")
                    with made.open("wb") as file:
                        self._combine(parts, file)
                    self._fs.put_file(str(made), self._file)
        self._stale.clear()
        self.close()
        if self._fs.exists(self._folder):
            self._fs.rm(self._folder, recursive=True)

    def _draft(self) -> Path:
        return Path(self._folder) / f".part-{secrets.token_hex(8)}"

    def _combine(self, parts: list[str], file: IO[bytes]) -> None:
        import pyarrow.parquet as pq

        with pq.ParquetWriter(file, schema(), compression=_COMPRESSION) as writer:
            for part in parts:
                writer.write_table(self._current(part).cast(schema()))


def _protocols(file_system: Any) -> tuple[str, ...]:
    named = file_system.protocol
    return (named,) if isinstance(named, str) else tuple(named)


def digest(path: str) -> bytes:
    """A path in 16 bytes: millions of them are kept."""
    return blake2b(path.encode("utf-8", "backslashreplace"), digest_size=16).digest()
